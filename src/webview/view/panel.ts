import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { PanelState } from "../../protocol.ts";
import { composerView } from "./composer.ts";
import { exchangeView } from "./exchange.ts";

/** The whole page: the conversation above, the composer below. */
export function panelView(state: PanelState, isRunning: boolean, now: number): TemplateResult {
  const { exchanges, composer } = state;
  return html`
    <div class="log" role="log" aria-label="Conversation" aria-live="off" tabindex="0">
      ${exchanges.length === 0 ? welcome : nothing}
      ${repeat(
        exchanges,
        ({ id }) => id,
        (exchange) => exchangeView(exchange, now),
      )}
    </div>
    ${composerView(composer, isRunning)}
  `;
}

const welcome = html`
  <section class="welcome" aria-label="How to start">
    <vscode-icon name="comment-discussion" size="32" aria-hidden="true"></vscode-icon>
    <h2>Ask about a passage</h2>
    <p>
      Select text in an editor, right-click and choose
      <strong>Ask Tibet model about selection</strong>. Or just type a question below.
    </p>
    <p class="quiet">Nothing is sent before you ask.</p>
  </section>
`;
