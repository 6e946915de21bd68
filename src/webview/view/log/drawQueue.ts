import type { Row } from "./row.ts";

/** How long drawing may take of a frame, in milliseconds: the rest is for scrolling. */
const budget = 6;

/** Draws rows that the reader comes near, those in view first, without holding up a frame. */
export class DrawQueue {
  readonly #scroller: HTMLElement;
  readonly #waiting = new Set<Row>();
  #isScheduled = false;

  constructor(scroller: HTMLElement) {
    this.#scroller = scroller;
  }

  add(row: Row): void {
    if (row.isDrawn) return;
    this.#waiting.add(row);
    this.#schedule();
  }

  remove(row: Row): void {
    this.#waiting.delete(row);
  }

  #work(): void {
    this.#isScheduled = false;
    const began = performance.now();
    for (const row of this.#nearestFirst()) {
      this.#waiting.delete(row);
      if (!row.isDrawn) row.draw(Date.now());
      if (performance.now() - began > budget) break;
    }
    if (this.#waiting.size > 0) this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => this.#work());
  }

  /** Measured before anything is drawn, so that the page is laid out once. */
  #nearestFirst(): Row[] {
    const { top, bottom } = this.#scroller.getBoundingClientRect();
    const distances = [...this.#waiting].map((row): [Row, number] => {
      const box = row.element.getBoundingClientRect();
      return [row, Math.max(top - box.bottom, box.top - bottom, 0)];
    });
    return distances.sort(([, one], [, other]) => one - other).map(([row]) => row);
  }
}
