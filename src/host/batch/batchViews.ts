import type { Batch, BatchItem, BatchStage, BatchSummary } from "../../core/batch/batch.ts";
import { outputName, suffixFor } from "../../core/batch/outputName.ts";
import type { BatchProgress } from "../../core/batch/progress.ts";
import {
  batchActions,
  type BatchAction,
  type BatchHeadView,
  type BatchListItem,
  type BatchRowView,
} from "../../protocol/batchMessages.ts";

type Counts = BatchHeadView["counts"];

/** What the page shows of a batch, from what is known of it. */
export interface ShownParts {
  readonly batch: Batch;
  readonly stage: BatchStage;
  /** Whether it runs in this window. */
  readonly isRunning: boolean;
  readonly progress: Pick<BatchProgress, "counts" | "tokens" | "throughput" | "remaining">;
  /** Why it paused by itself. */
  readonly notice: string | undefined;
  /** The folder that results go into, in words. */
  readonly folder: string;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

export function headView(parts: ShownParts): BatchHeadView {
  const { batch, progress, isRunning, now } = parts;
  const counts = { ...progress.counts };
  const stage = stageView(parts.stage, counts, isRunning);
  const isElsewhere = stage === "paused" && parts.stage === "running";
  const notice = parts.notice ?? (isElsewhere ? "It does not run in this window." : undefined);
  const pace = stage === "running" && {
    throughput: progress.throughput(now),
    remaining: progress.remaining(now),
  };
  return {
    ...{ id: batch.id, title: batch.title, createdAt: batch.createdAt, stage, counts },
    output: outputText(batch, parts.folder),
    actions: actionsOf(stage, counts, batch),
    tokens: { ...progress.tokens },
    ...(notice !== undefined && stage !== "finished" && stage !== "running" && { notice }),
    ...(pace && pace.throughput !== undefined && { throughput: pace.throughput }),
    ...(pace && pace.remaining !== undefined && { remaining: pace.remaining }),
  };
}

/**
 * @param label of the item's model.
 * @param streamed tokens of its reply so far, and since when it is asked, in milliseconds ago.
 */
export function rowView(
  batch: Batch,
  item: BatchItem,
  label: string,
  streamed?: { readonly tokens: number; readonly elapsed: number },
): BatchRowView {
  const { id, name, state, remark, parts, usage, output, estimate } = item;
  const isAsking = state === "asking";
  const completion = Math.max(usage?.completionTokens ?? 0, isAsking ? (streamed?.tokens ?? 0) : 0);
  const elapsed = isAsking ? streamed?.elapsed : item.elapsed;
  return {
    ...{ id, name, state, model: label },
    template: batch.templates[item.template]?.title ?? "",
    ...(remark !== undefined && { remark }),
    ...(parts !== undefined && { parts }),
    ...((usage !== undefined || isAsking) && {
      tokens: { prompt: usage?.promptTokens ?? estimate, completion },
    }),
    ...(elapsed !== undefined && { elapsed }),
    hasOutput: output !== undefined || state === "answered" || state === "done",
    canCompare: output !== undefined && output !== item.uri,
  };
}

export function listView({ batch, stage, counts }: BatchSummary): BatchListItem {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return {
    ...{ id: batch.id, title: batch.title, createdAt: batch.createdAt },
    // Whether it runs is not known without opening it.
    stage: leftOf(counts) === 0 ? stageView(stage, counts, false) : stage,
    done: (counts.done ?? 0) + (counts.answered ?? 0),
    total,
  };
}

/** A batch is through where nothing is left to ask; one that does not run here is at rest. */
function stageView(stage: BatchStage, counts: Counts, isRunning: boolean): BatchHeadView["stage"] {
  if (stage === "cancelled" || isRunning) return stage;
  if (leftOf(counts) === 0) return "finished";
  return stage === "running" ? "paused" : stage;
}

/** What makes sense now. */
function actionsOf(
  stage: BatchHeadView["stage"],
  counts: Counts,
  { output }: Batch,
): readonly BatchAction[] {
  const has = (state: keyof Counts) => (counts[state] ?? 0) > 0;
  const isAtRest = stage !== "running";
  const isOpen = leftOf(counts) > 0;
  const makesSense: Readonly<Record<BatchAction, boolean>> = {
    pause: !isAtRest,
    resume: isAtRest && (isOpen || (stage === "cancelled" && has("cancelled"))),
    cancel: stage !== "cancelled" && stage !== "finished",
    retryFailed: has("failed"),
    export: isAtRest && stage !== "cancelled" && (isOpen || has("failed")),
    import: isAtRest && (isOpen || has("failed")),
    report: has("done") || has("answered") || has("failed"),
    applyEdits: output.kind === "edits" && has("answered"),
    remove: isAtRest,
  };
  return batchActions.filter((action) => makesSense[action]);
}

function leftOf(counts: Counts): number {
  return (counts.waiting ?? 0) + (counts.asking ?? 0);
}

function outputText(batch: Batch, folder: string): string {
  if (batch.output.kind === "edits") return "Into the files themselves, once you have reviewed it.";
  const example = outputName("name.md", suffixFor(batch, 0, batch.models[0] ?? ""));
  return batch.output.kind === "beside"
    ? `Beside each file, as in “${example}”.`
    : `Into the folder “${folder}”, as in “${example}”.`;
}
