import { isFence, withoutLineEnds } from "./insertion.ts";

/**
 * What of an answer that is still arriving can stand in a document already: a beginning of what
 * {@link textForDocument} will make of the whole, with `\n` for every line end. What may still become
 * something else is held back: line breaks at the end, half a character, half a line end, and a fence
 * that may turn out to enclose the whole answer. Where that guess was wrong, a later text does not
 * begin with an earlier one.
 */
export function textSoFar(answer: string, languageId: string): string {
  const sound = answer.replace(/[\uD800-\uDBFF]$/u, "").replace(/\r$/u, "");
  const text = sound.replace(/\r\n|\r/gu, "\n");
  const body = languageId === "markdown" ? text : (codeSoFar(text) ?? text);
  return withoutLineEnds(body);
}

/** The inside of the one block that an answer may be; undefined where it is something else. */
function codeSoFar(text: string): string | undefined {
  const opener = /^\s*(`{3,}|~{3,})([^\n`]*)(\n|$)/u.exec(text);
  if (opener === null) return /^\s*(?:`{0,2}|~{0,2})$/u.test(text) ? "" : undefined;
  const [whole, fence = "", , end] = opener;
  if (end === "") return "";
  const lines = text.slice(whole.length).split("\n");
  const at = lines.findIndex((line) => isFence(line, fence));
  if (at >= 0) {
    const isClosing = /^[`~]*\s*$/u.test(lines.slice(at).join("\n"));
    return isClosing ? lines.slice(0, at).join("\n") : undefined;
  }
  const last = lines.pop() ?? "";
  const mayBeFence = fence.startsWith(last.replace(/^ {1,3}/u, ""));
  return [...lines, ...(mayBeFence ? [] : [last])].join("\n");
}
