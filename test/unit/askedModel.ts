import type { ModelEndpoint } from "../../src/core/settings/endpoint.ts";
import { deliver, fanOut } from "../../src/core/reply/reply.ts";
import type {
  CompletionRequest,
  Outcome,
  ReplyEvent,
  RequestLimits,
} from "../../src/core/reply/reply.ts";
import { ReplyRecord } from "../../src/core/conversation/replyRecord.ts";
import { createModelClient } from "../../src/models/client.ts";

/** What differs from a plain question without a token. */
export interface Asking {
  readonly fields?: Partial<ModelEndpoint>;
  readonly token?: string;
  readonly limits?: Partial<RequestLimits>;
  /** Presses Stop at the first event that fulfils this. */
  readonly stopAt?: (event: ReplyEvent) => boolean;
  readonly signal?: AbortSignal;
}

export interface Asked {
  readonly outcome: Outcome;
  /** What is kept of the first answer. */
  readonly text: string;
  readonly thinking: string;
  readonly record: ReplyRecord;
  readonly events: readonly ReplyEvent[];
  /** When Stop was pressed, in milliseconds since the epoch. */
  readonly stoppedAt: number;
}

export function requestFor(
  baseUrl: string,
  { fields = {}, token, limits = {} }: Asking = {},
): CompletionRequest {
  return {
    endpoint: { key: "test", label: "Test", baseUrl, model: "m", ...fields },
    messages: [{ role: "user", content: "བོད་ཡིག 西藏 👋" }],
    ...(token === undefined ? {} : { token }),
    limits: {
      ...{ firstByteTimeout: 10, idleTimeout: 10, frame: 4_000_000, reply: 32_000_000 },
      ...limits,
    },
  };
}

/** Asks a server through the client that the extension uses, and waits for the outcome. */
export async function ask(baseUrl: string, asking: Asking = {}): Promise<Asked> {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, ...(asking.signal ? [asking.signal] : [])]);
  const events: ReplyEvent[] = [];
  let stoppedAt = 0;
  const record = new ReplyRecord();
  const watcher = {
    receive(event: ReplyEvent) {
      events.push(event);
      if (stoppedAt > 0 || asking.stopAt?.(event) !== true) return;
      stoppedAt = Date.now();
      stop.abort();
    },
    end: () => undefined,
  };
  const reply = createModelClient().stream(requestFor(baseUrl, asking), signal);
  const outcome = await deliver(reply, fanOut(record, watcher));
  const { text = "", thinking = "" } = record.answers[0] ?? {};
  return { outcome, text, thinking, record, events, stoppedAt };
}

export function faultOf({ outcome }: Pick<Asked, "outcome">) {
  return outcome.status === "failed" ? outcome.fault : undefined;
}
