import * as l10n from "@vscode/l10n";
import type { ExchangeView } from "../../../protocol/views.ts";
import { DrawQueue } from "./drawQueue.ts";
import { Follower } from "./follow.ts";
import { estimateHeight, type TextSize } from "./placeholder.ts";
import { Row } from "./row.ts";

/** How far outside the view rows are drawn already, in CSS pixels. */
const margin = 1500;
/** How far from the edges of the view a place must be to be seen well, in CSS pixels. */
const margins = { top: 50, bottom: 20 };

/**
 * The exchanges of a conversation, a row each. However long it is, only rows that the reader comes
 * near are drawn with all their parts.
 */
export class ConversationLog {
  /** Scrolls, and holds the list of rows. */
  readonly element = document.createElement("div");
  readonly list = document.createElement("div");
  readonly #redraw: () => void;
  readonly #follower: Follower;
  readonly #queue: DrawQueue;
  readonly #observer: IntersectionObserver;
  readonly #near = new Set<Row>();
  readonly #byElement = new WeakMap<Element, Row>();
  #rows = new Map<string, Row>();
  /** When the conversation was opened, in milliseconds since the epoch. */
  #since = Date.now();

  /** @param redraw called when something has changed that {@link show} draws. */
  constructor(redraw: () => void) {
    const { element, list } = this;
    element.className = "log";
    element.role = "log";
    element.ariaLabel = l10n.t("Conversation");
    element.ariaDescription = l10n.t("Press Alt+F2 to read the last reply as plain text.");
    element.ariaLive = "off";
    element.tabIndex = 0;
    list.className = "exchanges";
    element.append(list);
    this.#redraw = redraw;
    this.#follower = new Follower(element, list, redraw);
    this.#queue = new DrawQueue(element);
    this.#observer = new IntersectionObserver((entries) => this.#neared(entries), {
      root: element,
      rootMargin: `${margin}px 0px`,
    });
    element.addEventListener("keydown", (event) => this.#goByKey(event));
  }

  /** In reading order. */
  get rows(): Row[] {
    return [...this.#rows.values()];
  }

  /** Whether a row is drawn in view or not far from it. */
  isNear(row: Row): boolean {
    return this.#near.has(row);
  }

  /** Whether the end is in view and is kept there. */
  get follows(): boolean {
    return this.#follower.follows;
  }

  /** Another conversation comes: its end is shown. */
  open(): void {
    this.#since = Date.now();
    this.goToEnd();
  }

  /** Replies are drawn in another way from now on: the next {@link show} makes all rows anew. */
  drawAnew(): void {
    for (const row of this.rows) this.#remove(row);
    this.#rows.clear();
  }

  goToEnd(): void {
    this.#follower.goToEnd();
  }

  /** Shows exchanges as they are now; rows that are known keep their elements. */
  show(exchanges: readonly ExchangeView[], now: number): void {
    this.element.hidden = exchanges.length === 0;
    const rows = new Map<string, Row>();
    const fresh: Row[] = [];
    for (const exchange of exchanges) {
      const known = this.#rows.get(exchange.id);
      const row = known ?? this.#create(exchange);
      if (known === undefined) fresh.push(row);
      rows.set(exchange.id, row);
      row.update(exchange, now);
    }
    for (const [id, row] of this.#rows) if (!rows.has(id)) this.#remove(row);
    this.#rows = rows;
    const isRunning = this.rows.some((row) => row.isRunning);
    this.element.classList.toggle("is-running", isRunning);
    if (fresh.length > 0) this.#place(fresh, now);
    // Before the frame: what scrolls in it makes another one.
    this.#follower.follow();
  }

  /** The row that an element is in, if it is in one. */
  rowOf(node: Node): Row | undefined {
    const element = node instanceof Element ? node : node.parentElement;
    return this.#byElement.get(element?.closest(".exchange") ?? this.list);
  }

  /** The row at the upper edge of the view. */
  firstInView(): Row | undefined {
    return this.rows.find(({ element }) => this.isBelowTop(element.getBoundingClientRect()));
  }

  /** Whether some of it is in view or further down. */
  isBelowTop({ bottom }: DOMRect): boolean {
    return bottom > this.element.getBoundingClientRect().top;
  }

  /** Brings a message into view, its beginning to the top; nothing where it is not shown. */
  revealMessage(message: string, now: number): void {
    const row = this.rows.find((each) => each.has(message));
    if (row === undefined) return;
    if (!row.isDrawn) row.draw(now);
    const article = row.articleOf(message);
    this.#bringTo(row, () => article.getBoundingClientRect().top, 8);
    article.classList.add("revealed");
    article.addEventListener("animationend", () => article.classList.remove("revealed"), {
      once: true,
    });
  }

  /** Scrolls no further than needed to show a place of a row that is drawn. */
  revealPlace(row: Row, boxOf: () => DOMRect): void {
    row.element.classList.add("kept");
    const view = this.element.getBoundingClientRect();
    const { top, bottom } = boxOf();
    if (top > view.top + margins.top && bottom < view.bottom - margins.bottom) return;
    this.#bringTo(row, () => boxOf().top, view.height / 3);
  }

  /**
   * Scrolls so that what `topOf` measures stands so far below the upper edge of the view. Rows
   * that come near are drawn, which may move it, so the next frames look again.
   */
  #bringTo(row: Row, topOf: () => number, distance: number): void {
    row.element.classList.add("kept");
    const go = () => {
      const edge = this.element.getBoundingClientRect().top;
      this.element.scrollTop += topOf() - edge - distance;
      this.#follower.leave();
    };
    go();
    requestAnimationFrame(() => {
      go();
      requestAnimationFrame(go);
    });
  }

  #create(exchange: ExchangeView): Row {
    const row = new Row(exchange, this.#since, this.#redraw);
    this.#byElement.set(row.element, row);
    return row;
  }

  #remove(row: Row): void {
    this.#observer.unobserve(row.element);
    this.#near.delete(row);
    row.element.remove();
  }

  /** Puts new rows where they belong; those at the end that is shown are drawn at once. */
  #place(fresh: readonly Row[], now: number): void {
    const size = this.#textSize();
    for (const row of fresh) row.reserve(estimateHeight(row.exchange, size));
    let before: Element | null = null;
    for (const { element } of this.rows.reverse()) {
      if (element.nextElementSibling !== before || element.parentElement !== this.list) {
        this.list.insertBefore(element, before);
      }
      before = element;
    }
    if (this.follows) this.#drawEnd(size, now);
    for (const row of fresh) this.#observer.observe(row.element);
    this.#follower.follow();
  }

  #drawEnd(size: TextSize, now: number): void {
    let room = this.element.clientHeight;
    for (const row of this.rows.reverse()) {
      if (room <= 0) return;
      room -= estimateHeight(row.exchange, size);
      if (!row.isDrawn) row.draw(now);
    }
  }

  #textSize(): TextSize {
    const { fontSize, lineHeight } = getComputedStyle(this.element);
    return {
      width: this.list.clientWidth,
      fontSize: Number.parseFloat(fontSize) || 13,
      lineHeight: Number.parseFloat(lineHeight) || 21,
    };
  }

  #neared(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const row = this.#byElement.get(target);
      if (row === undefined) continue;
      if (isIntersecting) this.#near.add(row);
      else this.#near.delete(row);
      if (isIntersecting) this.#queue.add(row);
      else this.#queue.remove(row);
      if (!isIntersecting) row.element.classList.remove("kept");
    }
    this.#redraw();
  }

  #goByKey(event: KeyboardEvent): void {
    if (event.target instanceof HTMLTextAreaElement || event.defaultPrevented) return;
    if (event.key === "End") this.goToEnd();
    else if (event.key === "Home") this.element.scrollTop = 0;
    else return;
    event.preventDefault();
  }
}
