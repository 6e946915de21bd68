import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { PassageView } from "../../protocol/views.ts";
import { numberText } from "../displayLanguage.ts";
import { post } from "../host.ts";
import { classFor, languageFor } from "../textMarks.ts";

/** The passages of a question as chips; those still in the composer can be removed. */
export function passageChips(
  passages: readonly PassageView[],
  isRemovable: boolean,
): TemplateResult | typeof nothing {
  if (passages.length === 0) return nothing;
  return html`<ul class="passages" aria-label=${l10n.t("Passages")}>
    ${repeat(
      passages,
      ({ id }) => id,
      (passage) => chip(passage, isRemovable),
    )}
  </ul>`;
}

function chip(passage: PassageView, isRemovable: boolean): TemplateResult {
  const { id, kind, title, preview, tokens, hidden } = passage;
  return html`<li class="chip">
    <button
      type="button"
      class="chip-name"
      aria-label=${l10n.t("Show {0}", title)}
      title=${preview === "" ? title : preview}
      @click=${() => post({ type: "showPassage", passage: id })}
    >
      <span class=${`codicon codicon-${icons[kind]}`} aria-hidden="true"></span>
      <span class=${classFor("chip-title", title)} lang=${languageFor(title)}>${title}</span>
    </button>
    ${hidden === undefined ? nothing : hiddenMark(hidden)}
    <span class="chip-tokens" title=${l10n.t("Estimated tokens")}>≈${numberText(tokens)}</span>
    ${isRemovable ? removeButton(passage) : nothing}
  </li>`;
}

/** Such a text may say something else than it shows. */
function hiddenMark(hidden: string): TemplateResult {
  const label = l10n.t("Hidden in it: {0}", hidden);
  return html`<span
    class="chip-hidden codicon codicon-eye-closed"
    role="img"
    aria-label=${label}
    title=${label}
  ></span>`;
}

function removeButton({ id, title }: PassageView): TemplateResult {
  return html`<button
    type="button"
    class="chip-remove"
    aria-label=${l10n.t("Remove {0}", title)}
    title=${l10n.t("Remove")}
    @click=${() => post({ type: "removePassage", passage: id })}
  >
    <span class="codicon codicon-close" aria-hidden="true"></span>
  </button>`;
}

/** Codicons by what a passage is of. */
const icons: Readonly<Record<PassageView["kind"], string>> = {
  selection: "list-selection",
  file: "file",
  folder: "folder",
  openEditors: "files",
  problems: "warning",
  clipboard: "clippy",
  dropped: "new-file",
};
