import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { welcomeView } from "./welcome.ts";

export interface PanelParts {
  readonly view: "chat" | "history";
  /** Whether nothing has been asked yet. */
  readonly isEmpty: boolean;
  /** Whether there is a model to ask. */
  readonly hasModel: boolean;
  /** The bar that finds in the conversation, where it is open. */
  readonly find: TemplateResult | typeof nothing;
  /** Brings the reader to the end; absent where they are there. */
  readonly jump: { readonly hasNews: boolean; readonly press: () => void } | undefined;
  /** The conversation, which draws itself. */
  readonly log: HTMLElement;
  readonly composer: TemplateResult;
  readonly history: TemplateResult | typeof nothing;
  readonly showHistory: () => void;
}

/** The whole page: the conversation above, the composer below, or the history in their place. */
export function panelView(parts: PanelParts): TemplateResult {
  const { view, isEmpty, find, jump, log, composer, history } = parts;
  return html`
    <div class="chat" ?hidden=${view !== "chat"}>
      <div class="log-frame">
        ${find}${log}${isEmpty ? welcomeView(parts) : nothing}
        ${jump === undefined ? nothing : jumpButton(jump)}
      </div>
      ${composer}
    </div>
    ${history}
  `;
}

function jumpButton({ hasNews, press }: NonNullable<PanelParts["jump"]>): TemplateResult {
  const label = hasNews ? l10n.t("Jump to latest, there is new text") : l10n.t("Jump to latest");
  return html`<button
    type="button"
    class=${hasNews ? "jump has-news" : "jump"}
    aria-label=${label}
    title=${l10n.t("Jump to latest (End)")}
    @click=${press}
  >
    <span class="codicon codicon-arrow-down" aria-hidden="true"></span>
    <span aria-hidden="true">${hasNews ? l10n.t("New text") : l10n.t("Jump to latest")}</span>
  </button>`;
}
