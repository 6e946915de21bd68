import { hasStacks, sample } from "../../markdown/languageOf.ts";
import { markLanguage } from "../../textMarks.ts";

/**
 * `<thinking-text>` shows a plain text that grows at its end. Each line has an element of its own, and
 * of those that are there only the last one changes, so that a piece costs what it is long.
 */
export class ThinkingText extends HTMLElement {
  #shown = "";
  #last: { readonly element: HTMLElement; readonly text: Text } | undefined;

  set text(text: string) {
    const whole = text.trim();
    if (!whole.startsWith(this.#shown)) {
      this.replaceChildren();
      this.#last = undefined;
      this.#shown = "";
    }
    const added = whole.slice(this.#shown.length);
    for (const [piece] of added.matchAll(/[^\n]*\n|[^\n]+/gu)) this.#append(piece);
    this.#shown = whole;
  }

  #append(piece: string): void {
    this.#last ??= this.#begin();
    const { element, text } = this.#last;
    const isTold = text.length >= sample;
    text.appendData(piece);
    // The beginning of a line tells its language.
    if (!isTold) markLanguage(element, text.data);
    if (hasStacks(piece)) element.classList.add("has-stacks");
    if (piece.endsWith("\n")) this.#last = undefined;
  }

  #begin() {
    const element = document.createElement("div");
    const text = new Text();
    element.append(text);
    this.append(element);
    return { element, text };
  }
}
