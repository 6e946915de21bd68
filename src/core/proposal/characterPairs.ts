/** Most characters of a sentence that are looked at. */
const longestLooked = 400;

/** The pairs of neighbouring characters in a sentence, each as a number, sorted; for {@link sharedPairs}. */
export function characterPairs(sentence: string): Int32Array {
  const text = sentence.slice(0, longestLooked).replace(/[\s\p{P}]+/gu, "");
  const pairs = new Int32Array(Math.max(0, text.length - 1));
  for (let index = 0; index < pairs.length; index++) {
    pairs[index] = text.charCodeAt(index) * 0x8000 + text.charCodeAt(index + 1);
  }
  return pairs.sort();
}

/** How many pairs two sentences share, each as often as both have it. */
export function sharedPairs(one: Int32Array, other: Int32Array): number {
  // Texts in different scripts, the common case of a translation, share none.
  if ((one.at(-1) ?? 0) < (other[0] ?? 0) || (other.at(-1) ?? 0) < (one[0] ?? 0)) return 0;
  let shared = 0;
  for (let [at, atOther] = [0, 0]; at < one.length && atOther < other.length;) {
    const difference = (one[at] ?? 0) - (other[atOther] ?? 0);
    if (difference === 0) shared++;
    if (difference <= 0) at++;
    if (difference >= 0) atOther++;
  }
  return shared;
}
