/** How much of a text is looked at, in UTF-16 code units. */
export const sample = 400;

/**
 * The language tag of a text that is mostly in one script, so that it gets the script's own fonts
 * and a voice that can read it: `bo` for Tibetan, `zh` for Chinese, else undefined.
 */
export function languageOf(text: string): "bo" | "zh" | undefined {
  const beginning = text.slice(0, sample);
  if (!/[\u0f00-\u0fff\p{Script=Han}]/u.test(beginning)) return undefined;
  const half = count(beginning, /[\p{L}\p{M}]/gu) / 2;
  if (count(beginning, /\p{Script=Tibetan}/gu) > half) return "bo";
  if (/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(beginning))
    return undefined;
  return count(beginning, /\p{Script=Han}/gu) > half ? "zh" : undefined;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
