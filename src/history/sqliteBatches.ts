import type { DatabaseSync } from "node:sqlite";
import type {
  Batch,
  BatchItem,
  BatchStage,
  BatchStore,
  BatchSummary,
  Division,
  PartAnswer,
  StoredBatch,
} from "../core/batch/batch.ts";
import { StoreError } from "../core/conversation/conversationStore.ts";
import { BatchItemTable } from "./batchItemTable.ts";
import { BatchPartTable } from "./batchPartTable.ts";
import { BatchTable } from "./batchTable.ts";
import { guarded } from "./storeErrors.ts";
import { inSnapshot, inTransaction } from "./transaction.ts";

/** Batches in a SQLite database. */
export class SqliteBatches implements BatchStore {
  readonly #database: DatabaseSync;
  readonly #batches: BatchTable;
  readonly #items: BatchItemTable;
  readonly #parts: BatchPartTable;
  readonly #onRemoved: () => void;

  /**
   * @param database one with the latest schema.
   * @param now a clock in milliseconds since the epoch.
   * @param onRemoved called where answers of a removed batch have yet to go.
   */
  constructor(database: DatabaseSync, now: () => number, onRemoved: () => void) {
    this.#database = database;
    this.#batches = new BatchTable(database, now);
    this.#items = new BatchItemTable(database);
    this.#parts = new BatchPartTable(database);
    this.#onRemoved = onRemoved;
  }

  list(limit: number): BatchSummary[] {
    return this.#read(() => this.#batches.list(limit));
  }

  create(batch: Batch, items: readonly BatchItem[]): void {
    this.#change(() => {
      const number = this.#batches.add(batch);
      for (const item of items) this.#items.add(number, item);
    });
  }

  load(id: string): StoredBatch | undefined {
    return this.#read(() => {
      const number = this.#batches.number(id);
      const found = number === undefined ? undefined : this.#batches.read(number);
      if (number === undefined || found === undefined) return undefined;
      const { batch, stage, canRun } = found;
      return { batch, stage, items: this.#items.all(number, canRun) };
    });
  }

  setStage(id: string, stage: BatchStage): void {
    this.#change(() => this.#batches.setStage(id, stage));
  }

  remove(id: string): void {
    this.#change(() => {
      const number = this.#batches.number(id);
      if (number === undefined) return;
      this.#batches.empty(number);
      this.#items.removeAll(number);
      this.#parts.removeDivisions(number);
    });
    this.#onRemoved();
  }

  claim(id: string, runner: string): boolean {
    return this.#change(() => this.#batches.claim(id, runner));
  }

  keepAlive(id: string, runner: string): boolean {
    return this.#change(() => this.#batches.keepAlive(id, runner));
  }

  release(id: string, runner: string): void {
    this.#change(() => this.#batches.release(id, runner));
  }

  saveItem(item: BatchItem): void {
    this.#change(() => this.#items.save(item));
  }

  beginParts(
    item: string,
    division: Division,
  ): { readonly division: Division; readonly answers: readonly PartAnswer[] } {
    return this.#change(() => {
      const key = this.#keyOf(item);
      const before = this.#parts.division(key);
      if (before?.sourceHash === division.sourceHash) {
        const answers = this.#parts.answers(key).filter(({ index }) => isIn(before, index));
        return { division: before, answers };
      }
      this.#parts.divideAnew(key, division);
      return { division, answers: [] };
    });
  }

  savePart(item: string, answer: PartAnswer): void {
    this.#change(() => {
      const key = this.#keyOf(item);
      const division = this.#parts.division(key);
      if (division === undefined || !isIn(division, answer.index)) {
        throw new StoreError("other", "no such part");
      }
      this.#parts.save(key, answer);
    });
  }

  division(item: string): Division | undefined {
    return this.#read(() => {
      const key = this.#items.key(item);
      return key === undefined ? undefined : this.#parts.division(key);
    });
  }

  parts(item: string): readonly PartAnswer[] {
    return this.#read(() => {
      const key = this.#items.key(item);
      return key === undefined ? [] : this.#parts.answers(key);
    });
  }

  #keyOf(item: string): number {
    const key = this.#items.key(item);
    if (key === undefined) throw new StoreError("other", "no such item");
    return key;
  }

  #read<T>(work: () => T): T {
    return guarded(() => inSnapshot(this.#database, work));
  }

  #change<T>(work: () => T): T {
    return guarded(() => inTransaction(this.#database, work));
  }
}

function isIn({ ends }: Division, index: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < ends.length;
}
