/** Syllables of a Tibetan text, which a tsheg (་) or a shad (།) ends. */
export function syllables(text: string): string[] {
  return text.split(/[\u0f0b-\u0f14\s]+/u).filter((syllable) => syllable !== "");
}

/** How often each syllable occurs, the most frequent first. */
export function frequencies(text: string): [string, number][] {
  const counts = new Map<string, number>();
  for (const syllable of syllables(text)) {
    counts.set(syllable, (counts.get(syllable) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}
