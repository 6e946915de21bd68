/** A text between fences that it cannot end by itself, with a line before it that names it. */
export function quote(name: string, languageId: string, text: string): string {
  const fence = fenceFor(text);
  const end = text.endsWith("\n") ? "" : "\n";
  return `${title(name)}\n${fence}${languageId}\n${text}${end}${fence}`;
}

/** A file's name may begin with a fence, which would open a block of its own. */
function title(name: string): string {
  const line = oneLine(name);
  return /^\s*(?:`{3}|~{3})/u.test(line) ? `./${line}` : line;
}

/** A name as it is, but for the line breaks and control characters that a file's name may have. */
export function oneLine(name: string): string {
  return name.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

/** A fence longer than any run of backticks in the text. */
function fenceFor(text: string): string {
  const runs = text.match(/`{3,}/gu) ?? [];
  return "`".repeat(runs.reduce((longest, run) => Math.max(longest, run.length + 1), 3));
}
