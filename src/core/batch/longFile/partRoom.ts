import type { ModelEndpoint } from "../../settings/endpoint.ts";
import type { BatchTemplate } from "../batch.ts";

/**
 * The model as a batch asks it: the template's parameters over the settings', one answer. Asking
 * twice for it changes nothing.
 */
export function askedEndpoint(template: BatchTemplate, endpoint: ModelEndpoint): ModelEndpoint {
  return { ...endpoint, ...template.parameters, n: 1 };
}

/** Window in tokens where nobody tells one: what even small servers have. */
const assumedWindow = 16_384;

/**
 * Longest part of a translation, in tokens: models lose their way in longer ones, and several
 * parts are asked at once.
 */
const longestTranslated = 4096;

/** Less than that in a part is worth no request, whatever the window. */
const leastRoom = 64;

/** Most tokens of thinking that are kept free. */
const longestThinking = 4096;

/** What goes with a part besides its text, in tokens. */
export interface Allowance {
  /** The end of the part before. */
  readonly overlap: number;
  /** Names and terms that are settled. */
  readonly terms: number;
  /** Its title, and what roundings come to. */
  readonly title: number;
}

/** 200 tokens of overlap, 400 of terms and 256 for the rest; less in a small window. */
export function allowanceOf({ contextWindow = assumedWindow }: ModelEndpoint): Allowance {
  return {
    overlap: Math.min(200, Math.floor(contextWindow / 20)),
    terms: Math.min(400, Math.floor(contextWindow / 10)),
    title: Math.min(256, Math.floor(contextWindow / 16)),
  };
}

/**
 * Tokens that a source or a part of it may have, 64 or more.
 *
 * The answer must fit the window beside it. A template without a glossary is thought to answer with
 * as much as it gets, and `max_tokens`, where it is set, is kept free as it is: most such answers
 * are shorter than their source, so it does not bound the part. A translation takes as many times
 * its source as `answerRatio` says, and must fit `max_tokens` too. A model that thinks gets an
 * eighth of the window for that, at most 4096 tokens. An unknown window is taken for 16,384 tokens.
 *
 * @param asked the model as the batch asks it.
 * @param taken tokens of the prompt without the text.
 */
export function roomForText(
  text: string,
  template: BatchTemplate,
  asked: ModelEndpoint,
  taken: number,
): number {
  const { contextWindow = assumedWindow, maxTokens, thinking: isThinking } = asked;
  const free = contextWindow - taken;
  const ratio = answerRatio(text, template);
  const thinking =
    isThinking === false ? 0 : Math.min(longestThinking, Math.floor(contextWindow / 8));
  const bounds = [maxTokens === undefined ? (free - thinking) / (1 + ratio) : free - maxTokens];
  if (template.glossary) {
    bounds.push(longestTranslated);
    if (maxTokens !== undefined)
      bounds.push((maxTokens - Math.min(thinking, maxTokens / 2)) / ratio);
  }
  return Math.max(leastRoom, Math.floor(Math.min(...bounds)));
}

/**
 * Tokens of the answer for one of the source, at most. With Qwen3's tokenizer the Tibetan of the
 * Declaration of Human Rights takes 9.4 times the tokens of its Chinese and 8 times those of its
 * English; among other languages a translation hardly ever takes twice as many.
 */
function answerRatio(text: string, { glossary, text: instruction }: BatchTemplate): number {
  if (!glossary) return 1;
  return speaksOfTibetan.test(instruction) && !isTibetan(text) ? 10 : 2;
}

const speaksOfTibetan = /[\u0F40-\u0FBC]|tibetan|[藏蔵](?:文|语|語|译|譯)/iu;

/** Whether at least half of a text's signs are. */
function isTibetan(text: string): boolean {
  const tibetan = text.match(/[\u0F00-\u0FFF]/gu)?.length ?? 0;
  const signs = text.match(/\S/gu)?.length ?? 0;
  return tibetan * 2 >= signs;
}
