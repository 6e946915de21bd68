import { deltaPause, mostUndrawn } from "../../protocol/deltaPace.ts";
import type { HostMessage } from "../../protocol/hostMessage.ts";

export type Delta = Extract<HostMessage, { type: "delta" }>;

/** Calls after `milliseconds`, unless what it returns is called before. */
export type Delay = (milliseconds: number, callback: () => void) => () => void;

/**
 * Sends the pieces of replies to one page, no faster than it draws them and than a reader needs: the
 * first at once, the next after a pause, and none while the page has too many to draw. What comes
 * meanwhile joins up, so a slow page slows the messages and nothing else.
 */
export class DeltaPacer {
  readonly #post: (delta: Delta) => void;
  readonly #delay: Delay;
  /** By the answer's id, in the order of their first pieces. */
  readonly #pending = new Map<string, { exchange: string; text: string; thinking: string }>();
  #undrawn = 0;
  #endPause: (() => void) | undefined;

  /** @param post sends to a page that is there. */
  constructor(post: (delta: Delta) => void, delay: Delay) {
    this.#post = post;
    this.#delay = delay;
  }

  append({ exchange, answer, text, thinking }: Delta): void {
    const pending = this.#pending.get(answer) ?? { exchange, text: "", thinking: "" };
    pending.text += text;
    pending.thinking += thinking;
    this.#pending.set(answer, pending);
    this.#flush();
  }

  /** The page has drawn so many deltas of those that it got. */
  drawn(count: number): void {
    this.#undrawn = Math.max(0, this.#undrawn - count);
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
    this.#undrawn = 0;
    this.#endPause?.();
    this.#endPause = undefined;
  }

  #flush(): void {
    if (this.#pending.size === 0 || this.#endPause !== undefined) return;
    if (this.#undrawn >= mostUndrawn) return;
    for (const [answer, { exchange, text, thinking }] of this.#pending) {
      this.#undrawn += 1;
      this.#post({ type: "delta", exchange, answer, text, thinking });
    }
    this.#pending.clear();
    this.#endPause = this.#delay(deltaPause, () => {
      this.#endPause = undefined;
      this.#flush();
    });
  }
}
