import type { TemplateResult } from "lit";
import { createRef } from "lit/directives/ref.js";
import type { HistoryView } from "../../../protocol/views.ts";
import { post } from "../../host.ts";
import { isForInputMethod } from "../../inputMethod.ts";
import type { PageState } from "../../state.ts";
import { HistoryList } from "./historyList.ts";
import { historyView } from "./historyView.ts";
import { ListEnd } from "./listEnd.ts";

/** How long typing must rest before it is searched for, in milliseconds. */
const typingRest = 120;
/** How long a deleted conversation can be brought back, in milliseconds. */
const undoTime = 60_000;

/** The history in place of the conversation. */
export class HistoryPage {
  readonly #state: PageState;
  readonly #redraw: () => void;
  readonly #onClose: () => void;
  readonly #field = createRef<HTMLInputElement>();
  readonly #list: HistoryList;
  readonly #end = new ListEnd(() => this.#askMore());
  #query = "";
  #typing: number | undefined;
  #isMoreAsked = false;
  #deleted: { readonly id: string; readonly until: number } | undefined;

  /**
   * @param redraw asks for {@link HistoryPage.view} soon.
   * @param onClose called when the person has gone back to the conversation.
   */
  constructor(state: PageState, redraw: () => void, onClose: () => void) {
    this.#state = state;
    this.#redraw = redraw;
    this.#onClose = onClose;
    this.#list = new HistoryList(state, redraw);
  }

  /** Shows the whole history with the cursor in its search field. */
  open(): void {
    this.#query = "";
    this.#list.reset();
    this.#state.show("history");
    this.#ask();
    this.#redraw();
    requestAnimationFrame(() => {
      const field = this.#field.value;
      if (field === undefined) return;
      field.value = "";
      field.focus();
    });
  }

  close(): void {
    clearTimeout(this.#typing);
    this.#state.show("chat");
    this.#onClose();
  }

  /** Call when a conversation has come: the page goes to it if it was asked for here. */
  arrived(conversation: string): void {
    if (conversation === this.#list.opening) this.close();
  }

  /** Call when the history has come. */
  receive(): void {
    this.#isMoreAsked = false;
    const deleted = this.#state.history?.deleted;
    if (deleted?.id !== this.#deleted?.id) {
      this.#deleted = deleted && { id: deleted.id, until: Date.now() + undoTime };
      if (deleted !== undefined) window.setTimeout(this.#redraw, undoTime);
    }
    requestAnimationFrame(() => this.#end.look());
  }

  view(): TemplateResult {
    const now = Date.now();
    return historyView({
      ...{ history: this.#state.history, list: this.#list, now, deleted: this.#undoable(now) },
      ...{ field: this.#field, end: this.#end.adopt },
      typed: (isComposing) => this.#typed(isComposing),
      keydown: (event) => this.#keydown(event),
      close: () => this.close(),
    });
  }

  #undoable(now: number): HistoryView["deleted"] {
    return this.#deleted !== undefined && now < this.#deleted.until
      ? this.#state.history?.deleted
      : undefined;
  }

  /** What an input method has not finished is not searched for. */
  #typed(isComposing: boolean): void {
    const query = this.#field.value?.value ?? "";
    if (isComposing || query === this.#query) return;
    this.#query = query;
    clearTimeout(this.#typing);
    this.#typing = window.setTimeout(() => this.#ask(), typingRest);
  }

  #ask(): void {
    clearTimeout(this.#typing);
    this.#isMoreAsked = false;
    post({ type: "history", query: this.#query, more: false });
  }

  #askMore(): void {
    const { history } = this.#state;
    if (this.#isMoreAsked || history?.hasMore !== true || history.query !== this.#query) return;
    this.#isMoreAsked = true;
    post({ type: "history", query: this.#query, more: true });
  }

  #keydown(event: KeyboardEvent): void {
    if (isForInputMethod(event)) return;
    const isInField = event.target === this.#field.value;
    // An open menu closes by itself, also before the cursor has come into it.
    const isMenuOpen = document.querySelector(":popover-open") !== null;
    if (event.key === "Escape" && isMenuOpen) return;
    if (event.key === "Escape") this.close();
    else if (isInField && event.key === "ArrowDown") this.#list.focus();
    else if (isInField && event.key === "Enter") this.#ask();
    else if (isInField || !this.#list.takeKey(event)) return;
    event.preventDefault();
  }
}
