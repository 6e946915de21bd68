import type { HostMessage } from "../../protocol/hostMessage.ts";

export type Delta = Extract<HostMessage, { type: "delta" }>;

/**
 * Sends the pieces of replies to one page, no faster than it draws them: the first at once, the next
 * when the page has drawn what it got. What comes meanwhile joins up, so a slow page slows the
 * messages and nothing else.
 */
export class DeltaPacer {
  readonly #post: (delta: Delta) => void;
  /** By the answer's id, in the order of their first pieces. */
  readonly #pending = new Map<string, { exchange: string; text: string; thinking: string }>();
  #isDrawing = false;

  /** @param post sends to a page that is there. */
  constructor(post: (delta: Delta) => void) {
    this.#post = post;
  }

  append({ exchange, answer, text, thinking }: Delta): void {
    const pending = this.#pending.get(answer) ?? { exchange, text: "", thinking: "" };
    pending.text += text;
    pending.thinking += thinking;
    this.#pending.set(answer, pending);
    if (!this.#isDrawing) this.#flush();
  }

  /** The page has drawn all that it got. */
  drawn(): void {
    this.#isDrawing = false;
    this.#flush();
  }

  /** Forgets what is pending for an exchange, or for all: the page is about to get the whole. */
  forget(exchange?: string): void {
    for (const [answer, pending] of this.#pending) {
      if (exchange === undefined || pending.exchange === exchange) this.#pending.delete(answer);
    }
  }

  /** Another page, or the same one anew, which owes no answer. */
  restart(): void {
    this.#pending.clear();
    this.#isDrawing = false;
  }

  #flush(): void {
    for (const [answer, { exchange, text, thinking }] of this.#pending) {
      this.#isDrawing = true;
      this.#post({ type: "delta", exchange, answer, text, thinking });
    }
    this.#pending.clear();
  }
}
