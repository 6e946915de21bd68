import { html, type TemplateResult } from "lit";
import { isForInputMethod } from "../../inputMethod.ts";
import { languageFor } from "../../textMarks.ts";
import type { ExchangeControl } from "./exchangeControl.ts";

/** The question in a field that grows with it, in place of the question itself. */
export function questionEditor(control: ExchangeControl): TemplateResult {
  const ask = () => {
    const text = (control.edited ?? "").trim();
    if (text !== "") control.endEdit(text);
  };
  const keydown = (event: KeyboardEvent) => {
    if (isForInputMethod(event)) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      control.endEdit();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      ask();
    }
  };
  return html`<form
    class="question-editor"
    @submit=${(event: Event) => {
      event.preventDefault();
      ask();
    }}
  >
    <textarea
      aria-label="Question in other words"
      rows="1"
      lang=${languageFor(control.edited ?? "")}
      .value=${control.edited ?? ""}
      @input=${({ target }: Event) => control.keepEdit((target as HTMLTextAreaElement).value)}
      @keydown=${keydown}
    ></textarea>
    <div class="buttons">
      <vscode-button title="Ask again (Enter)" @click=${ask}>Ask again</vscode-button>
      <vscode-button secondary title="Cancel (Escape)" @click=${() => control.endEdit()}
        >Cancel</vscode-button
      >
    </div>
  </form>`;
}
