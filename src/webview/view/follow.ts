/** How near to the end counts as being there, in CSS pixels. */
const slack = 30;

/** Keeps the end of a growing log in view, but only for a reader who is there. */
export class Follower {
  readonly #log: HTMLElement;
  #isAtEnd = true;

  constructor(log: HTMLElement) {
    this.#log = log;
    log.addEventListener("scroll", () => {
      this.#isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < slack;
    });
  }

  /** Call after the log has grown. */
  follow(): void {
    if (this.#isAtEnd) this.#log.scrollTop = this.#log.scrollHeight;
  }

  /** The reader asked something: the end is what they want to see. */
  goToEnd(): void {
    this.#isAtEnd = true;
    this.follow();
  }
}
