import type { ChatRequest } from "./chatRequest.ts";
import type { ThinkingField } from "./directives.ts";
import { practiceReply, practiceThinking } from "./practiceText.ts";
import { countTokens, firstTokens } from "./tokens.ts";

/** A text of the reply and the message's field it travels in. */
export interface Part {
  readonly field: "content" | "reasoning" | "reasoning_content";
  readonly text: string;
  /** Offset in the text at which thinking ends and the answer begins. */
  readonly answerAt: number;
}

export interface Choice {
  readonly parts: readonly Part[];
  readonly finishReason: "stop" | "length";
}

interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** All that the server says to one request, before it is cut into frames. */
export interface Generation {
  readonly choices: readonly Choice[];
  readonly usage: Usage;
}

export function generate(request: ChatRequest, defaultField: ThinkingField): Generation {
  const field = request.directives.thinkingField ?? defaultField;
  const texts = Array.from({ length: request.n }, (_, index) => textsOf(request, index));
  const completion = texts.reduce((sum, { tokens }) => sum + tokens, 0);
  return {
    choices: texts.map(({ thinking, answer, whole }) => ({
      parts: request.directives.reasoningOnly
        ? [reasoningOnly(answer, field)]
        : partsOf(thinking, answer, field),
      finishReason: whole ? "stop" : "length",
    })),
    usage: {
      prompt_tokens: request.promptTokens,
      completion_tokens: completion,
      total_tokens: request.promptTokens + completion,
    },
  };
}

interface Texts {
  readonly thinking: string | undefined;
  /** Undefined where the budget ended within the thinking. */
  readonly answer: string | undefined;
  readonly tokens: number;
  readonly whole: boolean;
}

/** Thinking and answer as far as the budget reaches. */
function textsOf(request: ChatRequest, choice: number): Texts {
  const wanted = restOf(answerTo(request, choice), request);
  const thinks = request.thinking && !request.directives.reasoningOnly;
  const thinking = thinks ? firstTokens(practiceThinking, request.budget) : undefined;
  const thought = countTokens(thinking ?? "");
  if (thinking !== undefined && thinking !== practiceThinking) {
    return { thinking, answer: undefined, tokens: thought, whole: false };
  }
  const answer = firstTokens(wanted, request.budget - thought);
  const tokens = thought + countTokens(answer);
  return { thinking, answer, tokens, whole: answer === wanted };
}

function answerTo(request: ChatRequest, choice: number): string {
  const { reply, echo } = request.directives;
  if (echo) return request.messages.at(-1)?.content ?? "";
  return reply ?? practiceReply(request, choice);
}

/** What is left to say of a text where the request goes on with a beginning of it. */
function restOf(text: string, { cutAnswer = "" }: ChatRequest): string {
  return text.startsWith(cutAnswer) ? text.slice(cutAnswer.length) : text;
}

function partsOf(
  thinking: string | undefined,
  answer: string | undefined,
  field: ThinkingField,
): readonly Part[] {
  const content = (text: string, answerAt: number): Part => ({ field: "content", text, answerAt });
  if (thinking === undefined) return [content(answer ?? "", 0)];
  if (field === "tags" || field === "tags-unopened") {
    const opener = field === "tags" ? "<think>\n" : "";
    const block = opener + thinking + (answer === undefined ? "" : "\n</think>\n\n");
    return [content(block + (answer ?? ""), block.length)];
  }
  const reasoning = { field, text: thinking, answerAt: thinking.length };
  return answer === undefined ? [reasoning] : [reasoning, content(answer, 0)];
}

function reasoningOnly(answer: string | undefined, field: ThinkingField): Part {
  const ownField = field === "reasoning_content" ? field : "reasoning";
  return { field: ownField, text: answer ?? "", answerAt: 0 };
}
