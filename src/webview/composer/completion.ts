import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import type { CompletionView } from "../../protocol/views.ts";
import { post } from "../host.ts";
import { classFor, languageFor } from "../textMarks.ts";
import { caretLine } from "./caretLine.ts";
import { floatAt } from "./floating.ts";
import type { MessageField } from "./messageField.ts";
import { findTrigger, type Trigger } from "./trigger.ts";

/** How long typing rests before the host is asked, in milliseconds. */
const rest = 80;

/** What the host found for what was typed. */
interface Offer {
  readonly request: number;
  readonly items: readonly CompletionView[];
}

/** Completes `@` with files and `/` with prompt templates, in a list beside the caret's line. */
export class Completion {
  readonly #field: MessageField;
  readonly #changed: () => void;
  readonly #list = createRef<HTMLElement>();
  #request = 0;
  #timer: number | undefined;
  #trigger: Trigger | undefined;
  #offer: Offer | undefined;
  #active = 0;
  /** Where the sign stands whose list was closed: it stays so until another is typed. */
  #dismissed: number | undefined;
  /** Taken while newer entries were on their way: the host knows only the newest by their names. */
  #wanted: CompletionView | undefined;
  /** What was typed for a template that the host is getting ready. */
  #awaited = "";

  /** @param changed called when the list is to be drawn again. */
  constructor(field: MessageField, changed: () => void) {
    this.#field = field;
    this.#changed = changed;
  }

  /** Something was typed. */
  typed(): void {
    const trigger = this.#find();
    if (trigger === undefined) this.#dismissed = undefined;
    if (trigger === undefined || trigger.start === this.#dismissed) {
      this.#hide();
      return;
    }
    this.#dismissed = undefined;
    if (trigger.start !== this.#trigger?.start) this.#offer = undefined;
    this.#trigger = trigger;
    this.#wanted = undefined;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#ask(trigger), rest);
    this.#changed();
  }

  /** The caret may have left what is being completed. */
  moved(): void {
    const start = this.#trigger?.start;
    if (start !== undefined && this.#find()?.start !== start) this.#hide();
  }

  /** Answers to older requests come too late. */
  receive(request: number, items: readonly CompletionView[]): void {
    if (request !== this.#request || this.#trigger === undefined) return;
    this.#offer = items.length === 0 ? undefined : { request, items };
    this.#active = 0;
    const wanted = items.find(({ label, detail }) => {
      return label === this.#wanted?.label && detail === this.#wanted.detail;
    });
    this.#wanted = undefined;
    this.#take(wanted);
    this.#changed();
  }

  close(): void {
    this.#dismissed = undefined;
    this.#hide();
  }

  /** @returns whether the key was for the list. */
  key({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (this.#offer === undefined || ctrlKey || metaKey || altKey || shiftKey) return false;
    const { length } = this.#offer.items;
    switch (key) {
      case "ArrowDown":
        this.#active = (this.#active + 1) % length;
        break;
      case "ArrowUp":
        this.#active = (this.#active + length - 1) % length;
        break;
      case "Enter":
      case "Tab":
        this.#take(this.#offer.items[this.#active]);
        break;
      case "Escape":
        this.#dismissed = this.#trigger?.start;
        this.#hide();
        break;
      default:
        return false;
    }
    this.#changed();
    return true;
  }

  /** Puts a template's text in the place of what was typed for it. */
  insertTemplate(text: string): void {
    const typed = this.#awaited;
    this.#awaited = "";
    if (typed !== "" && this.#field.text.startsWith(typed)) {
      this.#field.replace(0, typed.length, text);
    } else {
      this.#field.insert(text);
    }
  }

  view(): TemplateResult {
    const items = this.#offer?.items ?? [];
    const label = this.#trigger?.kind === "templates" ? l10n.t("Prompts") : l10n.t("Files");
    return html`<div
        ${ref(this.#list)}
        id="completions"
        class="completions"
        role="listbox"
        aria-label=${label}
        popover="manual"
        @pointerdown=${keepFocus}
      >
        ${items.map((item, index) => this.#option(item, index))}
      </div>
      <div class="for-ears" role="status">${announcement(items.length)}</div>`;
  }

  /** Call after the view is on the page. */
  drawn(): void {
    const list = this.#list.value;
    if (list?.isConnected !== true) return;
    const { element } = this.#field;
    if (this.#offer === undefined) {
      list.hidePopover();
      element.removeAttribute("aria-controls");
      element.ariaActiveDescendantElement = null;
      return;
    }
    floatAt(list, caretLine(element));
    const active = list.children[this.#active];
    element.setAttribute("aria-controls", list.id);
    element.ariaActiveDescendantElement = active ?? null;
    active?.scrollIntoView({ block: "nearest" });
  }

  #option(item: CompletionView, index: number): TemplateResult {
    return html`<div
      id=${`completion-${index}`}
      class="completion"
      role="option"
      aria-selected=${index === this.#active ? "true" : "false"}
      @click=${() => this.#take(item)}
    >
      <vscode-icon name=${item.icon} aria-hidden="true"></vscode-icon>
      <span class=${classFor("completion-label", item.label)} lang=${languageFor(item.label)}
        >${item.label}</span
      >
      ${
        item.detail === ""
          ? nothing
          : html`<span class="completion-detail" title=${item.detail}>${item.detail}</span>`
      }
    </div>`;
  }

  /** A file's name leaves the text, it comes back as a passage; a template's waits for its text. */
  #take(item: CompletionView | undefined): void {
    const trigger = this.#trigger;
    const request = this.#offer?.request;
    if (item === undefined || trigger === undefined || request === undefined) return;
    if (request !== this.#request) {
      this.#wanted = item;
      return;
    }
    const end = trigger.start + 1 + trigger.query.length;
    if (trigger.kind === "files") this.#field.replace(trigger.start, end, "");
    else this.#awaited = this.#field.text.slice(0, end);
    this.close();
    post({ type: "takeCompletion", request, item: item.id });
  }

  #ask({ kind, query }: Trigger): void {
    this.#timer = undefined;
    this.#request += 1;
    post({ type: "complete", request: this.#request, kind, query });
  }

  #find(): Trigger | undefined {
    const { caret, text } = this.#field;
    return caret === undefined ? undefined : findTrigger(text, caret);
  }

  #hide(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#trigger === undefined) return;
    this.#trigger = undefined;
    this.#offer = undefined;
    this.#changed();
  }
}

/** The field keeps the focus, and with it the caret. */
function keepFocus(event: Event): void {
  event.preventDefault();
}

function announcement(count: number): string {
  if (count === 0) return "";
  return count === 1 ? l10n.t("1 suggestion") : l10n.t("{0} suggestions", count);
}
