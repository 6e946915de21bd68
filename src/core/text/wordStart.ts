/** Whether a word starts at a place of a name: behind a separator, at a capital, at a number. */
export function startsWord(name: string, at: number): boolean {
  if (at === 0) return true;
  const kind = kindAt(name, at);
  const before = kindAt(name, at - 1);
  if (kind === "other") return false;
  if (before === "other" || (kind === "digit") !== (before === "digit")) return true;
  // `HTMLPage` has two words, `HTML` has one.
  return kind === "upper" && (before !== "upper" || kindAt(name, at + 1) === "lower");
}

type Kind = "lower" | "upper" | "digit" | "other";

function kindAt(name: string, at: number): Kind {
  const code = name.charCodeAt(at);
  if (code >= 97 && code <= 122) return "lower";
  if (code >= 65 && code <= 90) return "upper";
  if (code >= 48 && code <= 57) return "digit";
  if (!(code > 127)) return "other";
  const character = name.charAt(at);
  if (/\p{Lu}/u.test(character)) return "upper";
  return /[\p{L}\p{M}\p{N}]|\p{Cs}/u.test(character) ? "lower" : "other";
}
