import type { Targets } from "../targets.ts";
import {
  isContainer,
  type Block,
  type Container,
  type Item,
  type Leaf,
  type List,
  type Root,
  type Table,
  type TextBlock,
} from "./block.ts";
import {
  codeIndent,
  isItemOf,
  itemStartIn,
  noteStartIn,
  skipItemStart,
  underlineIn,
  type ItemStart,
} from "./blockStarts.ts";
import { skipQuoteSign } from "./continuation.ts";
import type { Line } from "./line.ts";
import { linkDefinitionIn, type LinkReading } from "./linkDefinitions.ts";
import { makeText, type TextMarks } from "./make.ts";
import { alignmentsIn, cellsIn } from "./tableLines.ts";

/** Most pieces of a paragraph that is looked at for link targets at each of its lines. */
const longestDefinitions = 200;

/** The blocks of a text, to which lines add at the end. */
export class BlockTree {
  readonly root: Root = { kind: "root", isOpen: true, children: [], depth: 0 };
  /** Number of the line that is read. */
  line = 0;
  /** Whether what is read stays. */
  isFirm = true;
  readonly #targets: Targets;
  readonly #reading: LinkReading;

  constructor(targets: Targets, reading: LinkReading) {
    this.#targets = targets;
    this.#reading = reading;
  }

  /** What is open, from the outermost on. */
  openPath(): Block[] {
    const path: Block[] = [this.root];
    for (let block: Block = this.root; isContainer(block);) {
      const last: Block | undefined = block.children.at(-1);
      if (last?.isOpen !== true) break;
      path.push(last);
      block = last;
    }
    return path;
  }

  /** Adds a block to the innermost container, or around it where that holds only items. */
  add<Added extends Block>(matched: Container[], block: Added): Added {
    if (matched.at(-1)?.kind === "list") this.leave(matched);
    const parent = (matched.at(-1) ?? this.root) as Exclude<Container, List>;
    this.closeUnder(parent);
    if (parent.kind === "item") {
      const list = matched.at(-2);
      const isApart = parent.isFilled && parent.blankLine === this.line - 1;
      if (isApart && list?.kind === "list") list.isLoose = true;
      parent.isFilled = true;
    }
    parent.children.push(block);
    return block;
  }

  addText(
    matched: Container[],
    kind: TextBlock["kind"],
    text: string,
    marks: Omit<TextMarks, "depth">,
  ): TextBlock {
    if (matched.at(-1)?.kind === "list") this.leave(matched);
    const depth = (matched.at(-1) ?? this.root).depth + 1;
    return this.add(matched, makeText(kind, text, { depth, ...marks }));
  }

  beginItem(matched: Container[], line: Line, start: ItemStart): void {
    const { number, sign } = start;
    let list = matched.at(-1);
    if (list?.kind === "list" && !isItemOf(list, start)) {
      this.leave(matched);
      list = undefined;
    }
    if (list?.kind !== "list") {
      const depth = (matched.at(-1) ?? this.root).depth + 1;
      const fresh: List = {
        ...{ kind: "list", isOpen: true, children: [], depth, start: number, sign },
        ...{ isLoose: false, blankLine: -1 },
      };
      list = this.add(matched, fresh);
      matched.push(list);
    }
    this.closeUnder(list);
    if (list.children.length > 0 && list.blankLine === this.line - 1) list.isLoose = true;
    const indent = skipItemStart(line, start);
    const depth = list.depth + 1;
    const item: Item = {
      ...{ kind: "item", isOpen: true, children: [], depth, indent },
      ...{ isFilled: false, blankLine: -1 },
    };
    list.children.push(item);
    matched.push(item);
  }

  leave(matched: Container[]): void {
    const left = matched.pop();
    if (left === undefined) return;
    this.closeUnder(left);
    left.isOpen = false;
  }

  closeUnder(parent: Container): void {
    const last: Block | undefined = parent.children.at(-1);
    if (last?.isOpen !== true) return;
    if (isContainer(last)) this.closeUnder(last);
    last.isOpen = false;
    if (last.kind === "code") last.blanks = [];
    if (last.kind !== "paragraph" || last.isTooDeep || !this.isFirm) return;
    this.#define(last, () => true);
    if (last.content.isEmpty) parent.children.pop();
  }

  /** Notes in lists that a line is blank; one that a quotation's sign stands in is none for them. */
  markBlank(matched: readonly Container[]): void {
    for (const container of matched.toReversed()) {
      if (container.kind === "quote") return;
      if (container.kind === "list" || container.kind === "item") container.blankLine = this.line;
    }
  }

