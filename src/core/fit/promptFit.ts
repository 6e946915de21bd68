import type { QuestionDraft } from "../conversation/conversation.ts";
import type { ModelEndpoint } from "../settings/endpoint.ts";
import type { Passage } from "../prompt/passage.ts";
import { buildMessages, type Prompt } from "../prompt/prompt.ts";
import { estimatePrompt, estimateTokens } from "./tokenEstimate.ts";

/** What of a model decides whether a prompt fits. */
export type FitEndpoint = Pick<
  ModelEndpoint,
  "label" | "systemPrompt" | "thinking" | "maxTokens" | "contextWindow"
>;

/** A question that is about to be asked, with all that its prompt is made of. */
export interface UnsentQuestion {
  readonly draft: QuestionDraft;
  /** The answered turns before it; sent only where the draft's background says so. */
  readonly earlier: Prompt;
  /** With the model's window, where that is known. */
  readonly endpoint: FitEndpoint;
  /**
   * Tokens of the model for one estimated: what its counts taught, or, where the server has counted
   * this very prompt, its count by the estimate.
   */
  readonly scale: number;
}

/** How a prompt stands to the model's window, in tokens. */
export interface PromptSize {
  readonly tokens: number;
  readonly contextWindow?: number;
  /** Kept free for the answer. */
  readonly reserved: number;
}

/** Tokens that a prompt comes to, with what the chat template adds. */
export function measurePrompt(endpoint: FitEndpoint, prompt: Prompt, scale: number): number {
  const estimate = estimatePrompt(buildMessages(endpoint, prompt), endpoint.thinking === false);
  return Math.ceil(estimate * scale);
}

/** Tokens of a text within a prompt, not rounded. */
export function measureText(text: string, scale: number): number {
  return estimateTokens(text) * scale;
}

/**
 * Tokens to keep free for the answer: `max_tokens`, else as many as any answer needs, 1024 or a
 * quarter of a small window; 0 where neither is known.
 */
export function reservedTokens({ maxTokens, contextWindow = 0 }: FitEndpoint): number {
  return maxTokens ?? Math.min(1024, Math.floor(contextWindow / 4));
}

/** Tokens that a prompt may come to; Infinity where the window is unknown, 0 where none may. */
export function roomForPrompt(endpoint: FitEndpoint): number {
  const { contextWindow = Infinity } = endpoint;
  return Math.max(0, contextWindow - reservedTokens(endpoint));
}

/** What a draft's prompt is made of. */
export function promptOf(draft: QuestionDraft, earlier: Prompt): Prompt {
  const turn = { question: draft.text, passages: draft.passages };
  const { kind } = draft.background ?? { kind: "turns" };
  if (draft.background?.kind === "summary")
    return { turns: [turn], summary: draft.background.text };
  return kind === "none" ? { turns: [turn] } : { ...earlier, turns: [...earlier.turns, turn] };
}

export function sizeOf({ draft, earlier, endpoint, scale }: UnsentQuestion): PromptSize {
  const { contextWindow } = endpoint;
  return {
    tokens: measurePrompt(endpoint, promptOf(draft, earlier), scale),
    ...(contextWindow === undefined ? {} : { contextWindow }),
    reserved: reservedTokens(endpoint),
  };
}

/** Tokens too many; 0 if the prompt fits or the window is unknown. */
export function overflowOf({ tokens, contextWindow = Infinity, reserved }: PromptSize): number {
  return Math.max(0, tokens + reserved - contextWindow);
}

/** Whether a question's prompt leaves room for an answer. */
export function fits(unsent: UnsentQuestion): boolean {
  return overflowOf(sizeOf(unsent)) === 0;
}

/** The question with other passages and, where it is given, another background. */
export function withDraft(unsent: UnsentQuestion, change: Partial<QuestionDraft>): UnsentQuestion {
  return { ...unsent, draft: { ...unsent.draft, ...change } };
}

/** The passage of the longest text, in tokens; undefined where there is none. */
export function longestPassage(passages: readonly Passage[]): Passage | undefined {
  const [first, ...others] = passages;
  return others.reduce<Passage | undefined>((longest, passage) => {
    const isLonger =
      longest === undefined || estimateTokens(passage.text) > estimateTokens(longest.text);
    return isLonger ? passage : longest;
  }, first);
}
