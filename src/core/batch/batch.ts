import type { Usage } from "../reply/reply.ts";
import type { RequestParameters } from "../settings/endpoint.ts";

/** A template as it was when the batch was made, so that a later change of it changes no result. */
export interface BatchTemplate {
  readonly name: string;
  readonly title: string;
  /** With `{{language}}` filled in already. */
  readonly text: string;
  readonly parameters: RequestParameters;
  /** Whether parts of a long file share a running list of names and terms: a translation's do. */
  readonly glossary: boolean;
}

/** Where results go. URIs are texts. */
export type BatchOutput =
  /** Beside its source: `notes.md` becomes `notes.zh.md`. */
  | { readonly kind: "beside"; readonly suffix: string }
  /** Into another folder, with the folders between the root and the source. */
  | { readonly kind: "folder"; readonly folder: string; readonly suffix: string }
  /** Into the source itself, through VS Code's refactor preview. Only with one template and model. */
  | { readonly kind: "edits" };

/** Files × templates × models, all of which a person agreed to ask. */
export interface Batch {
  readonly id: string;
  readonly title: string;
  /** In milliseconds since the epoch. */
  readonly createdAt: number;
  /** URI of the folder that holds all sources. */
  readonly root: string;
  readonly templates: readonly BatchTemplate[];
  /** Keys in `tibetChat.models`; where they lead is read from the settings when a request is made. */
  readonly models: readonly string[];
  readonly output: BatchOutput;
}

/** What the person wants of a batch; whether it is through follows from its items. */
export type BatchStage =
  | "running"
  | "paused"
  | "cancelled"
  /** Written as JSONL, to be run elsewhere; no request leaves from here until the person says so. */
  | "exported";

export type ItemState =
  | "waiting"
  /** At least one of its parts was asked. */
  | "asking"
  /** The whole answer is kept; it is not yet where it belongs. */
  | "answered"
  /** The answer is where it belongs. */
  | "done"
  | "failed"
  /** Never asked, for a reason: binary, too large, unreadable, … */
  | "skipped"
  | "cancelled";

/** Whether nothing more happens to an item by itself. */
export function isSettled({ state }: Pick<BatchItem, "state">): boolean {
  return state === "done" || state === "failed" || state === "skipped" || state === "cancelled";
}

/** One file asked with one template and one model. */
export interface BatchItem {
  readonly id: string;
  /** Its place in the batch's order, counted from 0. */
  readonly position: number;
  /** URI of the source. */
  readonly uri: string;
  /** The source's name for people: its path in the workspace. */
  readonly name: string;
  /** Index into the batch's templates. */
  readonly template: number;
  /** Key in `tibetChat.models`. */
  readonly model: string;
  readonly state: ItemState;
  /** Why it was skipped or failed, or what was remarkable, in words for the person. */
  readonly remark?: string;
  /** URI of what was written. */
  readonly output?: string;
  /** Tokens its prompt was estimated at. */
  readonly estimate: number;
  /** Summed over its parts, as the server counted. */
  readonly usage?: Usage;
  /** From its first request to its whole answer, in milliseconds. */
  readonly elapsed?: number;
  readonly parts?: { readonly done: number; readonly count: number };
}

/** How a source was divided when it was first asked; a later try goes on with the same division. */
export interface Division {
  /** Of the source's text; another one makes the answers so far worthless. */
  readonly sourceHash: string;
  /** Where its parts end, in UTF-16 code units from its start; the last one is its length. */
  readonly ends: readonly number[];
}

export interface PartAnswer {
  /** Counted from 0. */
  readonly index: number;
  readonly text: string;
  readonly usage?: Usage;
  /** Names and terms that it settled, a line each: `source = target`. */
  readonly terms: readonly string[];
}

export interface BatchSummary {
  readonly batch: Batch;
  readonly stage: BatchStage;
  /** Items by state. */
  readonly counts: Readonly<Partial<Record<ItemState, number>>>;
}

export interface StoredBatch {
  readonly batch: Batch;
  readonly stage: BatchStage;
  /** By position. */
  readonly items: readonly BatchItem[];
}

/**
 * Keeps batches beside the conversations. Methods are synchronous and throw a `StoreError` where the
 * disk or the file fails; each is one transaction.
 */
export interface BatchStore {
  /** Newest first. */
  list(limit: number): BatchSummary[];
  /**
   * All or nothing. It begins as `running`.
   *
   * @throws StoreError `exists` where an id is taken.
   */
  create(batch: Batch, items: readonly BatchItem[]): void;
  load(id: string): StoredBatch | undefined;
  setStage(id: string, stage: BatchStage): void;
  /** Takes a batch away with all its answers. */
  remove(id: string): void;

  /**
   * Takes the batch for one runner, so that no two windows ask the same. False where another runner
   * has it and gave a sign within the last 10 s.
   */
  claim(id: string, runner: string): boolean;
  /** A sign of life, at least every 3 s; false where the batch was lost to another runner. */
  keepAlive(id: string, runner: string): boolean;
  release(id: string, runner: string): void;

  /**
   * Puts an item in the place of the one with its id; its position stays.
   *
   * @throws StoreError `other` where there is no such item.
   */
  saveItem(item: BatchItem): void;
  /**
   * Keeps how an item's source is divided and returns the answers that are there already. Where its
   * source was another one before, what was answered for that is forgotten.
   */
  beginParts(
    item: string,
    division: Division,
  ): { readonly division: Division; readonly answers: readonly PartAnswer[] };
  /**
   * Keeps an answer; a second one for the same part takes the first one's place.
   *
   * @throws StoreError `other` where the division has no such part.
   */
  savePart(item: string, answer: PartAnswer): void;
  /** As {@link beginParts} kept it; undefined where the item was never begun. Changes nothing. */
  division(item: string): Division | undefined;
  /** Answers by index. */
  parts(item: string): readonly PartAnswer[];
}
