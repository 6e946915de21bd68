import * as l10n from "@vscode/l10n";

/** Where the text of a passage came from. */
type PassageKind =
  "selection" | "file" | "folder" | "openEditors" | "problems" | "clipboard" | "dropped";

/** A piece of text that a question is about, as it was when the person attached it. */
export interface Passage {
  readonly id: string;
  readonly kind: PassageKind;
  /** Where it came from, as a URI; the clipboard and dropped texts have none. */
  readonly uri?: string;
  /** Its name for people, e.g. a document's path in the workspace. */
  readonly name: string;
  readonly languageId: string;
  readonly text: string;
  /** First and last line counted from 1; a whole file has none. */
  readonly lines?: { readonly first: number; readonly last: number };
  /** Which of several parts of a longer passage this is, counted from 1. */
  readonly part?: { readonly index: number; readonly count: number };
  /** The person had it trimmed to what fits the model's window. */
  readonly trimmed?: true;
}

/** Whether an answer to it can stand in its place: a part or a trimmed text is not the whole. */
export function isReplaceable({ kind, part, trimmed }: Passage): boolean {
  return kind === "selection" && part === undefined && trimmed === undefined;
}

type Titled = Pick<Passage, "name" | "lines"> & Partial<Pick<Passage, "part" | "trimmed">>;

/** `notes.md:3–9`, as a chip names it. */
export function passageTitle(passage: Titled): string {
  return inOneLine(passage, {
    part: (index, count) => l10n.t("(part {0} of {1})", index, count),
    trimmed: l10n.t("(trimmed)"),
  });
}

/** The same as models and files have it, in whatever language a person reads. */
export function plainTitle(passage: Titled): string {
  return inOneLine(passage, {
    part: (index, count) => `(part ${index} of ${count})`,
    trimmed: "(trimmed)",
  });
}

interface TitleWords {
  readonly part: (index: number, count: number) => string;
  readonly trimmed: string;
}

function inOneLine({ name, lines, part, trimmed }: Titled, words: TitleWords): string {
  return [
    lines === undefined ? name : `${name}:${lineSpan(lines)}`,
    ...(part === undefined ? [] : [words.part(part.index, part.count)]),
    ...(trimmed === true ? [words.trimmed] : []),
  ].join(" ");
}

function lineSpan({ first, last }: NonNullable<Passage["lines"]>): string {
  return first === last ? `${first}` : `${first}–${last}`;
}
