import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { numberText } from "../../displayLanguage.ts";
import { isForInputMethod } from "../../inputMethod.ts";
import { toolButton } from "../toolButton.ts";
import type { Finder } from "./finder.ts";

/** Longest text that is looked for, in UTF-16 code units. */
const longestQuery = 1_000;
/** Longest selection that is taken over as what to look for. */
const longestTakenOver = 200;

/** The bar that finds in the conversation, at its top right. */
export class FindBar {
  readonly #finder: Finder;
  readonly #redraw: () => void;
  readonly #field = createRef<HTMLInputElement>();
  #isOpen = false;
  #text = "";
  #matchesCase = false;
  #cameFrom: HTMLElement | undefined;

  constructor(finder: Finder, redraw: () => void) {
    this.#finder = finder;
    this.#redraw = redraw;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Opens it, or goes back into it, with what is selected on the page. */
  open(): void {
    if (!this.#isOpen) {
      const { activeElement } = document;
      this.#cameFrom = activeElement instanceof HTMLElement ? activeElement : undefined;
    }
    const selected = getSelection()?.toString() ?? "";
    const isTaken = /^[^\n]+$/u.test(selected) && selected.length <= longestTakenOver;
    if (isTaken) this.#text = selected;
    if (isTaken || !this.#isOpen) this.#find();
    this.#isOpen = true;
    this.#redraw();
    requestAnimationFrame(() => {
      this.#field.value?.focus();
      this.#field.value?.select();
    });
  }

  /** Closes it; the cursor goes back to where it was, if it is on this page. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#finder.close();
    this.#redraw();
    if (this.#cameFrom?.isConnected === true && document.hasFocus()) this.#cameFrom.focus();
    this.#cameFrom = undefined;
  }

  /**
   * F3 goes on wherever the cursor is, Escape closes it wherever that ends nothing else. True where
   * the key was for this.
   */
  takeKey(event: KeyboardEvent): boolean {
    if (!this.#isOpen || event.defaultPrevented || isForInputMethod(event)) return false;
    if (event.key === "F3") this.#finder.step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape" && !isInForm(event.target)) this.close();
    else return false;
    return true;
  }

  view(): TemplateResult | typeof nothing {
    if (!this.#isOpen) return nothing;
    const { current, total, isWhole } = this.#finder.count;
    const isVain = this.#text !== "" && total === 0 && isWhole;
    return html`<div
      class="find"
      role="search"
      aria-label=${l10n.t("Find in the conversation")}
      @keydown=${(event: KeyboardEvent) => this.#keydown(event)}
    >
      <span class=${isVain ? "find-field vain" : "find-field"}>
        <input
          ${ref(this.#field)}
          type="text"
          aria-label=${l10n.t("Find")}
          placeholder=${l10n.t("Find")}
          maxlength=${longestQuery}
          spellcheck="false"
          .value=${this.#text}
          @input=${(event: InputEvent) => this.#typed(event.isComposing)}
          @compositionend=${() => this.#typed(false)}
        />
        <button
          type="button"
          class="tool"
          aria-label=${l10n.t("Match case")}
          title=${l10n.t("Match case")}
          aria-pressed=${this.#matchesCase ? "true" : "false"}
          @click=${() => this.#toggleCase()}
        >
          <span class="codicon codicon-case-sensitive" aria-hidden="true"></span>
        </button>
      </span>
      <span class="find-count" role="status">${this.#countText(current, total, isWhole)}</span>
      ${this.#stepButton(-1, total)}${this.#stepButton(1, total)} ${this.#closeButton()}
    </div>`;
  }

  #closeButton(): TemplateResult {
    const [label, tip] = [l10n.t("Close"), l10n.t("Close (Escape)")];
    return toolButton({ icon: "close", label, tip, press: () => this.close() });
  }

  #stepButton(direction: 1 | -1, total: number): TemplateResult {
    return toolButton({
      icon: direction > 0 ? "arrow-down" : "arrow-up",
      label: direction > 0 ? l10n.t("Next match") : l10n.t("Previous match"),
      tip: direction > 0 ? l10n.t("Next match (Enter)") : l10n.t("Previous match (Shift+Enter)"),
      class: total === 0 ? "at-limit" : "",
      press: () => this.#finder.step(direction),
    });
  }

  #countText(current: number, total: number, isWhole: boolean): string {
    if (this.#text === "") return "";
    if (total === 0) return isWhole ? l10n.t("No results") : "…";
    const place = current === 0 ? "?" : numberText(current);
    return isWhole
      ? l10n.t("{0} of {1}", place, numberText(total))
      : l10n.t("{0} of {1}…", place, numberText(total));
  }

  /** What an input method has not finished is not looked for. */
  #typed(isComposing: boolean): void {
    const text = this.#field.value?.value ?? "";
    if (isComposing || text === this.#text) return;
    this.#text = text;
    this.#find();
  }

  #toggleCase(): void {
    this.#matchesCase = !this.#matchesCase;
    this.#find();
  }

  #find(): void {
    this.#finder.find({ text: this.#text, matchesCase: this.#matchesCase });
  }

  #keydown(event: KeyboardEvent): void {
    if (isForInputMethod(event)) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.#field.value) {
      this.#finder.step(event.shiftKey ? -1 : 1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function isInForm(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("form") !== null;
}
