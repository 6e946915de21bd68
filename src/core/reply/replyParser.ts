import * as l10n from "@vscode/l10n";
import { isRecord } from "../record.ts";
import type { FinishReason, ReplyEvent, Usage } from "./reply.ts";
import { ThinkingSplitter } from "./thinking.ts";

/** What a frame of a stream said. `fault` ends the reply; its text is the server's own. */
export interface ParsedFrame {
  readonly events: readonly ReplyEvent[];
  readonly error?: string;
}

/**
 * Reads the JSON of chat completions, streamed chunks or a whole one, as reply events.
 * Everything is untrusted: what has not the documented shape is passed over, choices past the `n`
 * asked for are ignored. Shapes: OpenAI's `chat.completion(.chunk)` with vLLM's and sglang's
 * reasoning fields, error frames nested or flat.
 */
export class ReplyParser {
  readonly #choices: readonly Choice[];
  readonly #thinkingOff: boolean;

  /**
   * @param thinking the person's setting; unset, the servers think.
   * @param toolsOffered whether a tool may be called; calls that nobody asked for are passed over.
   */
  constructor(n: number, thinking: boolean | undefined, toolsOffered = false) {
    this.#thinkingOff = thinking === false;
    this.#choices = Array.from(
      { length: n },
      (_, index) => new Choice(index, !this.#thinkingOff, toolsOffered),
    );
  }

  /** Takes a parsed frame; it may be anything. */
  push(frame: unknown): ParsedFrame {
    const error = errorText(frame);
    if (error !== undefined) return { events: [], error };
    if (!isRecord(frame)) return { events: [] };
    const choices = Array.isArray(frame["choices"]) ? (frame["choices"] as unknown[]) : [];
    const events = choices.flatMap((choice) => this.#readChoice(choice));
    const usage = readUsage(frame["usage"]);
    if (usage !== undefined) events.push({ type: "usage", usage });
    return { events };
  }

  /** Releases what was held back; call once, after the last frame. */
  end(): ReplyEvent[] {
    return this.#choices.flatMap((choice) => choice.end(this.#thinkingOff));
  }

  /**
   * Whether every choice that began said why it finished, outside its thinking. Servers that
   * ignore `n` send fewer choices than asked for.
   */
  get finished(): boolean {
    const begun = this.#choices.filter((choice) => choice.begun);
    return begun.length > 0 && begun.every((choice) => choice.finished);
  }

  /** Whether a choice stopped inside its thinking: in an open block, or before any answer. */
  get inThinking(): boolean {
    return this.#choices.some((choice) => choice.inThinking);
  }

  #readChoice(value: unknown): ReplyEvent[] {
    if (!isRecord(value)) return [];
    const index = value["index"] ?? 0;
    const choice = typeof index === "number" ? this.#choices[index] : undefined;
    if (choice === undefined) return [];
    choice.begun = true;
    const delta = value["delta"] ?? value["message"];
    const events = isRecord(delta) ? choice.read(delta) : [];
    const reason = value["finish_reason"];
    if (typeof reason === "string") events.push(...choice.finish(finishReasonOf(reason)));
    return events;
  }
}

class Choice {
  readonly #index: number;
  readonly #splitter: ThinkingSplitter;
  readonly #toolsOffered: boolean;
  #sawText = false;
  #sawReasoning = false;
  begun = false;
  #reason: FinishReason | undefined;

  constructor(index: number, thinkingAskedFor: boolean, toolsOffered: boolean) {
    this.#index = index;
    this.#toolsOffered = toolsOffered;
    this.#splitter = new ThinkingSplitter(index, thinkingAskedFor);
  }

  /** Thinking in a field of its own has no closer: without a text or a reason it was not over. */
  get inThinking(): boolean {
    const cameApart = this.#sawReasoning && !this.#sawText && this.#reason === undefined;
    return cameApart || this.#splitter.inThinking;
  }

  get finished(): boolean {
    return this.#reason !== undefined && (this.#reason === "length" || !this.inThinking);
  }

  read(delta: Readonly<Record<string, unknown>>): ReplyEvent[] {
    const events: ReplyEvent[] = [];
    const reasoning = delta["reasoning"] ?? delta["reasoning_content"];
    if (typeof reasoning === "string" && reasoning !== "") {
      this.#sawReasoning = true;
      this.#splitter.thinkingCameApart();
      events.push({ type: "thinking", choice: this.#index, text: reasoning });
    }
    const content = delta["content"];
    if (typeof content === "string" && content !== "") {
      events.push(...this.#splitter.push(content));
    }
    this.#sawText ||= events.some((event) => event.type === "text");
    if (this.#toolsOffered) events.push(...readToolCalls(this.#index, delta["tool_calls"]));
    return events;
  }

  /** The first reason holds; some servers repeat the last frame. */
  finish(reason: FinishReason): ReplyEvent[] {
    if (this.#reason !== undefined) return [];
    this.#reason = reason;
    return [{ type: "finish", choice: this.#index, reason }];
  }

  end(thinkingOff: boolean): ReplyEvent[] {
    const events: ReplyEvent[] = this.#splitter.end();
    this.#sawText ||= events.some((event) => event.type === "text");
    if (thinkingOff && this.#sawReasoning && !this.#sawText && this.#reason === "stop") {
      events.push({ type: "thinkingWasText", choice: this.#index });
    }
    return events;
  }
}

/** Streamed pieces say which call they belong to, whole calls stand in their order. */
function readToolCalls(choice: number, value: unknown): ReplyEvent[] {
  const calls = Array.isArray(value) ? (value as unknown[]) : [];
  return calls.flatMap((call, place): ReplyEvent[] => {
    if (!isRecord(call) || !isRecord(call["function"])) return [];
    const { index = place, id } = call;
    const { name, arguments: text } = call["function"];
    if (!isCount(index)) return [];
    return [
      {
        ...{ type: "toolCall", choice, index },
        ...(typeof id === "string" ? { id } : {}),
        ...(typeof name === "string" ? { name } : {}),
        text: typeof text === "string" ? text : "",
      },
    ];
  });
}

function finishReasonOf(reason: string): FinishReason {
  return reason === "stop" || reason === "length" || reason === "content_filter" ? reason : "other";
}

function readUsage(value: unknown): Usage | undefined {
  if (!isRecord(value)) return undefined;
  const { prompt_tokens: promptTokens, completion_tokens: completion, total_tokens: total } = value;
  if (!isCount(promptTokens)) return undefined;
  const completionTokens = isCount(completion) ? completion : 0;
  return {
    promptTokens,
    completionTokens,
    totalTokens: isCount(total) ? total : promptTokens + completionTokens,
  };
}

/** The text of an error frame in any of the servers' shapes; undefined if it is none. */
export function errorText(frame: unknown): string | undefined {
  if (!isRecord(frame)) return undefined;
  const error = frame["error"];
  if (typeof error === "string") return error;
  if (isRecord(error))
    return messageOf(error) ?? l10n.t("The server sent an error without a text.");
  if (frame["object"] === "error")
    return messageOf(frame) ?? l10n.t("The server sent an error without a text.");
  return undefined;
}

function messageOf(record: Readonly<Record<string, unknown>>): string | undefined {
  return typeof record["message"] === "string" ? record["message"] : undefined;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
