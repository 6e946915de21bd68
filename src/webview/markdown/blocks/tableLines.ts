import type { Alignment, Table } from "./block.ts";
import { makeText } from "./make.ts";

/** How many cells the rows of a table may lack in all. */
const mostLacking = 65_536;

/** How columns are aligned by the line under a table's head; undefined for any other line. */
export function alignmentsIn(line: string): readonly Alignment[] | undefined {
  if (!/^(?:[|:][-|: \t]|-[-|:])[-|: \t]*$/u.test(line)) return undefined;
  const cells = line.split("|");
  const alignments: Alignment[] = [];
  for (const [index, cell] of cells.entries()) {
    const text = cell.trim();
    if (text === "" && (index === 0 || index === cells.length - 1)) continue;
    if (!/^:?-+:?$/u.test(text)) return undefined;
    const isLeft = text.startsWith(":");
    const isRight = text.endsWith(":");
    alignments.push(isRight ? (isLeft ? "center" : "right") : isLeft ? "left" : "");
  }
  return alignments;
}

/** The cells of a row; a sign behind a backslash divides none. */
export function cellsIn(line: string): string[] {
  const cells: string[] = [];
  const text = line.trim();
  let cell = "";
  let from = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] !== "|") continue;
    if (text[index - 1] === "\\") {
      cell += text.slice(from, index - 1);
      from = index;
    } else {
      cells.push(cell + text.slice(from, index));
      cell = "";
      from = index + 1;
    }
  }
  cells.push(cell + text.slice(from));
  if (cells[0] === "") cells.shift();
  if (cells.at(-1) === "") cells.pop();
  return cells.map((each) => each.trim());
}

/** Adds a row; false where the table lacks so many cells that it takes no more. */
export function addRow(table: Table, text: string): boolean {
  const cells = cellsIn(text);
  const { length } = table.alignments;
  table.lacking += length - cells.length;
  if (table.lacking > mostLacking) return false;
  const marks = { depth: table.head[0]?.depth ?? 0, isOpen: false };
  table.rows.push(table.alignments.map((_, index) => makeText("cell", cells[index] ?? "", marks)));
  return true;
}
