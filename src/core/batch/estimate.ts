import { estimateTokens } from "../fit/tokenEstimate.ts";
import type { ModelEndpoint } from "../settings/endpoint.ts";
import type { BatchTemplate } from "./batch.ts";
import { allowanceOf, askedEndpoint, roomForText } from "./longFile/partRoom.ts";

/** What the chat template puts around a prompt of two messages, and a title before the source. */
const tokensAround = 30;

/** What tells that a part is one of several, and what stands around the end of the one before. */
const tokensAroundPart = 80;

/** What a model and a source's language say of how many parts the source is asked in. */
export interface PartsKnown {
  /** With the model's window, where that is known. */
  readonly endpoint: ModelEndpoint;
  /** The source or its beginning: what language it is in. */
  readonly sample: string;
}

/**
 * Tokens of the prompts that ask a source of some tokens with a template, the answer left out, and
 * names and terms too. A long source takes the template and the end of the part before once a part.
 *
 * @param scale tokens of the model for one estimated.
 * @param known without it a source is thought to be asked in one part.
 */
export function estimateItem(
  sourceTokens: number,
  template: BatchTemplate,
  scale: number,
  known?: PartsKnown,
): number {
  const systemPrompt = template.parameters.systemPrompt ?? known?.endpoint.systemPrompt ?? "";
  const beside = estimateTokens(`${systemPrompt}\n${template.text}`) + tokensAround;
  const more = known === undefined ? 0 : beyondOne(sourceTokens, template, scale, beside, known);
  return Math.ceil((sourceTokens + beside + more) * scale);
}

/** Tokens that a source takes besides what one part would, as estimated. Divided as `divideSource` does. */
function beyondOne(
  sourceTokens: number,
  template: BatchTemplate,
  scale: number,
  beside: number,
  { endpoint, sample }: PartsKnown,
): number {
  const asked = askedEndpoint(template, endpoint);
  const { overlap, terms, title } = allowanceOf(asked);
  const roomBeside = (taken: number) =>
    roomForText(sample, template, asked, Math.ceil(taken * scale)) / scale;
  if (sourceTokens <= roomBeside(beside + title)) return 0;
  const besidePart = beside + tokensAroundPart;
  const room = roomBeside(besidePart + overlap + terms + title);
  const parts = Math.max(2, Math.ceil(sourceTokens / room));
  return tokensAroundPart + (parts - 1) * (besidePart + overlap);
}
