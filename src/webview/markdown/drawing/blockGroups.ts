import type { Place } from "./place.ts";

/** How many blocks stand together. */
const most = 32;

/**
 * The blocks of a reply in groups. With each frame a browser goes through all the boxes in a layer
 * that scroll or cut off, and through all the blocks in a box that grows: each group has a layer of
 * its own, so that a frame costs the same however long the reply is.
 */
export class BlockGroups implements Place {
  readonly #parent: HTMLElement;

  /** @param parent is filled with the groups; what stands behind them, as a list of notes, stays there. */
  constructor(parent: HTMLElement) {
    this.#parent = parent;
  }

  put(element: HTMLElement, last: HTMLElement | undefined): void {
    const open = last?.parentElement;
    if (open && open.childElementCount < most) {
      open.append(element);
      return;
    }
    const group = document.createElement("div");
    group.className = "blocks";
    group.append(element);
    if (open) open.after(group);
    else this.#parent.prepend(group);
  }

  take(last: HTMLElement): void {
    const group = last.parentElement;
    last.remove();
    if (group?.childElementCount === 0) group.remove();
  }
}
