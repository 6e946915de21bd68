import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { Arrangement, SortKey } from "./arrangement.ts";

const titles: Readonly<Record<SortKey, string>> = {
  name: l10n.t("File"),
  template: l10n.t("Template"),
  model: l10n.t("Model"),
  state: l10n.t("State"),
  parts: l10n.t("Parts"),
  tokens: l10n.t("Tokens"),
  elapsed: l10n.t("Time"),
};
const classes: Readonly<Record<SortKey, string>> = {
  name: "cell-name",
  template: "cell-template",
  model: "cell-model",
  state: "cell-state",
  parts: "cell-parts",
  tokens: "cell-tokens",
  elapsed: "cell-time",
};
const keys = Object.keys(titles) as readonly SortKey[];

/** The heads of the columns: a press sorts by one. */
export function columnsView(
  columns: { readonly template: boolean; readonly model: boolean },
  { sort }: Arrangement,
  press: (key: SortKey) => void,
): TemplateResult {
  const shown = keys.filter((key) => (key !== "template" && key !== "model") || columns[key]);
  return html`<div role="row" class="columns" aria-rowindex="1">
    <span class="sort-by" aria-hidden="true">${l10n.t("Sort by")}</span>
    ${shown.map((key) => {
      const direction = sort?.key === key ? (sort.descending ? "descending" : "ascending") : "none";
      return html`<div role="columnheader" class=${classes[key]} aria-sort=${direction}>
        <button type="button" class="column" @click=${() => press(key)}>
          ${titles[key]}${
            direction === "none"
              ? nothing
              : html`<span
                  class=${`codicon codicon-${direction === "ascending" ? "arrow-up" : "arrow-down"}`}
                  aria-hidden="true"
                ></span>`
          }
        </button>
      </div>`;
    })}
    <div role="columnheader" class="cell-actions">
      <span class="for-ears">${l10n.t("Actions")}</span>
    </div>
  </div>`;
}
