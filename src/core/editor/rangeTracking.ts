/** A half-open span of a document, in UTF-16 code units from its start. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One edit, in offsets of the document before it: `[start, end)` gave way to `length` code units. */
export interface Edit extends Span {
  readonly length: number;
}

/**
 * Where a span is after edits that happened to its document: from the first of its characters that
 * is left to the last. So text typed at either end stays outside, text typed within is inside. A
 * replacement of exactly the span is followed (an undo, a formatter); a span none of whose text is
 * left is gone (undefined). An empty span is a position and stays behind what is typed at it.
 *
 * @param edits of one change event: in offsets of the same document, not overlapping, any order.
 */
export function followEdits({ start, end }: Span, edits: readonly Edit[]): Span | undefined {
  const moved = (offset: number) =>
    edits
      .filter((edit) => edit.end <= offset)
      .reduce((sum, edit) => sum + edit.length - (edit.end - edit.start), offset);
  if (start === end) {
    const isGone = edits.some((edit) => edit.start < start && edit.end > start);
    return isGone ? undefined : { start: moved(start), end: moved(start) };
  }
  const whole = edits.find((edit) => edit.start === start && edit.end === end);
  if (whole !== undefined) {
    const at = moved(start);
    return whole.length === 0 ? undefined : { start: at, end: at + whole.length };
  }
  let first = start;
  let last = end - 1;
  const ordered = [...edits].sort((a, b) => a.start - b.start);
  for (const edit of ordered) {
    if (edit.start <= first && edit.end > first) first = edit.end;
  }
  for (const edit of ordered.reverse()) {
    if (edit.start <= last && edit.end > last) last = edit.start - 1;
  }
  return first > last ? undefined : { start: moved(first), end: moved(last) + 1 };
}
