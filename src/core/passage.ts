/** A piece of a document that a question is about, as it was when the person attached it. */
export interface Passage {
  readonly id: string;
  readonly kind: "selection" | "file";
  /** Where it came from, as a URI. */
  readonly uri: string;
  /** The document's name for people, e.g. its path in the workspace. */
  readonly name: string;
  readonly languageId: string;
  readonly text: string;
  /** First and last line counted from 1; a whole file has none. */
  readonly lines?: { readonly first: number; readonly last: number };
}

/** `notes.md:3–9`, as a chip names it. */
export function passageTitle(passage: Pick<Passage, "name" | "lines">): string {
  if (passage.lines === undefined) return passage.name;
  const { first, last } = passage.lines;
  return first === last ? `${passage.name}:${first}` : `${passage.name}:${first}–${last}`;
}
