import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { BatchAction, BatchHeadView, BatchListItem } from "../../protocol/batchMessages.ts";
import { toolButton } from "../view/toolButton.ts";
import { post } from "./batchHost.ts";
import { progressView } from "./progressView.ts";
import type { RowSums } from "./rowSums.ts";
import { shownName, shownText } from "./shownName.ts";
import { doneText, stages } from "./words.ts";

/** What is done with a batch as a whole, in the order of its buttons. */
const actions: Readonly<
  Record<BatchAction, { label: string; icon: string; rank: "first" | "second" | "quiet" }>
> = {
  pause: { label: l10n.t("Pause"), icon: "debug-pause", rank: "first" },
  resume: { label: l10n.t("Resume"), icon: "play", rank: "first" },
  applyEdits: { label: l10n.t("Review edits…"), icon: "diff", rank: "first" },
  retryFailed: { label: l10n.t("Retry failed"), icon: "refresh", rank: "second" },
  import: { label: l10n.t("Import results…"), icon: "desktop-download", rank: "quiet" },
  export: { label: l10n.t("Export as JSONL…"), icon: "export", rank: "quiet" },
  report: { label: l10n.t("Report…"), icon: "file-text", rank: "quiet" },
  cancel: { label: l10n.t("Cancel"), icon: "circle-slash", rank: "quiet" },
  remove: { label: l10n.t("Remove…"), icon: "trash", rank: "quiet" },
};

/** The batch as a whole: what it is, how far it is, what can be done. */
export function headView(
  head: BatchHeadView,
  batches: readonly BatchListItem[],
  sums: RowSums,
): TemplateResult {
  const { stage, notice } = head;
  return html`<header class="batch-head">
    <div class="batch-title">
      <div class="batch-name">
        <h1 title=${shownText(head.title)}>${shownName(head.title)}</h1>
        <span class=${`stage is-${stage}`}>
          <span class=${`codicon codicon-${stages[stage].icon}`} aria-hidden="true"></span
          >${stages[stage].word}
        </span>
      </div>
      ${batches.length > 1 ? switcher(head, batches) : nothing}
      ${toolButton({
        icon: "add",
        label: l10n.t("Run a batch on files…"),
        isNamed: true,
        press: () => post({ type: "new" }),
      })}
    </div>
    <p class="quiet">${shownName(head.output)}</p>
    ${
      notice === undefined
        ? nothing
        : html`<div class="batch-notice">
            <span class="codicon codicon-warning" aria-hidden="true"></span>
            <p>${shownName(notice)}</p>
          </div>`
    }
    ${progressView(head, sums)}
    <div class="batch-actions" role="group" aria-label=${l10n.t("What can be done")}>
      ${repeat(
        Object.entries(actions).filter(([name]) => head.actions.includes(name as BatchAction)),
        // Pause and Resume are one button: the cursor stays on it.
        ([name]) => (name === "pause" || name === "resume" ? "run" : name),
        ([name]) => actionButton(name as BatchAction, head),
      )}
    </div>
  </header>`;
}

function actionButton(action: BatchAction, { id, stage }: BatchHeadView): TemplateResult {
  const { icon, rank } = actions[action];
  const isHere = action === "resume" && stage === "exported";
  const label = isHere ? l10n.t("Run here") : actions[action].label;
  return html`<button
    type="button"
    class=${`action is-${rank}`}
    @click=${() => post({ type: "act", batch: id, action })}
  >
    <span class=${`codicon codicon-${icon}`} aria-hidden="true"></span>${label}
  </button>`;
}

function switcher({ id }: BatchHeadView, batches: readonly BatchListItem[]): TemplateResult {
  return html`<select
    class="switcher"
    aria-label=${l10n.t("Shown batch")}
    .value=${id}
    @change=${(event: Event) => {
      const select = event.currentTarget as HTMLSelectElement;
      post({ type: "show", batch: select.value });
      // The host decides what is shown.
      select.value = id;
    }}
  >
    ${repeat(
      batches,
      (batch) => batch.id,
      (batch) =>
        html`<option value=${batch.id} ?selected=${batch.id === id}>${listText(batch)}</option>`,
    )}
  </select>`;
}

function listText(batch: BatchListItem): string {
  return `${shownText(batch.title)} · ${doneText(batch)} · ${stages[batch.stage].word}`;
}

/** The page where nothing was asked yet. */
export function emptyView(): TemplateResult {
  return html`<section class="batch-empty" aria-label=${l10n.t("How to start")}>
    <span class="codicon codicon-checklist" aria-hidden="true"></span>
    <h1>${l10n.t("No batches yet")}</h1>
    <p>
      ${l10n.t(
        "Ask the same about many files at once, for example a translation of a whole folder. What comes back is written beside the files, into a folder, or as edits that you review.",
      )}
    </p>
    <p class="quiet">${l10n.t("Nothing is sent before you have seen how much it is.")}</p>
    <button type="button" class="action is-first" @click=${() => post({ type: "new" })}>
      ${l10n.t("Run a batch on files…")}
    </button>
  </section>`;
}
