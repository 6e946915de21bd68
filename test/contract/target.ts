import type { ModelEndpoint, SamplingParameters } from "../../src/core/settings/endpoint.ts";
import type {
  ChatMessage,
  FinishReason,
  ModelClient,
  Outcome,
  Probe,
  ReplyEvent,
  Usage,
} from "../../src/core/reply/reply.ts";

export interface TargetAddress {
  /** API root, e.g. `http://127.0.0.1:8000/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly token?: string;
}

/** What a check asks; fields left out are left to the server. */
export interface Question extends SamplingParameters {
  readonly messages: readonly ChatMessage[];
  /** In place of the target's. */
  readonly model?: string;
  readonly token?: string;
  /** Aborts the request at the first event that fulfils it. */
  readonly stopAt?: (event: ReplyEvent) => boolean;
}

/** A whole reply, its texts in the order of their choices. */
export interface Reply {
  readonly outcome: Outcome;
  readonly events: readonly ReplyEvent[];
  readonly texts: readonly string[];
  readonly thinking: readonly string[];
  readonly finishes: readonly FinishReason[];
  readonly usage?: Usage;
  /** From the abort of `stopAt` to the outcome, in milliseconds. */
  readonly stoppedAfter?: number;
}

const limits = {
  ...{ firstByteTimeout: 120, idleTimeout: 60 },
  ...{ frame: 4_000_000, reply: 32_000_000 },
};

/** The server under test, seen through the extension's own client. */
export class Target {
  readonly #client: ModelClient;
  readonly #address: TargetAddress;

  constructor(client: ModelClient, address: TargetAddress) {
    this.#client = client;
    this.#address = address;
  }

  get model(): string {
    return this.#address.model;
  }

  get hasToken(): boolean {
    return this.#address.token !== undefined;
  }

  probe(token = this.#address.token): Promise<Probe> {
    const request = { endpoint: this.#endpoint({}), ...withToken(token), limits };
    return this.#client.probe(request, new AbortController().signal);
  }

  async ask({ messages, token, stopAt, ...fields }: Question): Promise<Reply> {
    const endpoint = this.#endpoint(fields);
    const request = { endpoint, messages, ...withToken(token ?? this.#address.token), limits };
    const abort = new AbortController();
    const reply = this.#client.stream(request, abort.signal);
    const events: ReplyEvent[] = [];
    let stoppedAt: number | undefined;
    for (;;) {
      const { done, value } = await reply.next();
      if (done) {
        const stopped =
          stoppedAt === undefined ? {} : { stoppedAfter: performance.now() - stoppedAt };
        return { outcome: value, ...gather(events), ...stopped };
      }
      events.push(value);
      if (stoppedAt === undefined && stopAt?.(value)) {
        stoppedAt = performance.now();
        abort.abort();
      }
    }
  }

  #endpoint(fields: Omit<Question, "messages" | "token" | "stopAt">): ModelEndpoint {
    const { baseUrl, model } = this.#address;
    return { key: "contract", label: "Contract", baseUrl, model, ...fields };
  }
}

function withToken(token: string | undefined): { token?: string } {
  return token === undefined ? {} : { token };
}

function gather(events: readonly ReplyEvent[]): Omit<Reply, "outcome" | "stoppedAfter"> {
  const texts = new Map<number, string>();
  const thinking = new Map<number, string>();
  for (const event of events) {
    if (event.type === "text") append(texts, event.choice, event.text);
    if (event.type === "thinking") append(thinking, event.choice, event.text);
    if (event.type === "textWasThinking") move(event.choice, texts, thinking);
    if (event.type === "thinkingWasText") move(event.choice, thinking, texts);
  }
  const finishes = events.flatMap((event) => (event.type === "finish" ? [event.reason] : []));
  const usage = events.find((event) => event.type === "usage")?.usage;
  return {
    events,
    texts: inOrder(texts),
    thinking: inOrder(thinking),
    finishes,
    ...(usage === undefined ? {} : { usage }),
  };
}

type Texts = Map<number, string>;

function append(texts: Texts, choice: number, text: string): void {
  texts.set(choice, (texts.get(choice) ?? "") + text);
}

function move(choice: number, from: Texts, to: Texts): void {
  append(to, choice, from.get(choice) ?? "");
  from.delete(choice);
}

function inOrder(texts: Texts): string[] {
  return [...texts].sort(([one], [other]) => one - other).map(([, text]) => text);
}
