/**
 * The reply as it goes into a document: the answer's text, without the fence when the whole answer
 * is one block of code and the document is not Markdown itself, ending as the replaced text ended.
 *
 * @param replaced the text that gives way; empty for an insertion at the cursor.
 */
export function textForDocument(answer: string, languageId: string, replaced: string): string {
  const body = languageId === "markdown" ? answer : (onlyCodeBlock(answer) ?? answer);
  return withoutLineEnds(body) + replaced.slice(withoutLineEnds(replaced).length);
}

/** A text without the line breaks at its end. A pattern would take long where there are many within. */
export function withoutLineEnds(text: string): string {
  let { length } = text;
  while (text[length - 1] === "\n" || text[length - 1] === "\r") length--;
  return text.slice(0, length);
}

/** The code of an answer that is one fenced block and nothing else; fences stand on their own lines. */
function onlyCodeBlock(answer: string): string | undefined {
  const match = /^\s*(`{3,}|~{3,})[^\n`]*\n(?:([\s\S]*)\n)?\1[`~]*\s*$/u.exec(answer);
  const [, fence, code = ""] = match ?? [];
  if (fence === undefined) return undefined;
  return code.split("\n").some((line) => isFence(line, fence)) ? undefined : code;
}

/** Whether a line begins with a fence, which would end a block that was opened with it. */
export function isFence(line: string, fence: string): boolean {
  return line.replace(/^ {1,3}/u, "").startsWith(fence);
}
