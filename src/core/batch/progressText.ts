import * as l10n from "@vscode/l10n";
import { listText } from "../text/listText.ts";
import type { BatchItem, ItemState } from "./batch.ts";
import type { BatchProgress } from "./progress.ts";
import { groupedNumber } from "../text/groupedNumber.ts";

type Counts = Readonly<Partial<Record<ItemState, number>>>;

/** How many items are to be answered, and how many are; what is skipped counts for neither. */
export function tally(counts: Counts): { readonly done: number; readonly total: number } {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const total = all - (counts.skipped ?? 0);
  return { done: (counts.done ?? 0) + (counts.answered ?? 0), total };
}

export function countStates(items: readonly Pick<BatchItem, "state">[]): Counts {
  const counts: Partial<Record<ItemState, number>> = {};
  for (const { state } of items) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** E.g. `138 of 300 · 2 failed · 210 tokens/s · about 4 min left`. */
export function progressText(progress: BatchProgress, now: number): string {
  const { counts } = progress;
  const throughput = progress.throughput(now);
  const remaining = progress.remaining(now);
  return [
    ofTotal(counts),
    ...exceptions(counts),
    ...(throughput === undefined
      ? []
      : [l10n.t("{0} tokens/s", groupedNumber(Math.round(throughput)))]),
    ...(remaining === undefined ? [] : [l10n.t("about {0} left", duration(remaining))]),
  ].join(" · ");
}

/**
 * How a batch ended, as a part of a sentence: `11 answered, 5 skipped`, or `11 of 13 answered, 2
 * failed` where some are not, or `5 answered, to be reviewed` where no answer is in its place yet.
 */
export function resultText(counts: Counts): string {
  const { done, total } = tally(counts);
  const answered = done === total ? groupedNumber(done) : ofTotal(counts);
  return listText([l10n.t("{0} answered", answered), ...review(counts), ...exceptions(counts)]);
}

function review({ answered = 0, done = 0 }: Counts): string[] {
  if (answered === 0) return [];
  return [
    done === 0
      ? l10n.t("to be reviewed")
      : l10n.t("{0} of them to be reviewed", groupedNumber(answered)),
  ];
}

function ofTotal(counts: Counts): string {
  const { done, total } = tally(counts);
  return l10n.t("{done} of {total}", { done: groupedNumber(done), total: groupedNumber(total) });
}

function exceptions(counts: Counts): string[] {
  const { failed = 0, skipped = 0, cancelled = 0 } = counts;
  return [
    ...(failed > 0 ? [l10n.t("{0} failed", groupedNumber(failed))] : []),
    ...(skipped > 0 ? [l10n.t("{0} skipped", groupedNumber(skipped))] : []),
    ...(cancelled > 0 ? [l10n.t("{0} cancelled", groupedNumber(cancelled))] : []),
  ];
}

/** Round enough for an estimate, and never 0. */
function duration(milliseconds: number): string {
  const minutes = milliseconds / 60_000;
  if (minutes < 1) return l10n.t("{0} s", Math.max(5, Math.ceil(minutes * 12) * 5));
  if (minutes < 90) return l10n.t("{0} min", Math.round(minutes));
  return l10n.t("{0} h", (minutes / 60).toFixed(1));
}

/** E.g. `about 1.2 million tokens`. */
export function tokensText(tokens: number): string {
  if (tokens >= 1_000_000) {
    return l10n.t("about {0} million tokens", (tokens / 1_000_000).toFixed(1));
  }
  const step = tokens >= 10_000 ? 1000 : tokens >= 1000 ? 100 : 10;
  return l10n.t("about {0} tokens", groupedNumber(Math.ceil(tokens / step) * step));
}
