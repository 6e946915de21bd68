import { estimateTokens } from "../fit/tokenEstimate.ts";
import type { BatchItem, BatchTemplate } from "./batch.ts";

/** What the chat template puts around a prompt of two messages, and a title before the source. */
const tokensAround = 30;

/** Tokens of one byte of a text nobody has read yet: between English (0.2) and Tibetan (0.4). */
const tokensOfByte = 0.3;

/** Tokens that a file of some bytes may come to, where reading it would take too long. */
export function tokensOfSize(bytes: number): number {
  return Math.ceil(bytes * tokensOfByte);
}

/** Tokens of the prompts that ask a source of some tokens with a template, the answer left out. */
export function estimateItem(sourceTokens: number, template: BatchTemplate, scale: number): number {
  const asked = `${template.parameters.systemPrompt ?? ""}\n${template.text}`;
  return Math.ceil((sourceTokens + estimateTokens(asked) + tokensAround) * scale);
}

/** What a batch will come to, for a person to judge by before it is begun. */
export interface BatchEstimate {
  readonly files: number;
  readonly items: number;
  readonly promptTokens: number;
  /** In milliseconds; absent where nothing was measured yet. */
  readonly time?: number;
}

/**
 * Estimates files × templates × models.
 *
 * @param files the tokens of each source, by the estimate.
 * @param models tokens of each model for one estimated.
 * @param pace what {@link paceOf} measured before.
 */
export function estimateBatch(
  files: readonly { readonly tokens: number }[],
  templates: readonly BatchTemplate[],
  models: readonly { readonly scale: number }[],
  pace?: number,
): BatchEstimate {
  const sourceTokens = files.reduce((sum, { tokens }) => sum + tokens, 0);
  let promptTokens = 0;
  for (const template of templates) {
    for (const { scale } of models) {
      const beside = estimateItem(0, template, scale);
      promptTokens += beside * files.length + Math.ceil(sourceTokens * scale);
    }
  }
  return {
    files: files.length,
    items: files.length * templates.length * models.length,
    promptTokens,
    ...(pace === undefined ? {} : { time: Math.round(promptTokens * pace) }),
  };
}

/**
 * Milliseconds that a token of the prompt took in an earlier batch, answer included; undefined where
 * nothing was answered in it.
 *
 * @param atOnce requests that its servers had at once.
 */
export function paceOf(items: readonly BatchItem[], atOnce: number): number | undefined {
  let tokens = 0;
  let time = 0;
  for (const { usage, elapsed } of items) {
    if (usage === undefined || elapsed === undefined) continue;
    tokens += usage.promptTokens;
    time += elapsed;
  }
  return tokens === 0 ? undefined : time / tokens / Math.max(1, atOnce);
}
