import { measureText } from "../../fit/promptFit.ts";
import { quote } from "../../prompt/quotation.ts";
import type { ChatMessage } from "../../reply/reply.ts";
import type { ModelEndpoint, RequestParameters } from "../../settings/endpoint.ts";
import { hiddenCharacters } from "../../text/hiddenCharacters.ts";
import { trimText } from "../../text/textDivision.ts";
import type { BatchTemplate } from "../batch.ts";
import { askedEndpoint } from "./partRoom.ts";

/** Most terms of one part, and of a whole text. */
const mostTerms = 40;
const mostMerged = 1000;
/** Longest side of a term, in UTF-16 code units. */
const longestSide = 100;
/** Longest answer that is looked through. */
const longestAnswer = 20_000;

/** What goes over the model's parameters in the request for terms. */
export const glossaryParameters: RequestParameters = { maxTokens: 1024, thinking: false, n: 1 };

/**
 * The request for the names and terms that a part's answer settled; `readTerms` reads what comes
 * back. It is asked without the system prompt, with `glossaryParameters`. In a small window only
 * the beginnings of both texts are shown.
 *
 * @param source text of the part.
 * @param scale tokens of the model for one estimated.
 */
export function glossaryMessages({
  template,
  endpoint,
  source,
  answer,
  scale = 1,
}: {
  readonly template: BatchTemplate;
  readonly endpoint: ModelEndpoint;
  readonly source: string;
  readonly answer: string;
  readonly scale?: number;
}): ChatMessage[] {
  const { contextWindow = Infinity } = askedEndpoint(template, endpoint);
  const room = Math.max(0, contextWindow - (glossaryParameters.maxTokens ?? 0) - 300);
  const measure = (text: string) => measureText(text, scale);
  const shownSource = trimText(source, room / 4, measure);
  const shownAnswer = trimText(answer, room - Math.min(room / 4, measure(source)), measure);
  const content = [
    quote("Source", "", shownSource),
    quote("Translation", "", shownAnswer),
    [
      "List the names of persons, places, organisations and works, and the technical terms, that occur in the source and that the translation of a later part must have in the same form.",
      "One a line: the form in the source, a space, an equals sign, a space, the form in the translation; both exactly as they stand above. The most important first, at most 40. No dates, no numbers, no whole sentences.",
      "Answer with these lines only, or with nothing if there are none.",
    ].join("\n"),
  ].join("\n\n");
  return [{ role: "user", content }];
}

/**
 * The terms in a model's answer, `source = target`: at most 40 lines of two sides, each of at most
 * 100 characters, the first one for each source. Untrusted: marks of lists and quotations around a
 * side go, and lines that are no pair, or hide something, are passed over.
 */
export function readTerms(answer: string): string[] {
  const terms: string[] = [];
  for (const line of answer.slice(0, longestAnswer).split(/[\r\n\u2028\u2029]+/u)) {
    const term = line.length > 3 * longestSide ? undefined : readTerm(line);
    if (term !== undefined) terms.push(term);
  }
  return mergeTerms([terms]).slice(0, mostTerms);
}

/** Terms of several parts in their order, at most 1000; of several for a source the first one. */
export function mergeTerms(lists: readonly (readonly string[])[]): string[] {
  const merged = new Map<string, string>();
  for (const term of lists.flat()) {
    const source = term.slice(0, term.indexOf(separator)).normalize("NFC");
    if (!merged.has(source) && merged.size < mostMerged) merged.set(source, term);
  }
  return [...merged.values()];
}

const separator = " = ";

function readTerm(line: string): string | undefined {
  const sides = line
    .replace(/^\s*(?:[-*•·]|\d{1,3}[.)、])\s+/u, "")
    .split(/\s*(?:=>|→|⇒|=|＝)\s*/u)
    .map(bare);
  const [source = "", target = "", ...more] = sides;
  if (more.length > 0 || !isSide(source) || !isSide(target)) return undefined;
  return `${source}${separator}${target}`;
}

/** A side without what models put around it. */
function bare(side: string): string {
  const trimmed = side.trim().replace(/^[*_`|\s]+|[*_`|\s]+$/gu, "");
  const [, inner = trimmed] = /^["'“”‘’「『](.+)["'“”‘’」』]$/u.exec(trimmed) ?? [];
  return inner.replace(/\s+/gu, " ").trim();
}

function isSide(side: string): boolean {
  return (
    side.length <= longestSide &&
    /[\p{L}\p{N}]/u.test(side) &&
    side.isWellFormed() &&
    hiddenCharacters(side).length === 0
  );
}
