import { html, nothing, type TemplateResult } from "lit";
import { toolButton } from "./toolButton.ts";

export interface PanelParts {
  readonly view: "chat" | "history";
  /** Whether nothing has been asked yet. */
  readonly isEmpty: boolean;
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
        ${find}${log}${isEmpty ? welcome(parts) : nothing}
        ${jump === undefined ? nothing : jumpButton(jump)}
      </div>
      ${composer}
    </div>
    ${history}
  `;
}

function jumpButton({ hasNews, press }: NonNullable<PanelParts["jump"]>): TemplateResult {
  const label = hasNews ? "Jump to latest, there is new text" : "Jump to latest";
  return html`<button
    type="button"
    class=${hasNews ? "jump has-news" : "jump"}
    aria-label=${label}
    title="Jump to latest (End)"
    @click=${press}
  >
    <span class="codicon codicon-arrow-down" aria-hidden="true"></span>
    <span aria-hidden="true">${hasNews ? "New text" : "Jump to latest"}</span>
  </button>`;
}

function welcome({ showHistory }: PanelParts): TemplateResult {
  return html`
    <section class="welcome" aria-label="How to start">
      <vscode-icon name="comment-discussion" size="32" aria-hidden="true"></vscode-icon>
      <h2>Ask about a passage</h2>
      <p>
        Select text in an editor, right-click and choose
        <strong>Ask Tibet model about selection</strong>. Or just type a question below.
      </p>
      <p class="quiet">Nothing is sent before you ask.</p>
      ${toolButton({ icon: "history", label: "History", tip: "Earlier conversations", isNamed: true, press: showHistory })}
    </section>
  `;
}
