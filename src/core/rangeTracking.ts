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
 * Where a span is after edits that happened to its document. Text typed at either end stays
 * outside, text typed within is inside. A replacement of exactly the span is followed (an undo, a
 * formatter); a span whose text was deleted, or replaced with more around it, is gone (undefined).
 *
 * @param edits of one change event: in offsets of the same document, not overlapping, any order.
 */
export function followEdits(span: Span, edits: readonly Edit[]): Span | undefined {
  const ordered = [...edits].sort((a, b) => b.start - a.start);
  let { start, end } = span;
  for (const edit of ordered) {
    const grown = edit.length - (edit.end - edit.start);
    if (edit.end <= start) {
      start += grown;
      end += grown;
    } else if (edit.start >= end) {
      continue;
    } else if (edit.start === start && edit.end === end && edit.length > 0) {
      end += grown;
    } else if (edit.start <= start && edit.end >= end) {
      return undefined;
    } else if (edit.start <= start) {
      start = edit.start + edit.length;
      end += grown;
    } else if (edit.end >= end) {
      end = edit.start;
    } else {
      end += grown;
    }
  }
  return { start, end };
}
