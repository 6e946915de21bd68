/** How near to the end counts as being there, in CSS pixels. */
const slack = 30;

/** Whether a scrolled element shows its end. */
export function isAtEnd(element: Element): boolean {
  return restBelow(element) < slack;
}

function restBelow({ scrollHeight, scrollTop, clientHeight }: Element): number {
  return scrollHeight - scrollTop - clientHeight;
}

/**
 * Keeps the end of a growing log in view, but only for a reader who is there. Who scrolls up by
 * however little wants to stay; who comes back to the end follows again.
 */
export class Follower {
  readonly #log: HTMLElement;
  readonly #onChange: () => void;
  #follows = true;
  #last = 0;

  /**
   * @param content what grows inside the log.
   * @param onChange called when the reader has left the end or is back.
   */
  constructor(log: HTMLElement, content: HTMLElement, onChange: () => void) {
    this.#log = log;
    this.#onChange = onChange;
    log.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    const sizes = new ResizeObserver(() => this.follow());
    sizes.observe(log);
    sizes.observe(content);
  }

  /** Whether the end is in view and is kept there. */
  get follows(): boolean {
    return this.#follows;
  }

  /** Call after the log has grown. */
  follow(): void {
    if (this.#follows) this.#log.scrollTop = this.#log.scrollHeight;
  }

  goToEnd(): void {
    this.#set(true);
    this.follow();
  }

  /** The reader was brought elsewhere. */
  leave(): void {
    this.#set(restBelow(this.#log) < 1);
  }

  #scrolled(): void {
    const { scrollTop } = this.#log;
    const rest = restBelow(this.#log);
    // What grows moves nothing up, so it alone never ends the following.
    if (scrollTop < this.#last && rest > 1) this.#set(false);
    else if (scrollTop > this.#last && rest < slack) this.#set(true);
    this.#last = scrollTop;
  }

  #set(follows: boolean): void {
    if (follows === this.#follows) return;
    this.#follows = follows;
    this.#onChange();
  }
}
