import type { DatabaseSync } from "node:sqlite";
import type { Batch, BatchStage, BatchSummary, ItemState } from "../core/batch/batch.ts";
import { batchOf, stateOf, type BatchRow, type ReadBatch } from "./batchRows.ts";
import { longestSilence } from "./messageTable.ts";
import { columnText } from "./rows.ts";
import { prepareAll, type Statements } from "./statements.ts";

type Counts = Partial<Record<ItemState, number>>;

/** Batches without their items. What changes them is called inside a transaction. */
export class BatchTable {
  readonly #now: () => number;
  readonly #statements: Statements<keyof typeof sql>;

  constructor(database: DatabaseSync, now: () => number) {
    this.#statements = prepareAll(database, sql);
    this.#now = now;
  }

  list(limit: number): BatchSummary[] {
    const rows = this.#statements.list.all(limit) as unknown as (BatchRow & { number: number })[];
    return rows.flatMap(({ number, ...row }) => {
      const read = batchOf(row);
      if (read === undefined) return [];
      return [{ batch: read.batch, stage: read.stage, counts: this.#counts(number) }];
    });
  }

  /** Its number among all. */
  number(id: string): number | undefined {
    return this.#statements.number.get(id)?.["number"] as number | undefined;
  }

  read(number: number): ReadBatch | undefined {
    const row = this.#statements.read.get(number);
    return row && batchOf(row as unknown as BatchRow);
  }

  /** @returns its number. */
  add(batch: Batch): number {
    const { id, createdAt, title, root, output, models, templates } = batch;
    const row = this.#statements.add.get(
      ...([id, createdAt, columnText(title), columnText(root)] as const),
      ...([JSON.stringify(output), JSON.stringify(models), JSON.stringify(templates)] as const),
    );
    return row?.["number"] as number;
  }

  setStage(id: string, stage: BatchStage): void {
    this.#statements.setStage.run(stage, id);
  }

  /** Leaves of it only that its answers have yet to go. */
  empty(number: number): void {
    this.#statements.empty.run(number);
    this.#statements.forgetCounts.run(number);
  }

  claim(id: string, runner: string): boolean {
    const now = this.#now();
    // A sign from the future was given before the clock was set back.
    const recent = [now - longestSilence + 1, now + longestSilence] as const;
    return this.#statements.claim.run(runner, now, id, runner, ...recent).changes !== 0;
  }

  keepAlive(id: string, runner: string): boolean {
    return this.#statements.keepAlive.run(this.#now(), id, runner).changes !== 0;
  }

  release(id: string, runner: string): void {
    this.#statements.release.run(id, runner);
  }

  #counts(number: number): Counts {
    const counts: Counts = {};
    const rows = this.#statements.counts.all(number) as { state: string; items: number }[];
    for (const row of rows) {
      const state = stateOf(row.state);
      counts[state] = (counts[state] ?? 0) + row.items;
    }
    return counts;
  }
}

const columns = "id, created_at AS createdAt, stage, title, root, output, models, templates";

const sql = {
  list: `SELECT number, ${columns} FROM batches WHERE id IS NOT NULL
    ORDER BY created_at DESC, number DESC LIMIT ?`,
  counts: "SELECT state, items FROM batch_counts WHERE batch = ? AND items > 0",
  number: "SELECT number FROM batches WHERE id = ?",
  read: `SELECT ${columns} FROM batches WHERE number = ?`,
  add: `INSERT INTO batches(id, created_at, title, root, output, models, templates, stage)
    VALUES(?, ?, ?, ?, ?, ?, ?, 'running') RETURNING number`,
  setStage: "UPDATE batches SET stage = ? WHERE id = ?",
  empty: `UPDATE batches SET id = NULL, runner = NULL, title = '', root = '', output = '',
    models = '', templates = '' WHERE number = ?`,
  forgetCounts: "DELETE FROM batch_counts WHERE batch = ?",
  claim: `UPDATE batches SET runner = ?, seen_at = ? WHERE id = ?
    AND (runner IS NULL OR runner = ? OR (seen_at BETWEEN ? AND ?) IS NOT TRUE)`,
  keepAlive: "UPDATE batches SET seen_at = ? WHERE id = ? AND runner = ?",
  release: "UPDATE batches SET runner = NULL, seen_at = NULL WHERE id = ? AND runner = ?",
};
