import { html, nothing, type TemplateResult } from "lit";
import type { PassageView } from "../../protocol.ts";
import { post } from "../host.ts";

/** The passages of a question as chips; those still in the composer can be removed. */
export function passageChips(
  passages: readonly PassageView[],
  isRemovable: boolean,
): TemplateResult | typeof nothing {
  if (passages.length === 0) return nothing;
  return html`<ul class="passages" aria-label="Passages">
    ${passages.map((passage) => chip(passage, isRemovable))}
  </ul>`;
}

function chip(passage: PassageView, isRemovable: boolean): TemplateResult {
  const { id, kind, title, text, tokens } = passage;
  return html`<li class="chip">
    <vscode-toolbar-button
      class="chip-name"
      icon=${kind === "file" ? "file" : "list-selection"}
      label=${`Show ${title}`}
      title=${text.length > 600 ? `${text.slice(0, 600)}…` : text}
      @click=${() => post({ type: "showPassage", passage: id })}
    >
      <span class="chip-title">${title}</span>
    </vscode-toolbar-button>
    <span class="chip-tokens" title="Estimated tokens">≈${tokens.toLocaleString("en-US")}</span>
    ${
      isRemovable
        ? html`<vscode-toolbar-button
            icon="close"
            label=${`Remove ${title}`}
            @click=${() => post({ type: "removePassage", passage: id })}
          ></vscode-toolbar-button>`
        : nothing
    }
  </li>`;
}
