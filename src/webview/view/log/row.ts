import { render } from "lit";
import type { AnswerView, ExchangeView } from "../../../protocol/views.ts";
import { loadDraft, post, saveDraft } from "../../host.ts";
import { plainTextOf } from "../../markdown/plainText.ts";
import type { ReplyText } from "../../markdown/replyText.ts";
import { isRunning } from "../../state.ts";
import { waitArrived } from "../exchange/countdown.ts";
import { exchangeView } from "../exchange/exchange.ts";
import type { ExchangeControl } from "../exchange/exchangeControl.ts";
import { isThinking } from "../exchange/thinking.ts";
import { isAtEnd } from "./follow.ts";
import { placeholder } from "./placeholder.ts";

/**
 * One exchange in the log. It begins as a placeholder, its bare text, which is cheap; it is drawn
 * with all its parts when the reader comes near, and stays so.
 */
export class Row implements ExchangeControl {
  readonly element = document.createElement("section");
  readonly #redraw: () => void;
  readonly #since: number;
  /** Ids of answers that were seen on their way. */
  readonly #awaited = new Set<string>();
  readonly #thinkingChoices = new Map<string, boolean>();
  #exchange: ExchangeView;
  #shown: ExchangeView | undefined;
  #isDrawn = false;
  #edited: string | undefined;

  /**
   * @param since when its conversation was opened, in milliseconds since the epoch.
   * @param redraw asks for {@link Row.draw} soon.
   */
  constructor(exchange: ExchangeView, since: number, redraw: () => void) {
    this.#exchange = exchange;
    this.#since = since;
    this.#redraw = redraw;
    this.element.className = "exchange";
    this.element.dataset["exchange"] = exchange.id;
    // What was being written when the page was hidden goes on.
    const edited = loadDraft(exchange.id, this.#versions);
    if (edited !== "") this.#edited = edited;
    this.#fill();
  }

  get exchange(): ExchangeView {
    return this.#exchange;
  }

  /** Whether it is drawn with all its parts. */
  get isDrawn(): boolean {
    return this.#isDrawn;
  }

  /** Whether a reply in it is on its way. */
  get isRunning(): boolean {
    return this.#exchange.answers.some(isRunning);
  }

  /** The answer that is shown. */
  get answer(): AnswerView | undefined {
    return this.#exchange.answers[this.#exchange.chosen];
  }

  get edited(): string | undefined {
    return this.#edited;
  }

  /** Takes the exchange as it is now; a drawn row draws what changed. */
  update(exchange: ExchangeView, now: number): void {
    this.#exchange = exchange;
    for (const answer of exchange.answers) {
      if (isRunning(answer)) this.#awaited.add(answer.id);
      if (answer.waiting !== undefined) waitArrived(answer.waiting, now);
    }
    if (this.#isDrawn) {
      if (exchange !== this.#shown || this.isRunning) this.draw(now);
    } else if (exchange !== this.#shown) {
      this.#fill();
    }
  }

  /**
   * Takes so much room until it is drawn, whatever the bare text takes: its height then changes
   * only once.
   *
   * @param height in CSS pixels, about that of the drawn row.
   */
  reserve(height: number): void {
    const { style } = this.element;
    style.containIntrinsicBlockSize = `auto ${height}px`;
    if (!this.#isDrawn) style.blockSize = `${height}px`;
  }

  /** Draws it with all its parts. */
  draw(now: number): void {
    if (!this.#isDrawn) {
      this.element.replaceChildren();
      this.element.style.blockSize = "";
      this.element.classList.add("is-drawn");
    }
    this.#isDrawn = true;
    this.#shown = this.#exchange;
    const follows = this.#followedThinking();
    this.element.classList.toggle("is-running", this.isRunning);
    render(exchangeView(this.#exchange, this, now), this.element);
    if (follows !== undefined) follows.scrollTop = follows.scrollHeight;
  }

  /** The parts in which a person finds something, in reading order; folded ones are none. */
  get texts(): Element[] {
    const parts =
      ".question, .ground[open] .summary-text, .thinking[open] .thinking-text, reply-text";
    return [...this.element.querySelectorAll(parts)];
  }

  /** The article of a message, the question's or an answer's. */
  articleOf(message: string): Element {
    const kind = message === this.#exchange.id ? ".you" : ".reply";
    return this.element.querySelector(`.message${kind}`) ?? this.element;
  }

  /** Whether a message is the question or one of the answers. */
  has(message: string): boolean {
    const { id, answers } = this.#exchange;
    return message === id || answers.some((answer) => answer.id === message);
  }

  isNews({ id, sentAt }: AnswerView): boolean {
    return sentAt >= this.#since || this.#awaited.has(id);
  }

  isThinkingOpen(answer: AnswerView): boolean {
    return this.#thinkingChoices.get(answer.id) ?? isThinking(answer);
  }

  setThinkingOpen(answer: AnswerView, isOpen: boolean): void {
    this.#thinkingChoices.set(answer.id, isOpen);
    this.#changed();
  }

  beginEdit(): void {
    this.keepEdit(this.#exchange.question);
    this.#changed();
    requestAnimationFrame(() => {
      const field = this.element.querySelector("textarea");
      field?.focus();
      field?.setSelectionRange(field.value.length, field.value.length);
    });
  }

  keepEdit(text: string): void {
    this.#edited = text;
    this.#keepDraft(text);
  }

  endEdit(text?: string): void {
    this.#edited = undefined;
    this.#keepDraft("");
    if (text !== undefined) post({ type: "edit", exchange: this.#exchange.id, text });
    this.#changed();
    requestAnimationFrame(() => this.element.querySelector<HTMLElement>(".edit")?.focus());
  }

  shownText(): string {
    const reply = this.#reply;
    if (reply === undefined) return this.answer?.text ?? "";
    reply.drawNow();
    return plainTextOf(reply);
  }

  /** How many versions the question has: an edit that was sent is one more. */
  get #versions(): string {
    return String(this.#exchange.siblings.length);
  }

  #keepDraft(text: string): void {
    saveDraft({ place: this.#exchange.id, text, over: this.#versions });
  }

  get #reply(): ReplyText | undefined {
    return this.element.querySelector<ReplyText>("reply-text") ?? undefined;
  }

  #fill(): void {
    this.#shown = this.#exchange;
    this.element.replaceChildren(...placeholder(this.#exchange));
  }

  #changed(): void {
    this.#shown = undefined;
    this.#redraw();
  }

  /** The thinking that is shown live, where its reader is at its end. */
  #followedThinking(): Element | undefined {
    const live = this.isRunning ? this.element.querySelector(".thinking-text.live") : null;
    return live !== null && isAtEnd(live) ? live : undefined;
  }
}
