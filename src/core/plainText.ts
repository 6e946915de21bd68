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
  if (line.length <= most) return line;
  const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(line);
  let kept = "";
  let count = 0;
  for (const { segment } of graphemes) {
    if (++count > most) return `${kept.trimEnd()}…`;
    kept += segment;
  }
  return kept;
}