  /** Takes definitions of link targets off a paragraph that the next line cannot go on with. */
  defineBefore(paragraph: TextBlock, { sign, isBlank }: Line): boolean {
    if (isBlank || paragraph.isTooDeep || !paragraph.content.mayDefine(longestDefinitions)) {
      return false;
    }
    const mayBeTitle = `"'(`.includes(sign);
    this.#define(paragraph, (rest, mayHaveTitle) =>
      rest === "" ? !(mayHaveTitle && mayBeTitle) : !(mayHaveTitle && /^["'(]/u.test(rest)),
    );
    return paragraph.content.isEmpty;
  }

  becomesHeading(parent: Container, paragraph: TextBlock, text: string): boolean {
    const level = underlineIn(text);
    if (level === undefined) return false;
    if (this.isFirm) this.#define(paragraph, () => true);
    if (paragraph.content.isEmpty) {
      paragraph.isOpen = false;
      parent.children.pop();
      return false;
    }
    const source = paragraph.content.toString();
    parent.children.pop();
    const marks = { depth: parent.depth + 1, level, isOpen: false };
    (parent.children as Block[]).push(makeText("heading", source, marks));
    return true;
  }

  becomesTable(parent: Container, paragraph: TextBlock, text: string): boolean {
    const alignments = paragraph.mayHead ? alignmentsIn(text) : undefined;
    if (alignments === undefined) return false;
    const { lastLine } = paragraph.content;
    const head = lastLine.includes("|") ? cellsIn(lastLine) : [];
    if (head.length === 0 || head.length !== alignments.length) return false;
    const table: Table = {
      ...{ kind: "table", isOpen: true, alignments, rows: [], lacking: 0 },
      // Table, head or body, row and cell.
      head: head.map((cell) => makeText("cell", cell, { depth: parent.depth + 4, isOpen: false })),
    };
    paragraph.content.dropLastLine(this.isFirm);
    if (paragraph.content.isEmpty) parent.children.pop();
    else this.closeUnder(parent);
    (parent.children as Block[]).push(table);
    return true;
  }

  #define(paragraph: TextBlock, isSure: (rest: string, mayHaveTitle: boolean) => boolean): void {
    const { content } = paragraph;
    if (!content.startsWith("[")) return;
    const text = content.toString();
    let rest = text;
    for (;;) {
      const definition = linkDefinitionIn(rest, this.#reading);
      if (definition === undefined) break;
      const { label, href, title, end, mayHaveTitle } = definition;
      const behind = rest.slice(end);
      if (!isSure(behind, mayHaveTitle)) break;
      this.#targets.defineLink(label, { href, title });
      rest = behind.replace(/^[ \t]+/u, "");
    }
    if (rest.length < text.length) content.replace(rest, true);
  }

  /** @param mayBegin whether the line may define a note. */
  beginsContainer(
    matched: Container[],
    open: Leaf | undefined,
    line: Line,
    mayBegin: boolean,
  ): boolean {
    const depth = (matched.at(-1) ?? this.root).depth + 1;
    if (line.sign === ">") {
      matched.push(this.add(matched, { kind: "quote", isOpen: true, children: [], depth }));
      skipQuoteSign(line);
      return true;
    }
    const start = itemStartIn(line.rest);
    const interrupts = open?.kind === "paragraph";
    if (start !== undefined && !(interrupts && (start.isEmpty || (start.number ?? 1) !== 1))) {
      this.beginItem(matched, line, start);
      return true;
    }
    const mayBeNote = open?.kind !== "table" && mayBegin;
    const note = mayBeNote ? noteStartIn(line.rest) : undefined;
    if (note === undefined) return false;
    const { label, width } = note;
    if (this.isFirm) this.#targets.defineNote(label);
    matched.push(this.add(matched, { kind: "note", isOpen: true, children: [], depth, label }));
    line.skip(width);
    // Spaces behind the mark are part of it only if they could be an indentation.
    if (line.indent >= codeIndent) line.skipColumns(codeIndent);
    return true;
  }

  /** Removes the innermost open block. */
  removeTip(path: readonly Block[]): void {
    const parent = path.at(-2);
    if (isContainer(parent)) parent.children.pop();
  }

  /** Adds a block to a container that is open. */
  addTo(container: Container, block: Block): void {
    const path = this.openPath().filter(isContainer);
    this.add(path.slice(0, path.indexOf(container) + 1), block);
  }
}
