import type { Span } from "./query.ts";

/** Elements whose text is not shown, or for other uses than reading. */
const unread =
  "button, figcaption, .note-return, [aria-hidden=true], .for-ears, details:not([open])";

/** Elements that are in the middle of a line, besides all those of formulas. */
const inline = new Set("A B CODE DEL EM I INPUT LABEL MARK S SMALL SPAN STRONG SUB SUP".split(" "));

/**
 * The text of an element as it is read, where blocks are lines, and the way back from a place in it
 * to the page. It holds as long as the element is not drawn anew.
 */
export class ShownText {
  readonly text: string;
  readonly #nodes: Text[] = [];
  /** Where each node begins in the text. */
  readonly #starts: number[] = [];

  constructor(root: Element) {
    const parts: string[] = [];
    let length = 0;
    const add = (part: string) => {
      parts.push(part);
      length += part.length;
    };
    const walk = (node: Node): void => {
      if (node instanceof Text) {
        if (node.data === "") return;
        this.#nodes.push(node);
        this.#starts.push(length);
        add(node.data);
      } else if (node instanceof Element && !node.matches(unread)) {
        const isBlock = node instanceof HTMLElement && !inline.has(node.tagName);
        if (isBlock) add("\n");
        for (const child of node.childNodes) walk(child);
        if (isBlock) add("\n");
      }
    };
    for (const child of root.childNodes) walk(child);
    this.text = parts.join("");
  }

  /** The place on the page. It is a range that nothing keeps up when the page changes. */
  rangeOf({ start, end }: Span): StaticRange {
    const [startContainer, startOffset] = this.#placeOf(start, false);
    const [endContainer, endOffset] = this.#placeOf(end, true);
    return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
  }

  /** @param isEnd whether a place between two nodes is the end of the first. */
  #placeOf(offset: number, isEnd: boolean): [Node, number] {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const start = this.#starts[middle] ?? 0;
      if (isEnd ? start < offset : start <= offset) low = middle + 1;
      else high = middle;
    }
    const index = Math.max(0, low - 1);
    const node = this.#nodes[index];
    if (node === undefined) throw new RangeError(`no text at ${offset}`);
    return [node, Math.min(node.length, Math.max(0, offset - (this.#starts[index] ?? 0)))];
  }
}
