import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { FitChoice, OverflowView } from "../../protocol/views.ts";

/** What does not fit and the ways to go on, in the flow of the page: nothing else is locked. */
export function overflowView(
  overflow: OverflowView | undefined,
  choose: (choice: FitChoice) => void,
): TemplateResult | typeof nothing {
  if (overflow === undefined) return nothing;
  return html`<section
    class="overflow"
    role="alertdialog"
    aria-label=${l10n.t("The prompt does not fit")}
    aria-describedby="overflow-message"
    tabindex="-1"
  >
    <p id="overflow-message">
      <vscode-icon name="warning" aria-hidden="true"></vscode-icon>${overflow.message}
    </p>
    <div class="fit-choices">
      ${overflow.choices.map(
        ({ id, label, detail }) =>
          html`<button type="button" class="fit-choice" @click=${() => choose(id)}>
            <span class="fit-label">${label}</span>
            ${detail === "" ? nothing : html`<span class="fit-detail">${detail}</span>`}
          </button>`,
      )}
    </div>
  </section>`;
}
