import type { SearchHit } from "../core/conversation/conversationStore.ts";

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const graphemesBefore = 30;
const graphemesAfter = 60;
/** UTF-16 code units that are looked at before a match; long graphemes make the excerpt shorter. */
const reach = graphemesBefore * 6;

/** A match in its context. @param at where it begins, in UTF-16 code units like its length. */
export function excerptOf(text: string, at: number, length: number): SearchHit["excerpt"] {
  const from = Math.max(0, at - reach);
  /** Where graphemes begin, up to that of the match and behind its end. */
  const before: number[] = [];
  const after: number[] = [];
  for (const { index } of segmenter.segment(text.slice(from))) {
    // The first one may begin inside a grapheme.
    if (index === 0 && from > 0) continue;
    if (from + index <= at) before.push(from + index);
    if (from + index >= at + length && after.push(from + index) > graphemesAfter) break;
  }
  const start = before.at(-1) ?? at;
  const end = after[0] ?? text.length;
  const begin = before.at(-1 - graphemesBefore) ?? before[0] ?? at;
  const finish = after[graphemesAfter] ?? text.length;
  return {
    before: `${begin > 0 ? "…" : ""}${foldSpace(text.slice(begin, start)).trimStart()}`,
    match: text.slice(start, end),
    after: `${foldSpace(text.slice(end, finish)).trimEnd()}${finish < text.length ? "…" : ""}`,
  };
}

function foldSpace(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ");
}
