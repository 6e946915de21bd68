import { html, type TemplateResult } from "lit";
import type { BatchHeadView, BatchRowState } from "../../protocol/batchMessages.ts";
import { durationText, numberText, tokensText } from "./words.ts";

/** States as parts of the bar, from its start. */
const parts = ["done", "answered", "failed", "skipped", "cancelled"] as const;

/** A bar, and in words what it shows and how fast it goes. */
export function progressView(head: BatchHeadView): TemplateResult {
  const { counts } = head;
  const countOf = (state: BatchRowState) => counts[state] ?? 0;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const left = countOf("waiting") + countOf("asking");
  const facts = [
    `${numberText(countOf("done"))} of ${numberText(total)} done`,
    ...(["answered", "failed", "skipped", "cancelled"] as const)
      .filter((state) => countOf(state) > 0)
      .map((state) => `${numberText(countOf(state))} ${state}`),
    ...(left > 0 ? [`${numberText(left)} left`] : []),
  ];
  return html`
    <div
      class="bar"
      role="progressbar"
      aria-label="Progress"
      aria-valuemin="0"
      aria-valuemax=${total}
      aria-valuenow=${total - left}
      aria-valuetext=${facts.join(", ")}
    >
      ${parts.map(
        (state) =>
          html`<span class=${`part is-${state}`} .style=${`flex-grow: ${countOf(state)}`}></span>`,
      )}
      <span class="part" .style=${`flex-grow: ${left}`}></span>
    </div>
    <ul class="facts">
      ${[...facts, ...paceOf(head)].map((fact) => html`<li>${fact}</li>`)}
    </ul>
  `;
}

function paceOf({ tokens, throughput, remaining }: BatchHeadView): string[] {
  return [
    ...(tokens.prompt + tokens.completion > 0 ? [`${tokensText(tokens, false)} tokens`] : []),
    ...(throughput === undefined ? [] : [`${numberText(throughput)} tokens/s`]),
    ...(remaining === undefined ? [] : [`about ${durationText(remaining)} left`]),
  ];
}
