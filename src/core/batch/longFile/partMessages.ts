import { estimateTokens } from "../../fit/tokenEstimate.ts";
import type { Passage } from "../../prompt/passage.ts";
import { buildMessages } from "../../prompt/prompt.ts";
import { questionContent } from "../../prompt/questionContent.ts";
import { quote } from "../../prompt/quotation.ts";
import type { ChatMessage } from "../../reply/reply.ts";
import type { ModelEndpoint } from "../../settings/endpoint.ts";
import type { BatchTemplate } from "../batch.ts";
import { overlapBefore } from "./overlap.ts";
import { allowanceOf, askedEndpoint } from "./partRoom.ts";

/** One part of a source that is to be asked. */
export interface PartRequest {
  readonly template: BatchTemplate;
  readonly endpoint: ModelEndpoint;
  /** The whole source. */
  readonly source: string;
  readonly languageId: string;
  /** The source's name for people. */
  readonly name: string;
  /** Where its parts end, as `divideSource` says. */
  readonly ends: readonly number[];
  /** Counted from 0. */
  readonly index: number;
  /** Names and terms that other parts settled, `source = target`; none where they share none. */
  readonly terms: readonly string[];
}

/** The text of a part; empty where there is no such part. */
export function partText({
  source,
  ends,
  index,
}: Pick<PartRequest, "source" | "ends" | "index">): string {
  return source.slice(index === 0 ? 0 : ends[index - 1], ends[index] ?? 0);
}

/**
 * The request for one part. The text stands in the place of `{{file}}` and `{{selection}}`, else
 * before the instruction. A part of several comes with the end of what stands before it, with the
 * terms (those first that occur in it), and with the word that it alone is to be answered. All text
 * that is not the template's stands between fences that it cannot end.
 */
export function partMessages(request: PartRequest): ChatMessage[] {
  const { template, endpoint, ends, index } = request;
  const asked = askedEndpoint(template, endpoint);
  const text = partText(request);
  const count = ends.length;
  const content = [
    ...(count > 1 ? contextOf(request, allowanceOf(asked).overlap) : []),
    ...glossaryOf(request.terms, text, allowanceOf(asked).terms),
    questionContent(template.text.replace(selectionBlanks, "{{file}}"), [
      passageOf(request, text, count > 1 ? { index: index + 1, count } : undefined),
    ]),
    ...(count > 1 ? [onlyThis(index + 1, count)] : []),
  ].join("\n\n");
  return buildMessages(asked, { turns: [{ question: content, passages: [] }] });
}

/** A file that is asked as a whole is what a template's selection would be. */
const selectionBlanks = /\{\{\s*selection\s*\}\}/gu;

function passageOf(
  { name, languageId }: PartRequest,
  text: string,
  part: Passage["part"] | undefined,
): Passage {
  const whole: Passage = { id: "source", kind: "file", name, languageId, text };
  return part === undefined ? whole : { ...whole, part };
}

function contextOf({ source, ends, index, name }: PartRequest, most: number): string[] {
  if (index === 0) return [];
  const before = overlapBefore(source, ends[index - 1] ?? 0, most);
  if (before.trim() === "") return [];
  const title = `${name}, what stands before this part. It is there as context only: do not answer it.`;
  return [quote(title, "", before)];
}

function glossaryOf(terms: readonly string[], text: string, most: number): string[] {
  const chosen = chosenTerms(terms, text, most);
  if (chosen.length === 0) return [];
  const title =
    "Names and terms as the other parts have them. Where one of them occurs, use it as it stands here:";
  return [quote(title, "", chosen.join("\n"))];
}

/** As many as have room, those first that occur in the text; otherwise in their order. */
function chosenTerms(terms: readonly string[], text: string, most: number): string[] {
  const occurring = new Set(
    terms.filter((term) => text.includes(term.slice(0, term.indexOf(" = ")))),
  );
  const ordered = [...occurring, ...terms.filter((term) => !occurring.has(term))];
  let left = most;
  return ordered.filter((term) => {
    const size = estimateTokens(`${term}\n`);
    if (size > left) return false;
    left -= size;
    return true;
  });
}

function onlyThis(part: number, count: number): string {
  return (
    `This is part ${part} of ${count} of one text. Each part is answered apart, and the answers are ` +
    "put together in their order. Answer for this part only and as a whole: nothing of what stands " +
    "before it, no introduction, no word about parts."
  );
}
