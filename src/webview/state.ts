import type { HostMessage } from "../protocol/hostMessage.ts";
import type {
  AnswerView,
  ComposerView,
  ExchangeView,
  HistoryItemView,
  HistoryView,
  PanelState,
  SyntaxColors,
} from "../protocol/views.ts";

/** What the text of an answer has grown by since the host told it whole. */
const arrivals = new WeakMap<AnswerView, string[]>();

type Message<Type extends HostMessage["type"]> = Extract<HostMessage, { type: Type }>;

const noComposer: ComposerView = {
  models: [],
  modelKey: "",
  passages: [],
  parameters: [],
  meter: { tokens: 0, isExact: false, reserved: 0 },
};

/**
 * The page's copy of the host's truth. What has not changed is the same object as before, so that
 * views can tell by identity what to draw anew; text that arrives copies one answer, not the rest.
 */
export class PageState {
  #chat: Omit<PanelState, "exchanges"> = {
    conversation: "",
    title: "",
    composer: noComposer,
    draft: "",
    syntax: {},
    renderDepth: 40,
  };
  #exchanges: ExchangeView[] = [];
  #questions: readonly string[] = [];
  #history: HistoryView | undefined;
  #view: "chat" | "history" = "chat";
  #isKnown = false;

  /** Whether the host has told anything yet. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  get conversation(): string {
    return this.#chat.conversation;
  }

  get title(): string {
    return this.#chat.title;
  }

  get composer(): ComposerView {
    return this.#chat.composer;
  }

  /** What was being typed in this conversation when it was opened. */
  get draft(): string {
    return this.#chat.draft;
  }

  get syntax(): SyntaxColors {
    return this.#chat.syntax;
  }

  /** How deep the parts of a reply are drawn in each other. */
  get renderDepth(): number {
    return this.#chat.renderDepth;
  }

  get exchanges(): readonly ExchangeView[] {
    return this.#exchanges;
  }

  /** Texts of the questions, newest last. */
  get questions(): readonly string[] {
    return this.#questions;
  }

  /** Undefined until the host has told it. */
  get history(): HistoryView | undefined {
    return this.#history;
  }

  get view(): "chat" | "history" {
    return this.#view;
  }

  /** The exchange that has a reply on its way, if one has. */
  get running(): ExchangeView | undefined {
    return this.#exchanges.findLast(({ answers }) => answers.some(isRunning));
  }

  /** Shows the history or the conversation. */
  show(view: "chat" | "history"): void {
    this.#view = view;
  }

  /** Shows a title at once; the host's list with it follows. */
  rename(conversation: string, title: string): void {
    if (this.#history === undefined) return;
    const items = this.#history.items.map((item) =>
      item.id === conversation ? { ...item, title } : item,
    );
    this.#history = { ...this.#history, items };
  }

  apply(message: HostMessage): void {
    switch (message.type) {
      case "snapshot": {
        const { exchanges, ...chat } = message.state;
        this.#chat = chat;
        this.#setExchanges(exchanges);
        this.#isKnown = true;
        break;
      }
      case "composer":
        this.#chat = { ...this.#chat, composer: message.composer };
        break;
      case "syntax":
        this.#chat = { ...this.#chat, syntax: message.syntax };
        break;
      case "exchanges":
        this.#chat = { ...this.#chat, title: message.title };
        this.#setExchanges(message.exchanges);
        break;
      case "exchange":
        this.#put(message.exchange);
        break;
      case "delta":
        this.#append(message);
        break;
      case "history":
        this.#history = joined(this.#history, message);
        break;
      case "show":
        this.#view = message.view;
        break;
      case "reveal":
      case "compose":
      case "insertTemplate":
      case "find":
        this.#view = "chat";
        break;
      case "completions":
      case "recalled":
        break;
    }
  }

  #setExchanges(exchanges: readonly ExchangeView[]): void {
    this.#exchanges = [...exchanges];
    this.#questions = exchanges.map(({ question }) => question);
  }

  #put(exchange: ExchangeView): void {
    const index = this.#indexOf(exchange.id);
    if (index < 0) this.#setExchanges([...this.#exchanges, exchange]);
    else this.#exchanges[index] = exchange;
  }

  #append(delta: Message<"delta">): void {
    const index = this.#indexOf(delta.exchange);
    const exchange = this.#exchanges[index];
    const place = exchange?.answers.findIndex(({ id }) => id === delta.answer) ?? -1;
    const answer = exchange?.answers[place];
    if (exchange === undefined || answer === undefined) return;
    const grown: AnswerView = {
      ...answer,
      text: answer.text + delta.text,
      thinking: answer.thinking + delta.thinking,
    };
    const arrived = arrivals.get(answer) ?? [];
    if (delta.text !== "") arrived.push(delta.text);
    arrivals.set(grown, arrived);
    this.#exchanges[index] = { ...exchange, answers: exchange.answers.with(place, grown) };
  }

  /** Searched from the end: what changes is mostly there. */
  #indexOf(id: string): number {
    return this.#exchanges.findLastIndex((exchange) => exchange.id === id);
  }
}

/**
 * The pieces that the text of an answer has grown by since the host told it whole, oldest first;
 * undefined where it has not. While it grows it is the same list: who has drawn some of it need not
 * read the text to know what is new.
 */
export function arrivedPieces(answer: AnswerView): readonly string[] | undefined {
  return arrivals.get(answer);
}

/** Whether the reply that an answer belongs to is on its way. */
export function isRunning({ status }: AnswerView): boolean {
  return status === "waiting" || status === "streaming";
}

/**
 * The history as told, joined to what is known of the same list. More of another search is of no
 * use. A list told anew has only its beginning: what was known behind that stays.
 */
function joined(known: HistoryView | undefined, told: Message<"history">): HistoryView | undefined {
  const { history, append } = told;
  const isSame = known?.query === history.query;
  if (append && isSame) {
    return { ...history, items: [...known.items, ...without(history.items, known.items)] };
  }
  if (append) return known;
  const last = history.items.at(-1);
  if (!isSame || !history.hasMore || last === undefined) return history;
  const tail = without(known.items, history.items).filter(
    ({ id, pinned, updatedAt }) =>
      id !== history.deleted?.id && pinned <= last.pinned && updatedAt < last.updatedAt,
  );
  return { ...history, items: [...history.items, ...tail] };
}

function without(
  items: readonly HistoryItemView[],
  others: readonly HistoryItemView[],
): HistoryItemView[] {
  const ids = new Set(others.map(({ id }) => id));
  return items.filter(({ id }) => !ids.has(id));
}
