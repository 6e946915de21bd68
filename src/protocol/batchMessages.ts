/**
 * What the extension host and the page of the batches say to each other. As with the conversations,
 * the host owns the truth: the page says "ready" and gets a snapshot, then changes. What comes from
 * the page is checked by {@link parseBatchPageMessage}.
 */

import { isOfType, name, oneOf, soundMessage, type MessageFields } from "./messageShape.ts";

export const batchActions = [
  "pause",
  "resume",
  "cancel",
  "retryFailed",
  "export",
  "import",
  "report",
  "applyEdits",
  "remove",
] as const;
export type BatchAction = (typeof batchActions)[number];

export type BatchRowState =
  "waiting" | "asking" | "answered" | "done" | "failed" | "skipped" | "cancelled";

/** One line of the table. */
export interface BatchRowView {
  readonly id: string;
  readonly name: string;
  /** Shown where the batch has several. */
  readonly template: string;
  readonly model: string;
  readonly state: BatchRowState;
  /** Whether it can be asked again. */
  readonly canRetry: boolean;
  readonly remark?: string;
  /** E.g. 2 of 5 parts are answered. */
  readonly parts?: { readonly done: number; readonly count: number };
  /** Tokens of prompt and completion; while it is asked `completion` is an estimate. */
  readonly tokens?: { readonly prompt: number; readonly completion: number };
  /** In milliseconds. */
  readonly elapsed?: number;
  /** Whether there is something to open. */
  readonly hasOutput: boolean;
  /** Whether what was written can be laid beside its source. */
  readonly canCompare: boolean;
}

/** While it is pausing or cancelling, requests that were sent before are still under way. */
export type BatchStageView =
  "running" | "pausing" | "paused" | "cancelling" | "cancelled" | "exported" | "finished";

export interface BatchHeadView {
  readonly id: string;
  readonly title: string;
  /** In milliseconds since the epoch. */
  readonly createdAt: number;
  readonly stage: BatchStageView;
  /** Why it paused by itself, or what else the person should know. */
  readonly notice?: string;
  /** Where results go, in words. */
  readonly output: string;
  /** Whether a person reviews answers before they are in their files. */
  readonly isReviewed: boolean;
  readonly actions: readonly BatchAction[];
  readonly counts: Readonly<Partial<Record<BatchRowState, number>>>;
  /** Tokens of completions a second over the last seconds, while it runs. */
  readonly throughput?: number;
  /** Milliseconds that are left, estimated, while it runs. */
  readonly remaining?: number;
}

/** A batch as the page's list of batches has it. */
export interface BatchListItem {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  readonly stage: BatchStageView;
  readonly isReviewed: boolean;
  readonly counts: BatchHeadView["counts"];
}

export type BatchHostMessage =
  /** All of the batch that is shown; undefined where there is none. Rows by position. */
  | {
      readonly type: "batch";
      readonly batches: readonly BatchListItem[];
      readonly head?: BatchHeadView;
      readonly rows: readonly BatchRowView[];
    }
  /** What changed since, at most ten times a second. */
  | {
      readonly type: "changes";
      readonly head: BatchHeadView;
      readonly rows: readonly BatchRowView[];
    }
  /** The list alone, where another batch came, went or changed. */
  | { readonly type: "list"; readonly batches: readonly BatchListItem[] };

const hostTypes: Readonly<Record<BatchHostMessage["type"], true>> = {
  batch: true,
  changes: true,
  list: true,
};

/** Whether it is of a type that the host says; what else is in it, the host answers for. */
export function isBatchHostMessage(value: unknown): value is BatchHostMessage {
  return isOfType(value, hostTypes);
}

/** What a person does names the batch that they saw: another one may be shown by then. */
export type BatchPageMessage =
  | { readonly type: "ready" }
  | { readonly type: "new" }
  | { readonly type: "show"; readonly batch: string }
  | { readonly type: "act"; readonly batch: string; readonly action: BatchAction }
  /** What concerns one line. */
  | {
      readonly type: "retry" | "openSource" | "openOutput" | "compare";
      readonly batch: string;
      readonly item: string;
    };

/** The message if it is one of the closed set with sound fields, else undefined. Never throws. */
export function parseBatchPageMessage(value: unknown): BatchPageMessage | undefined {
  return soundMessage(value, messageFields);
}

const ofItem = { batch: name, item: name };

const messageFields: MessageFields<BatchPageMessage["type"]> = {
  ready: {},
  new: {},
  show: { batch: name },
  act: { batch: name, action: oneOf(...batchActions) },
  retry: ofItem,
  openSource: ofItem,
  openOutput: ofItem,
  compare: ofItem,
};
