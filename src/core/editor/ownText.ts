import { followEdits, type Edit, type Span } from "./rangeTracking.ts";

/**
 * Which parts of a document are our own text, kept up with the edits of others: what they delete of
 * it is ours no longer, and what they type, even within it, never becomes ours. New text goes behind
 * the last part.
 */
export class OwnText {
  #parts: readonly Span[] = [];
  /** Where the first text goes; undefined once that place, or all that was ours, was deleted. */
  #place: number | undefined;

  constructor(place: number) {
    this.#place = place;
  }

  /** In their order, none empty, none touching another. */
  get parts(): readonly Span[] {
    return this.#parts;
  }

  /** Where the next text goes, or undefined where there is no place for it any more. */
  get head(): number | undefined {
    return this.#parts.at(-1)?.end ?? this.#place;
  }

  /** @param edits of one event, made by others: in offsets before it, not overlapping, any order. */
  follow(edits: readonly Edit[]): void {
    if (this.#parts.length === 0) {
      const place = this.#place;
      this.#place =
        place === undefined ? undefined : followEdits({ start: place, end: place }, edits)?.start;
      return;
    }
    const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
    const left = this.#parts.flatMap((part) => cut(part, ordered));
    this.#parts = joined(left.map((part) => moved(part, ordered)));
    this.#place = undefined;
  }

  /** Text of this length was put at the head. */
  append(length: number): void {
    const { head } = this;
    if (head === undefined || length === 0) return;
    this.#parts = joined([...this.#parts, { start: head, end: head + length }]);
  }

  /** All that is ours was deleted by ourselves; its place stays where it began. */
  clear(): void {
    this.#place = this.#parts[0]?.start ?? this.#place;
    this.#parts = [];
  }
}

/** What edits leave of a part, in offsets before them. */
function cut({ start, end }: Span, ordered: readonly Edit[]): Span[] {
  const left: Span[] = [];
  let from = start;
  for (const edit of ordered) {
    if (edit.start >= end || edit.end <= from) continue;
    left.push({ start: from, end: edit.start });
    from = edit.end;
  }
  left.push({ start: from, end });
  return left.filter((part) => part.start < part.end);
}

/** Where a part that no edit deletes from stands afterwards. */
function moved({ start, end }: Span, edits: readonly Edit[]): Span {
  const shift = edits
    .filter((edit) => edit.end <= start)
    .reduce((sum, edit) => sum + edit.length - (edit.end - edit.start), 0);
  return { start: start + shift, end: end + shift };
}

function joined(parts: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (last?.end === part.start) whole[whole.length - 1] = { start: last.start, end: part.end };
    else whole.push(part);
  }
  return whole;
}
