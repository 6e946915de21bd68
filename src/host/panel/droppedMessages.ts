/** Counts messages of a page that are not in the protocol, so that a flood of them fills no log. */
export class DroppedMessages {
  #count = 0;
  #next = 1;

  /**
   * One more was dropped.
   *
   * @returns what to log of it, with nothing of what it held: of the first, the tenth, the hundredth
   * and so on.
   */
  add(): string | undefined {
    this.#count += 1;
    if (this.#count < this.#next) return undefined;
    this.#next *= 10;
    return this.#count === 1
      ? "Dropped a message of the page that is not in the protocol."
      : `Dropped ${this.#count} messages of the page that are not in the protocol.`;
  }
}
