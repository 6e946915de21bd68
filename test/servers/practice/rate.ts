import { setTimeout as sleep } from "node:timers/promises";
import type { TextClock } from "./eventStream.ts";

/** So many text chunks a second: a timer that fires late is made up for by the next chunks. */
export class Rate implements TextClock {
  readonly #interval: number;
  #due: number | undefined;

  constructor(perSecond: number) {
    this.#interval = 1000 / perSecond;
  }

  /** Resolves when the next chunk is due, the first at once; rejects when `signal` aborts first. */
  async next(signal: AbortSignal): Promise<void> {
    const now = performance.now();
    this.#due ??= now;
    const wait = this.#due - now;
    this.#due += this.#interval;
    if (wait > 0) await sleep(wait, undefined, { signal });
  }
}
