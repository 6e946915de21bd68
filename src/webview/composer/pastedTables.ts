/** Most empty cells that are added for cells which span several. */
const mostBlanks = 2_000;

/** What would break a row of a Markdown table. */
const blocks = "p,div,ul,ol,li,h1,h2,h3,h4,h5,h6,blockquote,pre,section,article,dl,dt,dd";

/**
 * Makes of tables what Markdown can say: a first row of headings, one cell a column, lines in
 * place of blocks. Tables that only lay out what is in them give way to it.
 */
export function flattenTables(root: HTMLElement): void {
  const tables = [...root.querySelectorAll("table")];
  for (const table of tables) if (isLayout(table)) dissolve(table);
  let blanks = mostBlanks;
  for (const table of root.querySelectorAll("table")) {
    blanks -= spread(table, blanks);
    nameHeadings(table);
    for (const cell of table.querySelectorAll("td,th")) flatten(cell);
  }
}

function isLayout(table: HTMLTableElement): boolean {
  return table.querySelectorAll("td,th").length < 2 || table.querySelector("table") !== null;
}

function dissolve(table: HTMLTableElement): void {
  for (const part of table.querySelectorAll("td,th,caption")) {
    if (part.closest("table") !== table) continue;
    const block = part.ownerDocument.createElement("div");
    block.append(...part.childNodes);
    table.before(block);
  }
  table.remove();
}

/** Adds an empty cell wherever another one reaches over. */
function spread(table: HTMLTableElement, most: number): number {
  let added = 0;
  /** How many more rows a cell above reaches down, by column. */
  const reach: number[] = [];
  for (const row of table.rows) {
    let column = 0;
    const blank = (before: Element | null) => {
      if (added < most) row.insertBefore(row.ownerDocument.createElement("td"), before);
      added += 1;
    };
    const skip = (before: Element | null) => {
      for (; (reach[column] ?? 0) > 0; column += 1) {
        blank(before);
        reach[column] = (reach[column] ?? 0) - 1;
      }
    };
    for (const cell of [...row.cells]) {
      skip(cell);
      const columns = Math.min(cell.colSpan, most);
      for (let index = 0; index < columns; index += 1, column += 1) {
        if (index > 0) blank(cell.nextElementSibling);
        reach[column] = cell.rowSpan - 1;
      }
    }
    skip(null);
  }
  return Math.min(added, most);
}

/** Where no row is of headings, the first one serves: Markdown wants one. */
function nameHeadings(table: HTMLTableElement): void {
  const [first] = table.rows;
  if (first === undefined || first.parentElement?.nodeName === "THEAD") return;
  for (const cell of [...first.cells]) {
    if (cell.nodeName === "TH") continue;
    const heading = table.ownerDocument.createElement("th");
    heading.append(...cell.childNodes);
    cell.replaceWith(heading);
  }
}

function flatten(cell: Element): void {
  for (const block of cell.querySelectorAll(blocks)) {
    if (block.nextSibling !== null) block.after(cell.ownerDocument.createElement("br"));
    block.replaceWith(...block.childNodes);
  }
  for (const rule of cell.querySelectorAll("hr")) rule.remove();
}
