import { html, nothing, render, type TemplateResult } from "lit";
import { createRef } from "lit/directives/ref.js";
import type { BatchHostMessage, BatchRowState } from "../../protocol/batchMessages.ts";
import { isForInputMethod } from "../inputMethod.ts";
import { holdsCommandKey } from "../view/commandKey.ts";
import { Announcements } from "./announcements.ts";
import { everything, isRestless, sortedBy, type Arrangement } from "./arrangement.ts";
import { BatchGrid } from "./batchGrid.ts";
import { keepStorage, post, readStorage } from "./batchHost.ts";
import { BatchState } from "./batchState.ts";
import { filterView, nothingFits } from "./filterView.ts";
import { takeGridKey } from "./gridKeys.ts";
import { emptyView, headView } from "./headView.ts";
import type { RowAction } from "./rowView.ts";

/** The page of the batches: hears the host, draws what changed at most once a frame. */
export class BatchPage {
  readonly #main: HTMLElement;
  readonly #state = new BatchState();
  readonly #announcements = new Announcements(document.body);
  readonly #field = createRef<HTMLInputElement>();
  readonly #grid: BatchGrid;
  readonly #kept = readStorage();
  #arrangement: Arrangement = this.#kept.arrangement;
  #isArrangedAnew = false;
  #frame: number | undefined;

  /** @param main is filled with the page. */
  constructor(main: HTMLElement) {
    this.#main = main;
    const act = (action: RowAction, id: string) => this.#act(action, id);
    this.#grid = new BatchGrid(act, (key) => this.#arrange(sortedBy(this.#arrangement, key)));
    this.#grid.element.addEventListener("scroll", () => this.#keep(), { passive: true });
    this.#grid.element.addEventListener("focusin", () => this.#keep());
    window.addEventListener("keydown", (event) => this.#keydown(event));
  }

  receive(message: BatchHostMessage): void {
    const before = this.#state.head?.id;
    const isFirst = !this.#state.isKnown;
    this.#state.apply(message);
    // Until now the page had a heading only.
    if (isFirst && message.type === "batch") this.#main.replaceChildren();
    const shown = this.#state.head?.id;
    if (message.type === "batch" && shown !== before) {
      // A batch that is shown again stands as it was left.
      const isBack = isFirst && shown === this.#kept.batch;
      if (!isBack) this.#arrangement = everything;
      this.#draw();
      if (this.#field.value !== undefined) this.#field.value.value = this.#arrangement.search;
      this.#grid.restore(isBack ? this.#kept.active : "", isBack ? this.#kept.top : 0);
      this.#keep();
    }
    this.#redraw();
  }

  #redraw(): void {
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    const { head, batches, columns, sums, isKnown } = this.#state;
    this.#announcements.tell(head);
    if (!isKnown) return;
    if (head === undefined) {
      render(emptyView(), this.#main);
      return;
    }
    const rows = this.#state.arranged(this.#arrangement);
    render(html`${headView(head, batches, sums)}${this.#table(rows.length)}`, this.#main);
    const restless = isRestless(this.#arrangement) ? "line" : "view";
    const holds = this.#isArrangedAnew ? "nothing" : restless;
    this.#isArrangedAnew = false;
    this.#grid.show({ rows, columns, arrangement: this.#arrangement, holds });
  }

  #table(shown: number): TemplateResult | typeof nothing {
    const { head, count } = this.#state;
    if (head === undefined) return nothing;
    const parts = {
      ...{ counts: head.counts, total: count, shown, arrangement: this.#arrangement },
      field: this.#field,
      choose: (state: BatchRowState | undefined) => this.#arrange({ ...this.#arrangement, state }),
      typed: (isComposing: boolean) => this.#typed(isComposing),
      clear: () => this.#showAll(),
    };
    return html`${filterView(parts)}${this.#grid.element}${nothingFits(parts)}`;
  }

  #arrange(arrangement: Arrangement): void {
    this.#arrangement = arrangement;
    this.#isArrangedAnew = true;
    this.#redraw();
    this.#keep();
  }

  /** What an input method has not finished is not searched for. */
  #typed(isComposing: boolean): void {
    const search = this.#field.value?.value ?? "";
    if (isComposing || search === this.#arrangement.search) return;
    this.#arrange({ ...this.#arrangement, search });
  }

  #showAll(): void {
    const field = this.#field.value;
    if (field !== undefined) field.value = "";
    field?.focus();
    this.#arrange({ sort: this.#arrangement.sort, search: "" });
  }

  #act(action: RowAction, item: string): void {
    const batch = this.#state.head?.id;
    if (batch !== undefined) post({ type: action, batch, item });
  }

  #keep(): void {
    keepStorage({
      batch: this.#state.head?.id ?? "",
      arrangement: this.#arrangement,
      active: this.#grid.activeId,
      top: this.#grid.element.scrollTop,
    });
  }

  #keydown(event: KeyboardEvent): void {
    if (isForInputMethod(event)) return;
    const field = this.#field.value;
    const isInField = field !== undefined && event.target === field;
    const isFind = event.key.toLowerCase() === "f" && holdsCommandKey(event) && !event.altKey;
    if (isFind) field?.select();
    else if (isInField && event.key === "ArrowDown") this.#grid.focus();
    else if (isInField && event.key === "Escape" && field.value !== "") {
      field.value = "";
      this.#typed(false);
    } else if (
      isInField ||
      !takeGridKey(event, this.#grid, (action, id) => this.#act(action, id))
    ) {
      return;
    }
    event.preventDefault();
  }
}
