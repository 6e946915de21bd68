import { estimateTokens } from "../../fit/tokenEstimate.ts";
import { boundLevels, boundsWithin, Indivisibles } from "../../text/textBounds.ts";

/** More characters than that no overlap has. */
const longestOverlap = 4000;
/** Paragraphs, lines and sentences are alike as a begin; clauses and syllables are not. */
const sentenceLevels = 3;

/**
 * The end of a text up to a place: as many whole sentences as come to at most so many tokens (or one
 * more: a text can be estimated higher without its first character); where the last one is longer,
 * the end of that from a clause, a syllable or a grapheme on.
 */
export function overlapBefore(text: string, at: number, most: number): string {
  const before = text.slice(Math.max(0, at - longestOverlap), at);
  const from = reachBack(before, most);
  if (from === 0 && before.length === at) return before;
  const levels = [
    boundLevels.slice(0, sentenceLevels),
    ...boundLevels.slice(sentenceLevels).map((level) => [level]),
  ];
  for (const level of levels) {
    const begins = level.flatMap((each) => boundsWithin(before, each, from - 1, before.length - 1));
    const begin = Math.min(...begins);
    if (Number.isFinite(begin)) return before.slice(begin);
  }
  const indivisibles = new Indivisibles(before);
  return before.slice(indivisibles.allow(from) ? from : indivisibles.behind(from));
}

/** The first place from which the rest fits, up to a token. */
function reachBack(text: string, most: number): number {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (estimateTokens(text.slice(middle)) <= most) high = middle;
    else low = middle + 1;
  }
  return low;
}
