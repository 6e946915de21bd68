import { setTimeout as sleep } from "node:timers/promises";

/** How long a step takes, in milliseconds. */
export interface StepTime {
  /** Whatever it computes: weights are read once for all. */
  readonly base: number;
  /** More for each reply in it. */
  readonly each: number;
}

/**
 * The time of a server that batches: in one step every reply under way gets its next piece, so many
 * at once take little longer than one alone. A reply that joins waits for the step under way to end.
 */
export class Decoder {
  readonly #time: StepTime;
  #waiting: (() => void)[] = [];
  #isAtWork = false;

  constructor(time: StepTime) {
    this.#time = time;
  }

  /** Resolves when the reply's next piece is there; rejects when `signal` aborts first. */
  async next(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      signal.addEventListener("abort", () => resolve(), { once: true });
      if (!this.#isAtWork) void this.#work();
    });
    signal.throwIfAborted();
  }

  async #work(): Promise<void> {
    this.#isAtWork = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      const duration = this.#time.base + this.#time.each * batch.length;
      await sleep(duration, undefined, { ref: false });
      for (const give of batch) give();
      // Lets the replies that go on join the next step.
      await sleep(0);
    }
    this.#isAtWork = false;
  }
}
