import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { ref, type Ref } from "lit/directives/ref.js";
import type { BatchHeadView, BatchRowState } from "../../protocol/batchMessages.ts";
import type { Arrangement } from "./arrangement.ts";
import { numberText, states } from "./words.ts";

export interface FilterParts {
  readonly counts: BatchHeadView["counts"];
  /** How many lines the batch has. */
  readonly total: number;
  /** How many of them are shown. */
  readonly shown: number;
  readonly arrangement: Arrangement;
  readonly field: Ref<HTMLInputElement>;
  readonly choose: (state: BatchRowState | undefined) => void;
  readonly typed: (isComposing: boolean) => void;
  readonly clear: () => void;
}

/** Which lines are shown: by state, and by what their names say. */
export function filterView(parts: FilterParts): TemplateResult {
  const { counts, total, arrangement, choose } = parts;
  const offered = Object.entries(states).filter(
    ([state]) => (counts[state as BatchRowState] ?? 0) > 0 || state === arrangement.state,
  );
  return html`<div class="filter">
    <div class="filter-search search-box">
      <span class="codicon codicon-search" aria-hidden="true"></span>
      <input
        ${ref(parts.field)}
        type="search"
        aria-label=${l10n.t("Search files")}
        placeholder=${l10n.t("Search files")}
        maxlength="200"
        spellcheck="false"
        dir="auto"
        @input=${(event: InputEvent) => parts.typed(event.isComposing)}
        @compositionend=${() => parts.typed(false)}
      />
    </div>
    <div class="chips" role="group" aria-label=${l10n.t("Filter by state")}>
      ${chip(l10n.t("All"), total, arrangement.state === undefined, () => choose(undefined))}
      ${offered.map(([name, { word, icon }]) => {
        const state = name as BatchRowState;
        const isChosen = state === arrangement.state;
        const press = () => choose(isChosen ? undefined : state);
        return chip(word, counts[state] ?? 0, isChosen, press, icon);
      })}
    </div>
  </div>`;
}

function chip(
  word: string,
  count: number,
  isChosen: boolean,
  press: () => void,
  icon?: string,
): TemplateResult {
  return html`<button type="button" class="chip" aria-pressed=${isChosen} @click=${press}>
    ${icon === undefined ? nothing : html`<span class=${`codicon codicon-${icon}`} aria-hidden="true"></span>`}
    ${word} <span class="chip-count">${numberText(count)}</span>
  </button>`;
}

/** Stands under the table where nothing fits. */
export function nothingFits({ shown, total, clear }: FilterParts): TemplateResult | typeof nothing {
  if (shown > 0 || total === 0) return nothing;
  return html`<div class="nothing-fits">
    <p>${l10n.t("No file fits.")}</p>
    <button type="button" class="action is-second" @click=${clear}>${l10n.t("Show all")}</button>
  </div>`;
}
