import * as l10n from "@vscode/l10n";
import { nothing, render } from "lit";
import type { BatchRowView } from "../../protocol/batchMessages.ts";
import type { Arrangement, SortKey } from "./arrangement.ts";
import { columnsView } from "./columnsView.ts";
import { GridRow } from "./gridRow.ts";
import { RowLayout } from "./rowLayout.ts";
import type { RowAction } from "./rowView.ts";

/** How far around the view lines are drawn, in CSS pixels. */
const margin = 300;

export interface GridContent {
  /** The lines that are wanted, in order. */
  readonly rows: readonly BatchRowView[];
  readonly columns: { readonly template: boolean; readonly model: boolean };
  readonly arrangement: Arrangement;
  /**
   * What stays in its place whatever happens above it: all that is in view, or only the line that
   * has the cursor where lines change places; nothing where the person wanted another order.
   */
  readonly holds: "view" | "line" | "nothing";
}

/** From which width on there is room for columns, and how much more each optional one takes. */
const leastWidth = 736;
const columnWidth = 130;
/** The same for facts alone, which stand under each other where a line is a card. */
const leastFactsWidth = 450;
const factWidth = 76;

/** A line, and how far it is above the top of the view. */
interface Held {
  readonly id: string;
  readonly offset: number;
}

/**
 * The table of ten thousand lines, of which only those near the view are in the page. One line is at
 * hand: Tab leads to it, keys move it, and it is in the page wherever it stands.
 */
export class BatchGrid {
  readonly element = document.createElement("div");
  readonly #head = document.createElement("div");
  readonly #body = document.createElement("div");
  readonly #probes = [probe("batch-row"), probe("batch-row has-remark")] as const;
  readonly #act: (action: RowAction, id: string) => void;
  readonly #sort: (key: SortKey) => void;
  readonly #drawn = new Map<string, GridRow>();
  #content: GridContent | undefined;
  #places: ReadonlyMap<string, number> = new Map();
  #layout = new RowLayout([]);
  #active = "";
  #frame: number | undefined;

