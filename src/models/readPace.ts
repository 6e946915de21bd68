/** How long what comes is left to gather, in milliseconds: a page is to draw 20 times a second. */
const pause = 45;

/** More bytes in one pause than that, 8,000 tokens a second, and reading does not wait any more. */
const most = 64_000;

/**
 * How a stream is read: what a server sends token by token comes together for a moment, since each
 * read costs more than all that is then done to its token. The first piece is read at once, and a
 * stream that is fast enough to fill its reads is never waited for.
 */
export class ReadPace {
  #since = -Infinity;
  #bytes = 0;
  #isFast = false;

  /**
   * Tells how long to wait before the next read, in milliseconds.
   *
   * @param bytes how many were read.
   * @param now by a clock that never goes back, in milliseconds.
   */
  restAfter(bytes: number, now: number): number {
    if (now - this.#since >= pause) {
      this.#isFast = this.#bytes > most;
      this.#since = now;
      this.#bytes = 0;
    }
    this.#bytes += bytes;
    return this.#isFast || this.#bytes > most ? 0 : this.#since + pause - now;
  }
}
