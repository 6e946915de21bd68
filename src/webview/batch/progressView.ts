import { html, type TemplateResult } from "lit";
import type { BatchHeadView, BatchRowState } from "../../protocol/batchMessages.ts";
import type { RowSums } from "./rowSums.ts";
import { doneText, durationText, numberText, tokensText } from "./words.ts";

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
      .map((state) => `${numberText(countOf(state))} ${state}`),
    ...(left > 0 ? [`${numberText(left)} left`] : []),
    ...(sums.partsDone > 0
      ? [`${numberText(sums.partsDone)} of ${numberText(sums.parts)} parts`]
      : []),
  ];
  return html`
    <div
      class="bar"
      role="progressbar"
      aria-label="Progress"
      aria-valuemin="0"
      aria-valuemax=${total}
      aria-valuenow=${Number((total - left + begun).toFixed(2))}
      aria-valuetext=${facts.join(", ")}
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

function paceOf({ throughput, remaining }: BatchHeadView, { tokens }: RowSums): string[] {
  return [
    ...(tokens.prompt + tokens.completion > 0 ? [`${tokensText(tokens, false)} tokens`] : []),
    ...(throughput === undefined ? [] : [`${numberText(throughput)} tokens/s`]),
    ...(remaining === undefined ? [] : [`about ${durationText(remaining)} left`]),
  ];
}