  constructor(act: (action: RowAction, id: string) => void, sort: (key: SortKey) => void) {
    this.#act = act;
    this.#sort = sort;
    this.element.className = "grid";
    this.element.role = "grid";
    this.element.ariaLabel = l10n.t("Files of the batch");
    this.#head.role = "rowgroup";
    this.#head.className = "grid-head";
    this.#body.role = "rowgroup";
    this.#body.className = "grid-body";
    this.element.append(this.#head, this.#body, ...this.#probes);
    this.element.addEventListener("scroll", () => this.#drawSoon(), { passive: true });
    this.#body.addEventListener("pointerdown", (event) => this.#pointed(event));
    this.#body.addEventListener("focusin", (event) => this.#pointed(event));
    this.#body.addEventListener("dblclick", (event) => this.#doubleClicked(event));
    const sizes = new ResizeObserver(() => this.#resized());
    for (const element of [this.element, ...this.#probes]) sizes.observe(element);
  }

  /** The line at hand; undefined where there is none. */
  get active(): BatchRowView | undefined {
    return this.#content?.rows[this.#activeIndex];
  }

  /** Id of the line at hand, also before there are lines. */
  get activeId(): string {
    return this.#active;
  }

  /** Takes the place in the table that a person had. */
  restore(active: string, top: number): void {
    this.#active = active;
    this.element.scrollTop = top;
    this.#draw();
  }

  show(content: GridContent): void {
    const before = this.#content;
    const index = this.#activeIndex;
    const held = this.#held(before, content.holds);
    this.#content = content;
    this.#places = new Map(content.rows.map(({ id }, place) => [id, place]));
    if (!this.#places.has(this.#active) && before !== undefined) {
      // The line that took the place of the one at hand is at hand now.
      this.#active = content.rows[Math.min(index, content.rows.length - 1)]?.id ?? "";
    }
    const { columns, arrangement } = content;
    this.element.classList.toggle("has-templates", columns.template);
    this.element.classList.toggle("has-models", columns.model);
    this.#measure();
    if (content.holds === "nothing") this.element.scrollTop = 0;
    this.#hold(held);
    this.element.ariaRowCount = String(content.rows.length + 1);
    render(columnsView(columns, arrangement, this.#sort), this.#head);
    this.#draw();
  }

  /** Puts the cursor on the line at hand. */
  focus(): void {
    this.#moveTo(this.#activeIndex);
  }

  /** Moves the line at hand by so many lines, as far as there are any. */
  moveBy(lines: number): void {
    this.#moveTo(this.#activeIndex + lines);
  }

  /** @param end 1 for the last line, -1 for the first. */
  moveToEnd(end: 1 | -1): void {
    this.#moveTo(end === 1 ? this.#layout.count - 1 : 0);
  }

  moveByPage(pages: 1 | -1): void {
    const index = this.#activeIndex;
    const target = this.#layout.indexAt(this.#layout.top(index) + pages * this.#viewHeight);
    this.moveBy(target === index ? pages : target - index);
  }

  get #activeIndex(): number {
    return this.#places.get(this.#active) ?? 0;
  }

  /** The height in which lines are seen: the heads of the columns stand above it. */
  get #viewHeight(): number {
    return Math.max(0, this.element.clientHeight - this.#head.offsetHeight);
  }

  #hasCursor(): boolean {
    return this.#body.contains(document.activeElement);
  }

  /** The line that stays where it is: the one with the cursor if it is in view, else the topmost. */
  #held(content: GridContent | undefined, holds: GridContent["holds"]): Held | undefined {
    const { scrollTop } = this.element;
    const active = this.#layout.top(this.#activeIndex);
    const hasCursor =
      this.#hasCursor() && active >= scrollTop && active < scrollTop + this.#viewHeight;
    // Who is at the top wants to see the top.
    if (holds === "nothing" || (!hasCursor && (holds === "line" || scrollTop === 0))) {
      return undefined;
    }
    const index = hasCursor ? this.#activeIndex : this.#layout.indexAt(scrollTop);
    const id = content?.rows[index]?.id;
    return id === undefined ? undefined : { id, offset: scrollTop - this.#layout.top(index) };
  }

  #hold(held: Held | undefined): void {
    const place = held && this.#places.get(held.id);
    if (held === undefined || place === undefined) return;
    this.element.scrollTop = this.#layout.top(place) + held.offset;
  }

  #measure(): void {
    const more = Object.values(this.#content?.columns ?? {}).filter(Boolean).length;
    const width = this.element.clientWidth;
    this.element.classList.toggle("is-cards", width < leastWidth + more * columnWidth);
    this.element.classList.toggle("is-slim", width < leastFactsWidth + more * factWidth);
    const [plain, remarked] = this.#probes.map(({ offsetHeight }) => offsetHeight);
    const heights = this.#content?.rows.map(({ remark }) =>
      Number(remark === undefined ? plain : remarked),
    );
    this.#layout = new RowLayout(heights ?? []);
    this.#body.style.height = `${this.#layout.height}px`;
  }

  #resized(): void {
    const held = this.#held(this.#content, "view");
    this.#measure();
    this.#hold(held);
    this.#draw();
  }

  #drawSoon(): void {
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  /** Draws the lines near the view, and the one at hand. */
  #draw(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    const content = this.#content;
    if (content === undefined) return;
    const hadCursor = this.#hasCursor();
    const { scrollTop, clientHeight } = this.element;
    const wanted = new Set<number>();
    if (this.#layout.count > 0) {
      const last = this.#layout.indexAt(scrollTop + clientHeight + margin);
      const active = this.#activeIndex;
      let index = this.#layout.indexAt(scrollTop - margin);
      if (active < index) wanted.add(active);
      for (; index <= last; index += 1) wanted.add(index);
      wanted.add(active);
    }
    this.#drop(new Set([...wanted].map((index) => content.rows[index]?.id)));
    let next = this.#body.firstElementChild;
    for (const index of wanted) {
      const row = content.rows[index];
      if (row === undefined) continue;
      const { element } = this.#drawRow(row, index, content);
      if (element === next) next = next.nextElementSibling;
      else if (element.isConnected) this.#body.moveBefore(element, next);
      else this.#body.insertBefore(element, next);
    }
    if (hadCursor && !this.#hasCursor()) this.focus();
  }

  #drawRow(row: BatchRowView, index: number, { columns }: GridContent): GridRow {
    const known = this.#drawn.get(row.id) ?? new GridRow(row.id, this.#act);
    this.#drawn.set(row.id, known);
    known.draw(row, columns, index === this.#activeIndex);
    known.place(index, this.#layout.top(index));
    return known;
  }

  #drop(wanted: ReadonlySet<string | undefined>): void {
    for (const [id, { element }] of this.#drawn) {
      if (wanted.has(id)) continue;
      render(nothing, element);
      element.remove();
      this.#drawn.delete(id);
    }
  }

  #moveTo(index: number): void {
    const place = Math.max(0, Math.min(index, this.#layout.count - 1));
    const row = this.#content?.rows[place];
    if (row === undefined) return;
    this.#active = row.id;
    const [top, bottom] = [this.#layout.top(place), this.#layout.top(place + 1)];
    const { scrollTop } = this.element;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (bottom > scrollTop + this.#viewHeight) {
      this.element.scrollTop = bottom - this.#viewHeight;
    }
    this.#draw();
    this.#drawn.get(row.id)?.element.focus({ preventScroll: true });
  }

  #pointed(event: Event): void {
    const id = idOf(event.target);
    if (id === undefined || id === this.#active) return;
    this.#active = id;
    this.#draw();
  }

  #doubleClicked(event: Event): void {
    const row = this.active;
    const isButton = event.target instanceof Element && event.target.closest("button") !== null;
    if (isButton || row === undefined || row.id !== idOf(event.target)) return;
    this.#act(row.hasOutput ? "openOutput" : "openSource", row.id);
  }
}

/** Takes the room of a line, so that its height is known in every width and font. */
function probe(className: string): HTMLElement {
  const element = document.createElement("div");
  element.className = `${className} probe`;
  element.ariaHidden = "true";
  return element;
}

function idOf(target: EventTarget | null): string | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>("[data-item]") : null;
  return row?.dataset["item"];
}
