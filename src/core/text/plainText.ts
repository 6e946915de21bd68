import { firstGraphemes } from "./graphemes.ts";

/**
 * A server's text as one short plain line: tags and control characters gone, white space folded,
 * cut at a grapheme.
 *
 * @param most longest result, in graphemes.
 */
export function plainText(text: string, most = 200): string {
  const line = text
    .slice(0, most * 40)
    .toWellFormed()
    .replace(/<(script|style|head)\b[\s\S]*?(?:<\/\1>|$)/giu, " ")
    .replace(/<[^>]*>/gu, " ")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  const kept = firstGraphemes(line, most);
  return kept === line ? line : `${kept.trimEnd()}…`;
}
