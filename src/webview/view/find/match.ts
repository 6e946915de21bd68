import type { Row } from "../log/row.ts";
import { findMatches, type Query, type Span } from "./query.ts";
import type { ShownText } from "./shownText.ts";

/** A match in one of the texts of a row. */
export interface Match extends Span {
  readonly row: Row;
  /** Index among the texts of the row. */
  readonly part: number;
  readonly text: ShownText;
}

/** All matches in the texts of a row, in reading order. */
export function matchesIn(row: Row, texts: readonly ShownText[], query: Query): Match[] {
  return texts.flatMap((text, part) =>
    findMatches(text.text, query).map((span) => ({ ...span, row, part, text })),
  );
}

/** Order of two matches in one row. */
export function compare(one: Match, other: Match): number {
  return one.part - other.part || one.start - other.start;
}

export function isSame(one: Match, other: Match | undefined): boolean {
  return one.row === other?.row && compare(one, other) === 0;
}

/** The place of a match on the page, to measure it. */
export function liveRange(match: Match): Range {
  const { startContainer, startOffset, endContainer, endOffset } = match.text.rangeOf(match);
  const range = document.createRange();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  return range;
}
