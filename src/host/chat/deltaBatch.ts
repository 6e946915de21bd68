import type { HostMessage } from "../../protocol/hostMessage.ts";

/** One frame, in milliseconds: a page cannot show more. */
const frame = 16;

/** Gathers the pieces of one reply and posts them at most once a frame, in order. */
export class DeltaBatch {
  readonly #exchange: string;
  readonly #post: (message: HostMessage) => void;
  readonly #pending = new Map<string, { text: string; thinking: string }>();
  #timer: NodeJS.Timeout | undefined;

  constructor(exchange: string, post: (message: HostMessage) => void) {
    this.#exchange = exchange;
    this.#post = post;
  }

  append(answer: string, kind: "text" | "thinking", piece: string): void {
    const pending = this.#pending.get(answer) ?? { text: "", thinking: "" };
    pending[kind] += piece;
    this.#pending.set(answer, pending);
    this.#timer ??= setTimeout(() => this.flush(), frame);
  }

  /** Posts what is pending now. */
  flush(): void {
    const pending = [...this.#pending];
    this.clear();
    for (const [answer, { text, thinking }] of pending) {
      this.#post({ type: "delta", exchange: this.#exchange, answer, text, thinking });
    }
  }

  /** Forgets what is pending, where the whole exchange is about to be posted. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending.clear();
  }
}
