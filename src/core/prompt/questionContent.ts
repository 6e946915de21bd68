import { plainTitle, type Passage } from "./passage.ts";
import { quote } from "./quotation.ts";

/**
 * What a request says for a question: the passages first, the question last, since models weigh the
 * end of a long prompt most. Passages that the question has a place for stand there instead.
 */
export function questionContent(question: string, passages: readonly Passage[]): string {
  const { text, rest } = expandQuestion(question, passages);
  const parts = rest.map(quotePassage);
  if (text.trim() !== "") parts.push(text);
  return parts.join("\n\n");
}

/**
 * Puts passages in the place of `{{selection}}` and `{{file}}`: all of that kind at the first place,
 * their names at further ones. Where none of the kind is attached the text stays as it is, since
 * people ask about such braces too. What a passage says is never expanded.
 *
 * @returns the text and the passages that found no place in it.
 */
export function expandQuestion(
  question: string,
  passages: readonly Passage[],
): { readonly text: string; readonly rest: readonly Passage[] } {
  const placed = new Set<string>();
  let text = "";
  let end = 0;
  for (const { index, 0: placeholder, 1: kind = "" } of question.matchAll(placeholders)) {
    const meant = passages.filter((passage) => passage.kind === kind);
    if (meant.length === 0) continue;
    text += question.slice(end, index);
    end = index + placeholder.length;
    text += placed.has(kind)
      ? meant.map(plainTitle).join(", ")
      : onLinesOfItsOwn(meant.map(quotePassage).join("\n\n"), text, question.slice(end, end + 1));
    placed.add(kind);
  }
  return {
    text: text + question.slice(end),
    rest: passages.filter((passage) => !placed.has(passage.kind)),
  };
}

const placeholders = /\{\{\s*(selection|file)\s*\}\}/gu;

/** A fence counts only at the start of a line. */
function onLinesOfItsOwn(quotation: string, before: string, next: string): string {
  const lead = before === "" || before.endsWith("\n") ? "" : "\n\n";
  return `${lead}${quotation}${next === "" || next === "\n" || next === "\r" ? "" : "\n\n"}`;
}

function quotePassage(passage: Passage): string {
  const language = /^[^\s`]*$/u.test(passage.languageId) ? passage.languageId : "";
  return quote(plainTitle(passage), language, passage.text);
}
