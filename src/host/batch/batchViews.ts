import * as l10n from "@vscode/l10n";
import type { Batch, BatchItem, BatchStage, BatchSummary } from "../../core/batch/batch.ts";
import { outputName, suffixFor } from "../../core/batch/outputName.ts";
import type { BatchProgress } from "../../core/batch/progress.ts";
import {
  batchActions,
  type BatchAction,
  type BatchHeadView,
  type BatchListItem,
  type BatchRowView,
  type BatchStageView,
} from "../../protocol/batchMessages.ts";

type Counts = BatchHeadView["counts"];

/** What the page shows of a batch, from what is known of it. */
export interface ShownParts {
  readonly batch: Batch;
  readonly stage: BatchStage;
  /** Whether it runs in this window. */
  readonly isRunning: boolean;
  readonly progress: Pick<BatchProgress, "counts" | "throughput" | "remaining">;
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
  const stage = stageView(parts, counts, isRunning);
  const isElsewhere = stage === "paused" && parts.stage === "running";
  const notice =
    parts.notice ?? (isElsewhere ? l10n.t("It does not run in this window.") : undefined);
  const pace = stage === "running" && {
    throughput: progress.throughput(now),
    remaining: progress.remaining(now),
  };
  return {
    ...{ id: batch.id, title: batch.title, createdAt: batch.createdAt, stage, counts },
    output: outputText(batch, parts.folder),
    isReviewed: isReviewed(batch),
    actions: actionsOf(stage, counts, batch),
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
    ...{ id, name, state, model: label, canRetry: canRetry(batch, item) },
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
  return {
    ...{ id: batch.id, title: batch.title, createdAt: batch.createdAt },
    // Whether it runs is not known without opening it.
    stage: leftOf(counts, batch) === 0 ? stageView({ batch, stage }, counts, false) : stage,
    ...{ isReviewed: isReviewed(batch), counts },
  };
}

/**
 * Whether a person can have the batch go on: something is open, or was cancelled, and nothing runs
 * that would ask it anyway or is being cancelled.
 */
function canResume(stage: BatchStageView, counts: Counts, batch: Batch): boolean {
  const isBusy = stage === "running" || stage === "cancelling";
  return !isBusy && (leftOf(counts, batch) > 0 || (counts.cancelled ?? 0) > 0);
}

/** A batch is through where nothing is left to ask; one that does not run here is at rest. */
function stageView(
  { batch, stage }: Pick<ShownParts, "batch" | "stage">,
  counts: Counts,
  isRunning: boolean,
): BatchStageView {
  if (isRunning) return underWay[stage];
  if (stage === "cancelled" || leftOf(counts, batch) > 0)
    return stage === "running" ? "paused" : stage;
  // Of what was exported, results are to come.
  if ((counts.cancelled ?? 0) > 0) return stage === "exported" ? stage : "cancelled";
  return "finished";
}

const underWay: Readonly<Record<BatchStage, BatchStageView>> = {
  ...{ running: "running", paused: "pausing", cancelled: "cancelling", exported: "exported" },
};

/** An answer that is not in its file yet can be had anew; elsewhere it is about to be written. */
function canRetry(batch: Batch, { state }: BatchItem): boolean {
  const isAtRest = state === "failed" || state === "skipped" || state === "cancelled";
  return isAtRest || (state === "answered" && isReviewed(batch));
}

function isReviewed({ output }: Batch): boolean {
  return output.kind === "edits";
}

/** What makes sense now. */
function actionsOf(stage: BatchStageView, counts: Counts, batch: Batch): readonly BatchAction[] {
  const has = (state: keyof Counts) => (counts[state] ?? 0) > 0;
  const isAtRest = stage !== "running";
  const isIncomplete = leftOf(counts, batch) > 0 || has("failed") || has("cancelled");
  const makesSense: Readonly<Record<BatchAction, boolean>> = {
    pause: !isAtRest,
    resume: canResume(stage, counts, batch),
    cancel: leftOf(counts, batch) > 0 && stage !== "cancelling" && stage !== "cancelled",
    retryFailed: has("failed") && stage !== "cancelling",
    export: isAtRest && isIncomplete,
    import: isAtRest && isIncomplete,
    report: has("done") || has("answered") || has("failed"),
    applyEdits: isReviewed(batch) && has("answered"),
    remove: isAtRest,
  };
  return batchActions.filter((action) => makesSense[action]);
}

/** Items that the batch goes on with by itself: an answer that nobody reviews is to be written. */
function leftOf(counts: Counts, batch: Batch): number {
  const toWrite = isReviewed(batch) ? 0 : (counts.answered ?? 0);
  return (counts.waiting ?? 0) + (counts.asking ?? 0) + toWrite;
}

function outputText(batch: Batch, folder: string): string {
  if (batch.output.kind === "edits") {
    return l10n.t("Into the files themselves, once you have reviewed them.");
  }
  const name = "name";
  const ending = outputName(name, suffixFor(batch, 0, batch.models[0] ?? "")).slice(name.length);
  const isOne = batch.templates.length === 1 && batch.models.length === 1;
  if (batch.output.kind === "beside") {
    return isOne
      ? l10n.t("Beside each file, with “{0}” before the extension.", ending)
      : l10n.t("Beside each file, with an ending such as “{0}” before the extension.", ending);
  }
  return isOne
    ? l10n.t("Into the folder “{0}”, with “{1}” before the extension.", folder, ending)
    : l10n.t(
        "Into the folder “{0}”, with an ending such as “{1}” before the extension.",
        folder,
        ending,
      );
}
