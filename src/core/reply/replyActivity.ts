import type { ModelEndpoint } from "../settings/endpoint.ts";
import type { Fault } from "./fault.ts";
import { observed, type ModelClient, type Outcome, type ReplyEvent } from "./reply.ts";
import { TokenRate } from "./tokenRate.ts";

/** What replies are doing, for who only looks on. */
export type Activity =
  | { readonly status: "idle" }
  /** Asked, and nothing came yet; with a fault, the request is sent again after a while. */
  | { readonly status: "waiting"; readonly endpoint: ModelEndpoint; readonly fault?: Fault }
  | {
      readonly status: "streaming";
      readonly endpoint: ModelEndpoint;
      /** Estimated; of all replies on their way together. */
      readonly tokensPerSecond?: number;
    }
  /** How the last one ended, until the next is asked for. */
  | { readonly status: "failed"; readonly endpoint: ModelEndpoint; readonly fault: Fault };

/** Least time between two tellings of a rate, in milliseconds. */
const pause = 500;

interface Running {
  readonly endpoint: ModelEndpoint;
  readonly rate: TokenRate;
  hasBegun: boolean;
  fault: Fault | undefined;
}

/**
 * Hears every reply that a watched client brings, and tells what they come to: each change of state
 * at once, a rate at most twice a second. It keeps of what was said only
 * the last seconds, for their rate.
 */
export class ReplyActivity {
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  /** In the order in which they were asked. */
  readonly #running = new Set<Running>();
  #failure: { readonly endpoint: ModelEndpoint; readonly fault: Fault } | undefined;
  #toldAt = 0;

  /** @param now in milliseconds; a clock that only goes forward. */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  get current(): Activity {
    const last = [...this.#running].at(-1);
    if (last === undefined) {
      return this.#failure === undefined
        ? { status: "idle" }
        : { status: "failed", ...this.#failure };
    }
    const begun = [...this.#running].filter(({ hasBegun }) => hasBegun);
    const shown = begun.at(-1);
    if (shown === undefined) {
      const { endpoint, fault } = last;
      return { status: "waiting", endpoint, ...(fault === undefined ? {} : { fault }) };
    }
    const rates = begun.map(({ rate }) => rate.perSecond).filter((rate) => rate !== undefined);
    const { endpoint } = shown;
    if (rates.length === 0) return { status: "streaming", endpoint };
    return {
      ...{ status: "streaming", endpoint },
      tokensPerSecond: rates.reduce((sum, rate) => sum + rate, 0),
    };
  }

  /** @returns a function that ends the telling. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** The failure was seen: it is told no longer. */
  forgetFailure(): void {
    if (this.#failure === undefined) return;
    this.#failure = undefined;
    this.#tell();
  }

  /** The same client, with its replies heard here. */
  watch(client: ModelClient): ModelClient {
    return {
      stream: (request, signal) => this.#hear(client.stream(request, signal), request.endpoint),
      probe: (request, signal) => client.probe(request, signal),
      countTokens: (request, signal) => client.countTokens(request, signal),
    };
  }

  async *#hear(
    reply: AsyncGenerator<ReplyEvent, Outcome, void>,
    endpoint: ModelEndpoint,
  ): AsyncGenerator<ReplyEvent, Outcome, void> {
    const rate = new TokenRate();
    const running: Running = { endpoint, rate, hasBegun: false, fault: undefined };
    this.#running.add(running);
    this.#failure = undefined;
    this.#tell();
    let outcome: Outcome = { status: "stopped" };
    try {
      outcome = yield* observed(reply, (event) => this.#receive(running, event));
      return outcome;
    } finally {
      this.#running.delete(running);
      if (outcome.status === "failed") this.#failure = { endpoint, fault: outcome.fault };
      this.#tell();
    }
  }

  #receive(running: Running, event: ReplyEvent): void {
    if (event.type === "waiting" || event.type === "sentAgain") {
      running.fault = event.type === "waiting" ? event.fault : undefined;
      this.#tell();
    }
    if (event.type !== "text" && event.type !== "thinking") return;
    const now = this.#now();
    running.rate.add(event.text, now);
    if (running.hasBegun && now - this.#toldAt < pause) return;
    running.hasBegun = true;
    this.#toldAt = now;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
