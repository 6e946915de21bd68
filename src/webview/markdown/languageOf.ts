/** How much of a text is looked at, in UTF-16 code units. */
export const sample = 400;

export type TextLanguage = "bo" | "zh" | "zh-Hant";

/**
 * The language tag of a text that is mostly in one script, so that it gets the script's own fonts
 * and a voice that can read it: `bo` for Tibetan, `zh-Hant` for Chinese in traditional characters,
 * `zh` for other Chinese, else undefined.
 */
export function languageOf(text: string): TextLanguage | undefined {
  const beginning = text.slice(0, sample);
  if (!/[\u0f00-\u0fff\p{Script=Han}]/u.test(beginning)) return undefined;
  const half = count(beginning, /[\p{L}\p{M}]/gu) / 2;
  if (count(beginning, /\p{Script=Tibetan}/gu) > half) return "bo";
  if (/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(beginning))
    return undefined;
  if (count(beginning, /\p{Script=Han}/gu) <= half) return undefined;
  return count(beginning, traditional) > count(beginning, simplified) ? "zh-Hant" : "zh";
}

/** Whether some of its letters hang below the line: Tibetan that stands under other Tibetan. */
export function hasStacks(text: string): boolean {
  return /[\u0f71-\u0f75\u0f84\u0f90-\u0fbc]/u.test(text);
}

/** Frequent characters that are written otherwise in the other way of writing, in the same order. */
const traditional =
  /[個們國會說這為時從來對學過發動體關於與無產業當點問應東車馬長門見風書萬義樂習爭處頭專歷釋經]/gu;
const simplified =
  /[个们国会说这为时从来对学过发动体关于与无产业当点问应东车马长门见风书万义乐习争处头专历释经]/gu;

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
