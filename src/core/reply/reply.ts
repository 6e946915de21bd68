import type { ModelEndpoint } from "../settings/endpoint.ts";
import type { Fault } from "./fault.ts";

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** A call of a tool, as the model worded it. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON. */
  readonly input: string;
}

/** What a request can say besides: a model's calls of tools, and what came of one. */
export type RequestMessage =
  | ChatMessage
  | (ChatMessage & { readonly role: "assistant"; readonly toolCalls: readonly ToolCall[] })
  | { readonly role: "tool"; readonly content: string; readonly toolCallId: string };

/** A tool that the model may have called; whoever asks runs it. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON schema of its input. */
  readonly schema?: object;
}

/** Tokens as the server counted them, summed over all choices. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly totalTokens: number;
}

export type FinishReason = "stop" | "length" | "content_filter" | "other";

/**
 * What happens while a reply arrives. `choice` counts from 0 and is below the `n` asked for.
 * The texts of one kind and choice, concatenated, are the reply.
 */
export type ReplyEvent =
  /** The server accepted the request; text may still take long. */
  | { readonly type: "open" }
  | { readonly type: "text"; readonly choice: number; readonly text: string }
  | { readonly type: "thinking"; readonly choice: number; readonly text: string }
  /** All text of this choice so far turned out to be thinking (a template that pre-fills `<think>`). */
  | { readonly type: "textWasThinking"; readonly choice: number }
  /** All thinking of this choice turned out to be its answer (a known server bug with thinking off). */
  | { readonly type: "thinkingWasText"; readonly choice: number }
  /** A piece of a tool call, where tools were offered; `text` is of its input, which is JSON. */
  | {
      readonly type: "toolCall";
      readonly choice: number;
      /** Counts the calls of the choice. */
      readonly index: number;
      readonly id?: string;
      readonly name?: string;
      readonly text: string;
    }
  | { readonly type: "finish"; readonly choice: number; readonly reason: FinishReason }
  | { readonly type: "usage"; readonly usage: Usage }
  /** What the server calls the request, in its own words; for the log only. */
  | { readonly type: "requestId"; readonly id: string }
  | Waiting
  /** The wait is over. */
  | { readonly type: "sentAgain" };

/** The request failed before any byte of a reply came and will be sent again. */
export interface Waiting {
  readonly type: "waiting";
  readonly fault: Fault;
  /** Until it is sent again. */
  readonly seconds: number;
  /** Counts the times that it is sent again, from 1. */
  readonly attempt: number;
  /** Most such times. */
  readonly attempts: number;
}

/** How a request ended. Every request has exactly one. */
export type Outcome =
  | { readonly status: "done" }
  | { readonly status: "stopped" }
  | { readonly status: "failed"; readonly fault: Fault };

/** Where a reply goes: the panel, the editor, a test. */
export interface ReplySink {
  receive(event: ReplyEvent): void;
  /** Called exactly once, after the last event. */
  end(outcome: Outcome): void | Promise<void>;
}

export interface CompletionRequest {
  readonly endpoint: ModelEndpoint;
  readonly messages: readonly RequestMessage[];
  /** What the model may have called, and whether it has to call something. */
  readonly tools?: { readonly offered: readonly Tool[]; readonly isRequired: boolean };
  /** The last message is the text of a cut answer; the reply goes on where that ends. */
  readonly continues?: true;
  /** Sent as `Authorization: Bearer …`; without one no such header is sent. */
  readonly token?: string;
  readonly limits: RequestLimits;
  /** For a person who does not want to wait until the request is sent again. */
  readonly haste?: Haste;
}

/** Ends the wait before a request is sent again. */
export class Haste {
  #wait: AbortController | undefined;

  /** Sends the request again at once; nothing where it does not wait. */
  askNow(): void {
    this.#wait?.abort();
  }

  /** A wait begins; it ends when the signal is aborted. */
  begin(): AbortSignal {
    this.#wait = new AbortController();
    return this.#wait.signal;
  }
}

export interface RequestLimits {
  /** Longest wait for the first piece of a reply, in seconds. */
  readonly firstByteTimeout: number;
  /** Longest wait between two pieces of a reply, in seconds; keep-alives are no pieces. */
  readonly idleTimeout: number;
  /** Most bytes of one frame of a stream, and of an answer that comes as one JSON. */
  readonly frame: number;
  /** Most bytes of a whole stream, unpacked. */
  readonly reply: number;
}

export interface ProbeRequest extends Omit<CompletionRequest, "messages"> {
  /** Asks for vLLM's `/version`, too: one request more, without the token. */
  readonly wantsVersion?: true;
}

/** What a server said of itself to `GET /models`. */
export type Probe =
  | {
      readonly status: "reachable";
      readonly models: readonly string[];
      /** Window of the endpoint's model in tokens, where the server tells. */
      readonly contextWindow?: number;
      /** Of the server's software, where it was asked for and the server tells. */
      readonly version?: string;
      /** From request to answer, in milliseconds. */
      readonly elapsed: number;
    }
  | { readonly status: "failed"; readonly fault: Fault };

/** A prompt as the server's own tokenizer counts it, with what the chat template adds. */
export interface TokenCount {
  readonly tokens: number;
  /** Window of the model in tokens, where the server tells. */
  readonly contextWindow?: number;
}

/** Speaks to a server. Never throws: what goes wrong is the outcome. */
export interface ModelClient {
  /** Sends the request once, when iteration starts; aborting `signal` closes the connection. */
  stream(
    request: CompletionRequest,
    signal: AbortSignal,
  ): AsyncGenerator<ReplyEvent, Outcome, void>;
  /** Asks for the model list, which also checks the token. */
  probe(request: ProbeRequest, signal: AbortSignal): Promise<Probe>;
  /**
   * Asks the server what the messages come to. Sends all of them, so it is for when a person asks.
   * Undefined where the server cannot tell, answers anything unsound or takes longer than 3 s.
   */
  countTokens(
    request: Pick<CompletionRequest, "endpoint" | "messages" | "token">,
    signal: AbortSignal,
  ): Promise<TokenCount | undefined>;
}

/** Lets a reply flow into a sink and returns the outcome the sink was given. */
export async function deliver(
  reply: AsyncGenerator<ReplyEvent, Outcome, void>,
  sink: ReplySink,
): Promise<Outcome> {
  let step = await reply.next();
  while (!step.done) {
    sink.receive(step.value);
    step = await reply.next();
  }
  await sink.end(step.value);
  return step.value;
}

/** The same reply, with each event told before it is passed on. */
export async function* observed(
  reply: AsyncGenerator<ReplyEvent, Outcome, void>,
  tell: (event: ReplyEvent) => void,
): AsyncGenerator<ReplyEvent, Outcome, void> {
  try {
    let step = await reply.next();
    while (!step.done) {
      tell(step.value);
      yield step.value;
      step = await reply.next();
    }
    return step.value;
  } finally {
    // Closes the connection where nobody reads on.
    await reply.return({ status: "stopped" });
  }
}

/** One sink that passes everything on to several, in order. */
export function fanOut(...sinks: readonly ReplySink[]): ReplySink {
  return {
    receive: (event) => {
      for (const sink of sinks) sink.receive(event);
    },
    end: async (outcome) => {
      for (const sink of sinks) await sink.end(outcome);
    },
  };
}
