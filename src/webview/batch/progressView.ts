import * as l10n from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import type { BatchHeadView, BatchRowState } from "../../protocol/batchMessages.ts";
import { displayLanguage } from "../displayLanguage.ts";
import type { RowSums } from "./rowSums.ts";
import { doneText, durationText, numberText, tokensText } from "./words.ts";

const list = new Intl.ListFormat(displayLanguage, { style: "narrow" });

/** Parts of the bar from its start: states, and what of files under way is answered. */
const parts = ["done", "answered", "begun", "failed", "skipped", "cancelled", "left"] as const;

/**
 * A bar, and in words what it shows and how fast it goes. The answered parts of a long file are so
 * much of the file.
 */
export function progressView(head: BatchHeadView, sums: RowSums): TemplateResult {
  const { counts } = head;
  const countOf = (state: BatchRowState) => counts[state] ?? 0;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const left = countOf("waiting") + countOf("asking");
  const begun = Math.min(left, sums.begun);
  const shares: Record<(typeof parts)[number], number> = {
    ...{ done: countOf("done"), answered: countOf("answered"), failed: countOf("failed") },
    ...{ skipped: countOf("skipped"), cancelled: countOf("cancelled"), begun, left: left - begun },
  };
  const facts = [
    doneText(head),
    ...(["answered", "failed", "skipped", "cancelled"] as const)
      .filter((state) => countOf(state) > 0 && !(state === "answered" && head.isReviewed))
      .map((state) => stateText(state, numberText(countOf(state)))),
    ...(left > 0 ? [l10n.t("{0} left", numberText(left))] : []),
    ...(sums.partsDone > 0
      ? [l10n.t("{0} of {1} parts", numberText(sums.partsDone), numberText(sums.parts))]
      : []),
  ];
  return html`
    <div
      class="bar"
      role="progressbar"
      aria-label=${l10n.t("Progress")}
      aria-valuemin="0"
      aria-valuemax=${total}
      aria-valuenow=${Number((total - left + begun).toFixed(2))}
      aria-valuetext=${list.format(facts)}
    >
      ${parts.map(
        (part) =>
          html`<span class=${`part is-${part}`} .style=${`flex-grow: ${shares[part]}`}></span>`,
      )}
    </div>
    <ul class="facts">
      ${[...facts, ...paceOf(head, sums)].map((fact) => html`<li>${fact}</li>`)}
    </ul>
  `;
}

function stateText(state: "answered" | "failed" | "skipped" | "cancelled", count: string): string {
  switch (state) {
    case "answered":
      return l10n.t("{0} answered", count);
    case "failed":
      return l10n.t("{0} failed", count);
    case "skipped":
      return l10n.t("{0} skipped", count);
    case "cancelled":
      return l10n.t("{0} cancelled", count);
  }
}

function paceOf({ throughput, remaining }: BatchHeadView, { tokens }: RowSums): string[] {
  return [
    ...(tokens.prompt + tokens.completion > 0
      ? [l10n.t("{0} tokens", tokensText(tokens, false))]
      : []),
    ...(throughput === undefined ? [] : [l10n.t("{0} tokens/s", numberText(throughput))]),
    ...(remaining === undefined ? [] : [l10n.t("about {0} left", durationText(remaining))]),
  ];
}
