import type { AnswerView, ExchangeView, HostMessage, PanelState } from "../protocol.ts";

const empty: PanelState = {
  exchanges: [],
  composer: { models: [], modelKey: "", passages: [], promptTokens: 0 },
  syntax: {},
};

/** The page's copy of the host's truth. */
export class PageState {
  #state: PanelState = empty;

  get current(): PanelState {
    return this.#state;
  }

  /** The exchange whose reply is on its way, if one is. */
  get running(): ExchangeView | undefined {
    return this.#state.exchanges.find(isRunning);
  }

  apply(message: HostMessage): void {
    switch (message.type) {
      case "snapshot":
        this.#state = message.state;
        break;
      case "composer":
        this.#state = { ...this.#state, composer: message.composer };
        break;
      case "syntax":
        this.#state = { ...this.#state, syntax: message.syntax };
        break;
      case "exchange":
        this.#put(message.exchange);
        break;
      case "delta":
        this.#append(message);
        break;
      case "compose":
        break;
    }
  }

  #put(exchange: ExchangeView): void {
    const { exchanges } = this.#state;
    const isKnown = exchanges.some(({ id }) => id === exchange.id);
    this.#state = {
      ...this.#state,
      exchanges: isKnown
        ? exchanges.map((known) => (known.id === exchange.id ? exchange : known))
        : [...exchanges, exchange],
    };
  }

  #append(delta: Extract<HostMessage, { type: "delta" }>): void {
    const exchange = this.#state.exchanges.find(({ id }) => id === delta.exchange);
    const answer = exchange?.answers[delta.answer];
    if (exchange === undefined || answer === undefined) return;
    const grown: AnswerView = {
      ...answer,
      text: answer.text + delta.text,
      thinking: answer.thinking + delta.thinking,
    };
    const answers = exchange.answers.with(delta.answer, grown);
    this.#put({ ...exchange, answers });
  }
}

export function isRunning(exchange: ExchangeView): boolean {
  return exchange.status === "waiting" || exchange.status === "streaming";
}
