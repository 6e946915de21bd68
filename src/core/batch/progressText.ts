import type { BatchItem, ItemState } from "./batch.ts";
import type { BatchProgress } from "./progress.ts";

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
    ...(throughput === undefined ? [] : [`${grouped(Math.round(throughput))} tokens/s`]),
    ...(remaining === undefined ? [] : [`about ${duration(remaining)} left`]),
  ].join(" · ");
}

/**
 * How a batch ended, as a part of a sentence: `11 answered, 5 skipped`, or `11 of 13 answered, 2
 * failed` where some are not, or `5 answered, to be reviewed` where no answer is in its place yet.
 */
export function resultText(counts: Counts): string {
  const { done, total } = tally(counts);
  const answered = done === total ? grouped(done) : ofTotal(counts);
  return [`${answered} answered`, ...review(counts), ...exceptions(counts)].join(", ");
}

function review({ answered = 0, done = 0 }: Counts): string[] {
  if (answered === 0) return [];
  return [done === 0 ? "to be reviewed" : `${grouped(answered)} of them to be reviewed`];
}

function ofTotal(counts: Counts): string {
  const { done, total } = tally(counts);
  return `${grouped(done)} of ${grouped(total)}`;
}

function exceptions(counts: Counts): string[] {
  return (["failed", "skipped", "cancelled"] as const)
    .map((state) => [state, counts[state] ?? 0] as const)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${grouped(count)} ${state}`);
}

/** Round enough for an estimate, and never 0. */
function duration(milliseconds: number): string {
  const minutes = milliseconds / 60_000;
  if (minutes < 1) return `${Math.max(5, Math.ceil(minutes * 12) * 5)} s`;
  if (minutes < 90) return `${Math.round(minutes)} min`;
  return `${(minutes / 60).toFixed(1)} h`;
}

/** E.g. `about 1.2 million tokens`. */
export function tokensText(tokens: number): string {
  if (tokens >= 1_000_000) return `about ${(tokens / 1_000_000).toFixed(1)} million tokens`;
  const step = tokens >= 10_000 ? 1000 : tokens >= 1000 ? 100 : 10;
  return `about ${grouped(Math.ceil(tokens / step) * step)} tokens`;
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
