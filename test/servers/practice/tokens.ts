import type { Message } from "./chatRequest.ts";

/**
 * The practice server has no tokenizer: it weighs each character by its script, as Qwen3's was
 * measured on the Universal Declaration of Human Rights. Written apart from the extension's own
 * estimate, so that a test can hold one against the other. In hundredths of a token, which add up
 * exactly.
 */
const weights: readonly (readonly [RegExp, number])[] = [
  [/\p{sc=Tibetan}/u, 135],
  [/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff00-\uffef]/u, 70],
  [/\p{Extended_Pictographic}/u, 200],
];
const otherWeight = 19;

/** What the chat template puts around a message, and before the reply. */
const tokensPerMessage = 5;
const tokensOfReplyOpening = 3;
/** `<think>\n\n</think>\n\n`, which the template pre-fills when thinking is off. */
const tokensOfEmptyThinking = 4;
/** `<|im_end|>\n`, which a message that is gone on with does not have yet. */
const tokensOfMessageEnd = 2;

/** What the template puts behind the messages. */
export type PromptEnding = "thinking" | "noThinking" | "closed" | "cut";

const tokensOfEnding: Readonly<Record<PromptEnding, number>> = {
  thinking: tokensOfReplyOpening,
  noThinking: tokensOfReplyOpening + tokensOfEmptyThinking,
  closed: 0,
  cut: tokensOfEmptyThinking - tokensOfMessageEnd,
};

export function countTokens(text: string): number {
  let sum = 0;
  for (const character of text) sum += weightOf(character);
  return Math.ceil(sum / 100);
}

/** The longest beginning of the text that comes to at most so many tokens. */
export function firstTokens(text: string, limit: number): string {
  let sum = 0;
  let length = 0;
  for (const character of text) {
    sum += weightOf(character);
    if (sum > limit * 100) break;
    length += character.length;
  }
  return text.slice(0, length);
}

export function countPromptTokens(messages: readonly Message[], ending: PromptEnding): number {
  const contents = messages.map(({ content }) => tokensPerMessage + countTokens(content));
  return contents.reduce((sum, tokens) => sum + tokens, tokensOfEnding[ending]);
}

function weightOf(character: string): number {
  return weights.find(([script]) => script.test(character))?.[1] ?? otherWeight;
}
