import type { Fault } from "../core/reply/fault.ts";
import type { RequestLimits } from "../core/reply/reply.ts";

type TimeLimits = Pick<RequestLimits, "firstByteTimeout" | "idleTimeout">;

/**
 * Ends a request that makes no progress. The SDK's own timeout ends with the response headers, so
 * a stall in mid-stream would hang without this.
 */
export class Watchdog {
  /** Set once a limit was passed; `signal` is aborted then. */
  fault: Fault | undefined;
  readonly #controller = new AbortController();
  readonly #limits: TimeLimits;
  readonly #host: string;
  #timer: NodeJS.Timeout | undefined;
  #lastProgress = 0;

  constructor(limits: TimeLimits, host: string) {
    this.#limits = limits;
    this.#host = host;
    const seconds = limits.firstByteTimeout;
    this.#timer = setTimeout(() => {
      this.#expire({ kind: "firstByteTimeout", host, seconds });
    }, seconds * 1000);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** New text arrived: from now on the idle limit holds. */
  progress(): void {
    const first = this.#lastProgress === 0;
    this.#lastProgress = performance.now();
    if (first) this.#watchIdle(this.#limits.idleTimeout * 1000);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** One timer that looks back, instead of one made anew for each of many thousand deltas. */
  #watchIdle(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const seconds = this.#limits.idleTimeout;
      const left = this.#lastProgress + seconds * 1000 - performance.now();
      if (left > 0) this.#watchIdle(left);
      else this.#expire({ kind: "stalled", host: this.#host, seconds });
    }, delay);
  }

  #expire(fault: Fault): void {
    this.fault = fault;
    this.#controller.abort();
  }
}
