const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The beginning of a text, at most so many graphemes of it; never a part of one. */
export function firstGraphemes(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  let count = 0;
  for (const { index, segment } of segmenter.segment(text)) {
    if (++count > most) return text.slice(0, end);
    end = index + segment.length;
  }
  return text;
}
