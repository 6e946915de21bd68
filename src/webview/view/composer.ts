import { html, nothing, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import type { ComposerView } from "../../protocol.ts";
import { loadDraft, post, saveDraft } from "../host.ts";
import { noticeView } from "./notice.ts";
import { passageChips } from "./passages.ts";

/** The part of `vscode-textarea` and `vscode-single-select` that is used here. */
interface Field extends HTMLElement {
  value: string;
}

let field: Field | undefined;
let view: ComposerView | undefined;
let isBusy = false;

/** Where a question is typed: passages, text, model, Send or Stop. */
export function composerView(composer: ComposerView, isRunning: boolean): TemplateResult {
  view = composer;
  isBusy = isRunning;
  const { models, modelKey, passages, notice } = composer;
  return html`<form class="composer" aria-label="Question" @submit=${prevent}>
    ${noticeView(notice)} ${passageChips(passages, true)}
    <vscode-textarea
      ${ref(adopt)}
      .label=${"Message"}
      rows="2"
      resize="none"
      placeholder=${passages.length > 0 ? "What about it?" : "Ask a question"}
      @input=${keepDraft}
      @keydown=${sendOnEnter}
    ></vscode-textarea>
    <div class="controls">
      <vscode-single-select
        .label=${"Model"}
        .value=${modelKey}
        @change=${(event: Event) =>
          post({ type: "chooseModel", modelKey: (event.target as Field).value })}
      >
        ${models.map(
          ({ key, label }) =>
            html`<vscode-option value=${key} ?selected=${key === modelKey}
              >${label}</vscode-option
            >`,
        )}
      </vscode-single-select>
      ${
        isRunning
          ? html`<vscode-button
              icon="debug-stop"
              secondary
              title="Stop (Escape)"
              @click=${() => post({ type: "stop" })}
              >Stop</vscode-button
            >`
          : html`<vscode-button icon="send" title="Send (Enter)" @click=${send}
              >Send</vscode-button
            >`
      }
    </div>
    ${windowMeter(composer)}
  </form>`;
}

/** Puts the cursor into the text; a draft only where none is being typed. */
export function focusComposer(draft: string | undefined): void {
  if (field === undefined) return;
  if (draft !== undefined && field.value.trim() === "") {
    field.value = draft;
    saveDraft(draft);
  }
  field.focus();
}

function adopt(element: Element | undefined): void {
  if (element === undefined || element === field) return;
  field = element as Field;
  field.value = loadDraft();
  // The field grows with its text; its inner element cannot be reached by the page's style sheet.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`textarea {
    field-sizing: content;
    max-height: 40vh;
    padding: 6px 8px;
    line-height: 1.6;
  }`);
  // It has an inside once it is on the page, which is after this call.
  queueMicrotask(() => element.shadowRoot?.adoptedStyleSheets.push(sheet));
}

function keepDraft(): void {
  if (field !== undefined) saveDraft(field.value);
}

/**
 * Enter sends, Shift+Enter breaks the line. While an input method composes, Enter belongs to it;
 * key code 229 says so where the event for the last Enter no longer has `isComposing`.
 */
function sendOnEnter(event: KeyboardEvent): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing newer tells this case
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === "Escape" && isBusy) post({ type: "stop" });
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  send();
}

function send(): void {
  if (field === undefined || view === undefined || isBusy) return;
  const text = field.value.trim();
  if ((text === "" && view.passages.length === 0) || view.modelKey === "") return;
  post({ type: "send", text, modelKey: view.modelKey });
  field.value = "";
  saveDraft("");
}

/** Shown where the model's window is known: how much of it the prompt takes, before it is sent. */
function windowMeter(composer: ComposerView): TemplateResult | typeof nothing {
  const { contextWindow, promptTokens } = composer;
  if (contextWindow === undefined || promptTokens === 0) return nothing;
  const isOver = promptTokens > contextWindow;
  const numbers = `≈${promptTokens.toLocaleString("en-US")} of ${contextWindow.toLocaleString("en-US")} tokens`;
  return html`<p class=${isOver ? "meter over" : "meter"}>
    ${isOver ? `The prompt will not fit: ${numbers}.` : numbers}
  </p>`;
}

function prevent(event: Event): void {
  event.preventDefault();
}
