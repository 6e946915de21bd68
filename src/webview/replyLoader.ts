import type { HostMessage } from "../protocol/hostMessage.ts";
import type { ExchangeView } from "../protocol/views.ts";

/**
 * Loads what draws replies when there is one to draw. The message that brings it waits for that, and
 * so does what comes behind it; nothing else does.
 */
export class ReplyLoader {
  readonly #receive: (message: HostMessage) => void;
  readonly #load: () => Promise<void>;
  #isLoading = false;
  #isLoaded = false;
  readonly #held: HostMessage[] = [];

  /** @param load defines the element that draws a reply. */
  constructor(receive: (message: HostMessage) => void, load: () => Promise<void>) {
    this.#receive = receive;
    this.#load = load;
  }

  receive(message: HostMessage): void {
    if (this.#isLoaded) {
      this.#receive(message);
      return;
    }
    if (this.#held.length === 0 && !hasText(message)) {
      this.#receive(message);
      // A reply that is awaited will have some.
      if (exchangesOf(message).some(({ answers }) => answers.length > 0)) this.prepare();
      return;
    }
    this.#held.push(message);
    this.prepare();
  }

  /** There will be a reply to draw. */
  prepare(): void {
    if (this.#isLoading) return;
    this.#isLoading = true;
    void this.#load().finally(() => {
      this.#isLoaded = true;
      for (const message of this.#held.splice(0)) this.#receive(message);
    });
  }
}

function hasText(message: HostMessage): boolean {
  if (message.type === "delta") return message.text !== "";
  return exchangesOf(message).some(({ answers }) => answers.some(({ text }) => text !== ""));
}

function exchangesOf(message: HostMessage): readonly ExchangeView[] {
  switch (message.type) {
    case "snapshot":
      return message.state.exchanges;
    case "exchanges":
      return message.exchanges;
    case "exchange":
      return [message.exchange];
    default:
      return [];
  }
}
