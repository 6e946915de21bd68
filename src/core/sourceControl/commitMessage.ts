/**
 * The commit message in an answer, or in what has arrived of one: without the fence or the
 * quotation marks that models put around it, and without invisible control characters.
 */
export function commitMessage(answer: string): string {
  const text = answer
    .replace(/\r\n?/gu, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .trim();
  // What may yet become a fence.
  if (/^[`~]{1,2}$/u.test(text)) return "";
  return withoutQuotes(withoutFence(text).trim()).trim();
}

/** What stands in the fenced block that an answer begins with; a line before it may announce it. */
function withoutFence(text: string): string {
  const announced = /^[^\n]*[:：]\s*\n\s*(?=```|~~~)/u.exec(text)?.[0] ?? "";
  const block = text.slice(announced.length);
  const [opening = "", fence = ""] = /^(`{3,}|~{3,})[^\n`]*(?:\n|$)/u.exec(block) ?? [];
  if (fence === "") return text;
  const body = block.slice(opening.length);
  const end = body.search(new RegExp(`^${fence}[\`~]*[ \\t]*$`, "mu"));
  return end < 0 ? body : body.slice(0, end);
}

const quotationMarks = ['""', "“”", "''", "‘’", "``", "「」", "『』"] as const;

function withoutQuotes(text: string): string {
  for (const [open = "", close = ""] of quotationMarks) {
    const inner = text.slice(1, -1);
    const isQuoted = text.length > 2 && text.startsWith(open) && text.endsWith(close);
    if (isQuoted && !inner.includes(open) && !inner.includes(close)) return inner;
  }
  return text;
}
