import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { BatchRowView } from "../../protocol/batchMessages.ts";
import { shownName, shownText } from "./shownName.ts";
import { durationText, states, tokensText } from "./words.ts";

export type RowAction = "retry" | "openSource" | "openOutput" | "compare";

/** What is done with a line on its own, in words and with a codicon's name. */
const actions: Readonly<
  Record<RowAction, { label: string; icon: string; fits: (row: BatchRowView) => boolean }>
> = {
  retry: { label: l10n.t("Ask again (R)"), icon: "refresh", fits: ({ canRetry }) => canRetry },
  compare: {
    label: l10n.t("Compare source and output"),
    icon: "diff",
    fits: ({ canCompare }) => canCompare,
  },
  openOutput: {
    label: l10n.t("Open output (Enter)"),
    icon: "open-preview",
    fits: ({ hasOutput }) => hasOutput,
  },
  openSource: { label: l10n.t("Open source"), icon: "go-to-file", fits: () => true },
};

export interface RowParts {
  readonly row: BatchRowView;
  readonly columns: { readonly template: boolean; readonly model: boolean };
  /** Whether Tab leads to its buttons. */
  readonly isActive: boolean;
  readonly act: (action: RowAction, id: string) => void;
}

/** The cells of one line. */
export function rowView(parts: RowParts): TemplateResult {
  const { row, columns } = parts;
  const { state, remark, tokens, elapsed } = row;
  const { word, icon } = states[state];
  return html`
    <div role="gridcell" class="cell-name" title=${shownText(row.name)}>
      ${nameView(row.name)}
      ${
        remark === undefined
          ? nothing
          : html`<div class="row-remark" title=${shownText(remark)}>${shownName(remark)}</div>`
      }
    </div>
    <div role="none" class="row-facts">
      ${columns.template ? textCell("cell-template", row.template) : nothing}
      ${columns.model ? textCell("cell-model", row.model) : nothing}
      <div role="gridcell" class=${`cell-state is-${state}`}>
        <span class=${`codicon codicon-${icon}`} aria-hidden="true"></span>${word}
      </div>
      ${factCell("cell-parts", partsText(row))}
      ${factCell("cell-tokens", tokens === undefined ? "" : tokensText(tokens, state === "asking"))}
      ${factCell("cell-time", elapsed === undefined ? "" : durationText(elapsed))}
    </div>
    <div role="gridcell" class="cell-actions">${buttons(parts)}</div>
  `;
}

/** The file's own name first: a long path is cut, not what tells files apart. */
function nameView(name: string): TemplateResult {
  const slash = name.lastIndexOf("/");
  const folder = name.slice(0, Math.max(0, slash));
  return html`<span class="file-name">${shownName(name.slice(slash + 1))}</span
    >${folder === "" ? nothing : html`<span class="file-folder">${shownName(folder)}</span>`}`;
}

function textCell(name: string, text: string): TemplateResult {
  return html`<div role="gridcell" class=${name} title=${shownText(text)}>${shownName(text)}</div>`;
}

function factCell(name: string, text: string): TemplateResult {
  return html`<div role="gridcell" class=${name}>${text}</div>`;
}

/** A file in one piece has nothing to say. */
function partsText({ parts }: BatchRowView): string {
  return parts === undefined || parts.count < 2 ? "" : `${parts.done}/${parts.count}`;
}

function buttons({ row, isActive, act }: RowParts): TemplateResult[] {
  return Object.entries(actions).map(([name, { label, icon, fits }]) =>
    fits(row)
      ? html`<button
          type="button"
          class="tool"
          aria-label=${label}
          title=${label}
          tabindex=${isActive ? 0 : -1}
          @click=${() => act(name as RowAction, row.id)}
        >
          <span class=${`codicon codicon-${icon}`} aria-hidden="true"></span>
        </button>`
      : html`<span class="no-tool"></span>`,
  );
}
