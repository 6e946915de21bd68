import type { TextContent } from "./textContent.ts";

/** A block of a text. It may still grow while it {@link isOpen}. */
export type Block = Container | Leaf;

/** A block that holds blocks. */
export type Container = Root | Quote | List | Item | Note;
export type Leaf = TextBlock | CodeBlock | MathBlock | RuleBlock | Table;

interface Common {
  isOpen: boolean;
}

interface Holder<Child = Block> extends Common {
  readonly children: Child[];
  /** How many containers stand around what is in it. */
  readonly depth: number;
}

export interface Root extends Holder {
  readonly kind: "root";
}

export interface Quote extends Holder {
  readonly kind: "quote";
}

export interface List extends Holder<Item> {
  readonly kind: "list";
  /** The number of the first item; undefined where the items have none. */
  readonly start: number | undefined;
  /** `-`, `+`, `*`, `.` or `)`: another sign begins another list. */
  readonly sign: string;
  /** Whether blank lines stand in it, so that its items' paragraphs stand apart. */
  isLoose: boolean;
  blankLine: number;
}

export interface Item extends Holder {
  readonly kind: "item";
  /** Columns that lines further down are indented by. */
  readonly indent: number;
  /** Whether anything was ever in it, even what defines a target and shows nothing. */
  isFilled: boolean;
  /** Number of the last blank line in it. */
  blankLine: number;
}

/** What a footnote says. It stands where it is defined and is shown at the end. */
export interface Note extends Holder {
  readonly kind: "note";
  readonly label: string;
}

/** A block whose text has emphasis, links and the like in it. */
export interface TextBlock extends Common {
  readonly kind: "paragraph" | "heading" | "cell";
  /** Of a heading, 1 to 6; else 0. */
  readonly level: number;
  readonly content: TextContent;
  /** How many parts stand around its text, itself included. */
  readonly depth: number;
  /** Whether all that follows at its depth belongs to it as it is written: it stands too deep. */
  readonly isTooDeep: boolean;
  /** Whether its last line may be the head of a table. */
  mayHead: boolean;
}

export interface CodeBlock extends Common {
  readonly kind: "code";
  /** Undefined for code that is only indented. */
  readonly fence: Fence | undefined;
  /** What stands behind the fence that opens it. */
  readonly info: string;
  /** The code in pieces that are never changed, lines with their ends. */
  readonly pieces: string[];
  /** Blank lines that belong to indented code only if more code follows. */
  blanks: string[];
}

export interface Fence {
  readonly sign: string;
  readonly length: number;
  /** Columns that its lines may be indented by. */
  readonly indent: number;
}

interface MathBlock extends Common {
  readonly kind: "math";
  readonly tex: string;
}

/** A line across the text. */
interface RuleBlock extends Common {
  readonly kind: "rule";
}

export type Alignment = "left" | "center" | "right" | "";

export interface Table extends Common {
  readonly kind: "table";
  readonly alignments: readonly Alignment[];
  readonly head: readonly TextBlock[];
  readonly rows: (readonly TextBlock[])[];
  /** How many cells rows lacked so far. */
  lacking: number;
}

export function isContainer(block: Block | undefined): block is Container {
  return block !== undefined && "children" in block;
}
