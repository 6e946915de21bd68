import { textForDocument } from "../../editor/insertion.ts";
import { partText } from "./partMessages.ts";
import { needsSpace } from "./wordSpace.ts";

/** The answers to all parts of a source, and how that was divided. */
export interface Answered {
  /** By index; as many as there are ends. */
  readonly answers: readonly string[];
  readonly source: string;
  readonly ends: readonly number[];
  /** VS Code's id of the source's language. */
  readonly languageId: string;
}

/**
 * One text of the answers in their order. What stands around them is the source's: blank lines and
 * line breaks between parts, the indentation of a part, the end. Where two parts meet inside a line
 * there is a space if the answers' script has one there. A fence around a whole answer is taken off
 * where its part had none: in Markdown only one that says `markdown`. Where the source has CRLF
 * throughout, so has the text. Answers that are the parts give exactly the source.
 */
export function assembleAnswers({ answers, source, ends, languageId }: Answered): string {
  const hasCrlf = source.includes("\r\n") && !/(?<!\r)\n|\r(?!\n)/u.test(source);
  let text = "";
  /** The last of the source, and of the answers, before what comes next. */
  let before = { source: "", answer: "" };
  let gap = "";
  for (const index of ends.keys()) {
    const [lead, body, trail] = inParts(partText({ source, ends, index }));
    if (body === "") {
      gap += lead;
      continue;
    }
    const given = inParts(withoutFence(answers[index] ?? "", body, languageId));
    const [, said] = given;
    if (said === "") {
      gap = widest(gap + lead, trail);
      continue;
    }
    gap += indented(lead, given[0]);
    const isFirst = text === "" && before.source === "";
    text += isFirst ? gap : joint(gap, before, { source: body, answer: said });
    text += hasCrlf && !said.includes("\r") ? said.replaceAll("\n", "\r\n") : said;
    before = { source: body, answer: said };
    gap = trail;
  }
  return text + gap;
}

/** A text's white space at its begin, what stands between, and at its end; all white is a begin. */
function inParts(text: string): readonly [lead: string, body: string, trail: string] {
  const body = text.trim();
  const lead = text.slice(0, text.length - text.trimStart().length);
  return [lead, body, body === "" ? "" : text.slice(lead.length + body.length)];
}

/** Of the gaps around a part without an answer the one with more line breaks. */
function widest(one: string, other: string): string {
  const breaks = (gap: string) => gap.match(/\n|\r(?!\n)/gu)?.length ?? 0;
  return breaks(other) > breaks(one) ? other : one;
}

/** Full-width spaces begin a paragraph in Chinese only: there the answer says whether it has them. */
function indented(lead: string, given: string): string {
  const [indent = ""] = /[^\r\n\u2028\u2029]*$/u.exec(lead) ?? [];
  if (!indent.includes("\u3000")) return lead;
  const [own = ""] = /[^\r\n\u2028\u2029]*$/u.exec(given) ?? [];
  return lead.slice(0, lead.length - indent.length) + own;
}

interface Pair {
  readonly source: string;
  readonly answer: string;
}

/** What stands between two answers: what stood between their parts, but for a space of another script. */
function joint(gap: string, before: Pair, behind: Pair): string {
  if (/[\r\n\u2028\u2029]/u.test(gap)) return gap;
  const has = needsSpace(before.source, behind.source);
  const needs = needsSpace(before.answer, behind.answer);
  if (has === needs) return gap;
  return needs ? gap || " " : "";
}

function withoutFence(answer: string, body: string, languageId: string): string {
  if (isFenced(body)) return answer;
  const isMarkdown = languageId === "markdown";
  if (isMarkdown && !/^\s*(?:`{3,}|~{3,})[ \t]*(?:markdown|md)\s*\n/iu.test(answer)) return answer;
  return isFenced(answer) ? textForDocument(answer, "", "") : answer;
}

/** Whether a text is one block of code and nothing else. */
function isFenced(text: string): boolean {
  const trimmed = text.trim();
  return /^(?:`{3}|~{3})/u.test(trimmed) && textForDocument(trimmed, "", "") !== trimmed;
}
