/**
 * A text as the index holds it: lower case, each white space a plain space, and both signs that
 * divide Tibetan syllables the same (the other one, U+0F0C, stands before a shad).
 */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ς", "σ")
    .replaceAll("\u0f0c", "\u0f0b")
    .replace(/\s/gu, " ");
}

/** Finds words in texts as they stand; equal is what {@link fold} makes equal. */
export function matcherOf(words: string): RegExp {
  const pattern = words
    .replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`)
    .replace(/\s/gu, String.raw`\s`)
    .replace(/[\u0f0b\u0f0c]/gu, String.raw`[\u0f0b\u0f0c]`);
  return new RegExp(pattern, "iu");
}

/**
 * A pattern for SQLite's LIKE that every text with the folded words fulfils, and some others: LIKE
 * knows no case but that of ASCII.
 */
export function likePatternOf(folded: string): string {
  const body = Array.from(folded, (character) => {
    if ("%_\\".includes(character)) return `\\${character}`;
    const isOne = character <= "\x7f" || character.toUpperCase() === character;
    return isOne && character !== " " && character !== "\u0f0b" ? character : "_";
  });
  return `%${body.join("")}%`;
}
