/** How long what comes is left to gather, in milliseconds: a page is to draw 20 times a second. */
const pause = 45;

/** More bytes in one pause than that, 8,000 tokens a second, and reading does not wait any more. */
const most = 64_000;

/**
 * How a stream is read: what a server sends token by token comes together for a moment, since each
 * read costs more than all that is then done to its token. Nothing waits at the beginning, before a
 * pause's time has shown that the stream is slow, and a stream that fills its reads is never waited for.
 */
export class ReadPace {
  #since: number | undefined;
  #bytes = 0;
  #isSlow = false;

  /**
   * Tells how long to wait before the next read, in milliseconds.
   *
   * @param bytes how many were read.
   * @param now by a clock that never goes back, in milliseconds.
   */
  restAfter(bytes: number, now: number): number {
    this.#since ??= now;
    if (now - this.#since >= pause) {
      this.#isSlow = this.#bytes <= most;
      this.#since = now;
      this.#bytes = 0;
    }
    this.#bytes += bytes;
    return this.#isSlow && this.#bytes <= most ? this.#since + pause - now : 0;
  }
}
