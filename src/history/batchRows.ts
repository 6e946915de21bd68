import * as l10n from "@vscode/l10n";
import {
  isSettled,
  type Batch,
  type BatchItem,
  type BatchOutput,
  type BatchStage,
  type BatchTemplate,
  type Division,
  type ItemState,
  type PartAnswer,
} from "../core/batch/batch.ts";
import type { Usage } from "../core/reply/reply.ts";
import { positionOf } from "./keys.ts";
import { parametersOf } from "./rows.ts";
import { has, isFlag, isNumber, isOneOf, isText, parsedJson, type Check } from "./soundFields.ts";

/** A row of `batches`. */
export interface BatchRow {
  readonly id: string;
  readonly createdAt: number;
  readonly stage: string;
  readonly title: string;
  readonly root: string;
  readonly output: string;
  readonly models: string;
  readonly templates: string;
}

interface UsageColumns {
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly totalTokens: number | null;
}

/** A row of `batch_items`. */
export interface ItemRow extends UsageColumns {
  readonly key: number;
  readonly id: string;
  readonly state: string;
  readonly template: number;
  readonly estimate: number;
  readonly elapsed: number | null;
  readonly partsDone: number | null;
  readonly partsCount: number | null;
  readonly model: string;
  readonly name: string;
  readonly uri: string;
  readonly output: string | null;
  readonly remark: string | null;
}

/** A row of `batch_parts`. */
export interface PartRow extends UsageColumns {
  readonly part: number;
  readonly terms: string;
  readonly text: string;
}

/** A batch as far as its row is sound. */
export interface ReadBatch {
  readonly batch: Batch;
  readonly stage: BatchStage;
  /** Whether an item with the template can be asked and its answer put somewhere. */
  readonly canRun: (template: number) => boolean;
}

const stages: ReadonlySet<string> = new Set<BatchStage>([
  ...(["running", "paused", "cancelled", "exported"] as const),
]);
const states: ReadonlySet<string> = new Set<ItemState>([
  ...(["waiting", "asking", "answered", "done", "failed", "skipped", "cancelled"] as const),
]);
const damaged = l10n.t("Its entry in the history is damaged.");

/**
 * The batch of a row, undefined where it cannot be told. Where the row is damaged nothing is sent or
 * written by itself.
 */
export function batchOf(row: BatchRow): ReadBatch | undefined {
  if (!isNamedBatch(row)) return undefined;
  const { id, createdAt, title, root } = row;
  const output = parsedJson(row.output);
  const templates = arrayIn(row.templates);
  const isSound = isOutput(output);
  const batch: Batch = {
    ...{ id, title, createdAt, root, templates: templates.map(templateOf) },
    models: arrayIn(row.models).filter((key): key is string => isText(key)),
    output: isSound ? outputOf(output) : { kind: "edits" },
  };
  return {
    ...{ batch, stage: isStage(row.stage) ? row.stage : "paused" },
    canRun: (template) => isSound && isTemplate(templates[template]),
  };
}

/** The item of a row: failed where it says what cannot be, undefined where it cannot be told. */
export function itemOf(row: ItemRow, canRun: ReadBatch["canRun"]): BatchItem | undefined {
  if (!isNamedItem(row)) return undefined;
  const { key, id, uri, name, template, model, estimate } = row;
  const { elapsed, partsDone, partsCount, output, remark } = row;
  const state = stateOf(row.state);
  const isDamaged = state !== row.state || (!isSettled({ state }) && !canRun(template));
  const usage = usageOf(row);
  return {
    ...{ id, position: positionOf(key), uri, name, template, model, estimate },
    state: isDamaged ? "failed" : state,
    ...(isDamaged ? { remark: damaged } : remark === null ? {} : { remark }),
    ...(output === null ? {} : { output }),
    ...(usage === undefined ? {} : { usage }),
    ...(elapsed === null ? {} : { elapsed }),
    ...(partsDone === null || partsCount === null
      ? {}
      : { parts: { done: partsDone, count: partsCount } }),
  };
}

/** What is no state counts as failed. */
export function stateOf(column: string): ItemState {
  return isState(column) ? column : "failed";
}

/** Undefined where the row is damaged. */
export function divisionOf(sourceHash: string, endsColumn: string): Division | undefined {
  const ends = parsedJson(endsColumn);
  return isEnds(ends) ? { sourceHash, ends } : undefined;
}

/** Undefined where the row is damaged. */
export function answerOf(row: PartRow): PartAnswer | undefined {
  if (!isNumber(row.part) || !isText(row.text)) return undefined;
  const usage = usageOf(row);
  return {
    ...{ index: row.part, text: row.text, ...(usage === undefined ? {} : { usage }) },
    terms: arrayIn(row.terms).filter((term): term is string => isText(term)),
  };
}

/** The three columns of a usage, or of none. */
export function usageColumns(usage: Usage | undefined): (number | null)[] {
  return [usage?.promptTokens ?? null, usage?.completionTokens ?? null, usage?.totalTokens ?? null];
}

function usageOf({ promptTokens, completionTokens, totalTokens }: UsageColumns): Usage | undefined {
  if (promptTokens === null || completionTokens === null || totalTokens === null) return undefined;
  return { promptTokens, completionTokens, totalTokens };
}

/** One that says nothing stands for a damaged one, so that the others keep their places. */
function templateOf(value: unknown): BatchTemplate {
  if (!isTemplate(value)) {
    return { name: "", title: "", text: "", parameters: {}, glossary: false };
  }
  const { name, title, text, parameters, glossary } = value;
  return { name, title, text, parameters: parametersOf(parameters), glossary };
}

function outputOf(output: BatchOutput): BatchOutput {
  switch (output.kind) {
    case "beside":
      return { kind: "beside", suffix: output.suffix };
    case "folder":
      return { kind: "folder", folder: output.folder, suffix: output.suffix };
    case "edits":
      return { kind: "edits" };
  }
}

function arrayIn(json: string): readonly unknown[] {
  const value = parsedJson(json);
  return Array.isArray(value) ? (value as unknown[]) : [];
}

const isNamedBatch = has({ id: isText, title: isText, root: isText, createdAt: isNumber });
const isNamedItem = has({
  ...{ id: isText, uri: isText, name: isText, model: isText, state: isText },
  ...{ template: isNumber, estimate: isNumber },
});
const hasTemplateFields = has({ name: isText, title: isText, text: isText, glossary: isFlag });
/** It becomes part of a file's name. */
const isSuffix: Check = (value) => typeof value === "string" && !/[/\\]/u.test(value);
const hasOutputFields: readonly Check[] = [
  // Without a suffix a result would take its source's place.
  has({ kind: isOneOf("beside"), suffix: (value) => value !== "" && isSuffix(value) }),
  has({ kind: isOneOf("folder"), folder: isText, suffix: isSuffix }),
  has({ kind: isOneOf("edits") }),
];

function isTemplate(value: unknown): value is BatchTemplate {
  return hasTemplateFields(value);
}

function isOutput(value: unknown): value is BatchOutput {
  return hasOutputFields.some((check) => check(value));
}

function isStage(value: string): value is BatchStage {
  return stages.has(value);
}

function isState(value: string): value is ItemState {
  return states.has(value);
}

/** Places in a text, each at or behind the one before. */
function isEnds(value: unknown): value is readonly number[] {
  if (!Array.isArray(value)) return false;
  const ends = value as unknown[];
  return ends.every(
    (end, at) => Number.isSafeInteger(end) && (end as number) >= ((ends[at - 1] ?? 0) as number),
  );
}
