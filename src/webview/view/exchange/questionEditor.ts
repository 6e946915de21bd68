import * as l10n from "@vscode/l10n";
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
      aria-label=${l10n.t("Question in other words")}
      rows="1"
      lang=${languageFor(control.edited ?? "")}
      .value=${control.edited ?? ""}
      @input=${({ target }: Event) => control.keepEdit((target as HTMLTextAreaElement).value)}
      @keydown=${keydown}
    ></textarea>
    <div class="buttons">
      <vscode-button title=${l10n.t("Ask again (Enter)")} @click=${ask}
        >${l10n.t("Ask again")}</vscode-button
      >
      <vscode-button secondary title=${l10n.t("Cancel (Escape)")} @click=${() => control.endEdit()}
        >${l10n.t("Cancel")}</vscode-button
      >
    </div>
  </form>`;
}
