import type { MarkdownIt, StateInline } from "markdown-it";
import type { MarkdownEnvironment } from "./markdownEnvironment.ts";

/** A place in a text that refers to a note. Its numbers are known only when all before it is. */
export interface NoteReference {
  readonly label: string;
  /** Which note it is, from 0 on, in the order in which they are first referred to. */
  id: number;
  /** Which reference to its note it is, from 0 on. */
  subId: number;
}

/** No label is longer, in UTF-16 code units: brackets may open without end. */
const longestLabel = 1_000;

/**
 * Adds references to footnotes: tokens `footnote_ref` whose `meta` is a {@link NoteReference}.
 * `^[…]` stays text: models mean powers by it.
 */
export function addFootnoteReferences(markdown: MarkdownIt): void {
  markdown.inline.ruler.after("image", "footnote_ref", reference);
}

function reference(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (!src.startsWith("[^", pos)) return false;
  const label = /^[^ \n\]]+(?=\])/u.exec(
    src.slice(pos + 2, Math.min(posMax, pos + longestLabel)),
  )?.[0];
  if (label === undefined) return false;
  const end = pos + 2 + label.length;
  const { notes } = state.env as MarkdownEnvironment;
  if (notes[`:${label}`] === undefined) return false;
  if (!silent) {
    const meta: NoteReference = { label, id: -1, subId: -1 };
    state.push("footnote_ref", "", 0).meta = meta as unknown as Record<string, unknown>;
  }
  state.pos = end + 1;
  return true;
}
