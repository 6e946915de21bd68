/**
 * Whether a space belongs between two texts that follow each other in a line: in scripts that part
 * words by spaces, and in Tibetan behind a shad; not beside Chinese, Japanese, Thai and others, not
 * behind a tsheg.
 */
export function needsSpace(before: string, behind: string): boolean {
  const last = lastOf(before);
  const first = firstOf(behind);
  if (unspaced.test(last) || unspaced.test(first)) return false;
  if (tibetan.test(last)) return shad.test(last);
  return last !== "" && first !== "";
}

const shad = /[\u0F0D-\u0F11\u0F14]/u;
const tibetan = /\p{sc=Tibt}/u;
/** Full-width signs are of these scripts, whichever stands beside them. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\u3000-\u303F\uFF00-\uFF65…—]/u;

/** The last sign; closing ones such as quotation marks go with what they close. */
function lastOf(text: string): string {
  return /(.)["'”’)\]*_`]*$/su.exec(text.slice(-8))?.[1] ?? "";
}

function firstOf(text: string): string {
  return /^["'“‘([*_`]*(.)/su.exec(text.slice(0, 8))?.[1] ?? "";
}
