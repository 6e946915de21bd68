import type { DatabaseSync } from "node:sqlite";
import type { BatchItem } from "../core/batch/batch.ts";
import { StoreError } from "../core/conversation/conversationStore.ts";
import { itemOf, usageColumns, type ItemRow, type ReadBatch } from "./batchRows.ts";
import { isPosition, itemKey } from "./keys.ts";
import { columnText } from "./rows.ts";
import { prepareAll, type Statements } from "./statements.ts";

/** The items of all batches, without answers. What changes them is called inside a transaction. */
export class BatchItemTable {
  readonly #statements: Statements<keyof typeof sql>;

  constructor(database: DatabaseSync) {
    this.#statements = prepareAll(database, sql);
  }

  /** By position. @param batch its number. */
  all(batch: number, canRun: ReadBatch["canRun"]): BatchItem[] {
    const rows = this.#statements.all.all(...rangeOf(batch)) as unknown as ItemRow[];
    return rows.map((row) => itemOf(row, canRun)).filter((item) => item !== undefined);
  }

  key(id: string): number | undefined {
    return this.#statements.key.get(id)?.["key"] as number | undefined;
  }

  add(batch: number, item: BatchItem): void {
    if (!isPosition(item.position)) throw new StoreError("other", "no position of an item");
    const key = itemKey(batch, item.position);
    this.#statements.add.run(...valuesOf(item), key, item.id);
  }

  /** Changes all of it but its place. */
  save(item: BatchItem): void {
    const { changes } = this.#statements.save.run(...valuesOf(item), item.id, item.position);
    if (changes === 0) throw new StoreError("other", "no such item at its position");
  }

  /** @param batch its number. */
  removeAll(batch: number): void {
    this.#statements.removeAll.run(...rangeOf(batch));
  }
}

function rangeOf(batch: number): [number, number] {
  return [itemKey(batch, 0), itemKey(batch + 1, 0)];
}

function valuesOf(item: BatchItem): (string | number | null)[] {
  const { state, template, estimate, elapsed, usage, parts, model, name, uri } = item;
  const { output, remark } = item;
  return [
    ...[state, template, estimate, elapsed ?? null, ...usageColumns(usage)],
    ...[parts?.done ?? null, parts?.count ?? null],
    ...[columnText(model), columnText(name), columnText(uri)],
    ...[output, remark].map((text) => (text === undefined ? null : columnText(text))),
  ];
}

const changed = [
  ...["state", "template", "estimate", "elapsed"],
  ...["prompt_tokens", "completion_tokens", "total_tokens", "parts_done", "parts_count"],
  ...["model", "name", "uri", "output", "remark"],
];

const sql = {
  all: `SELECT key, id, state, template, estimate, elapsed, prompt_tokens AS promptTokens,
      completion_tokens AS completionTokens, total_tokens AS totalTokens,
      parts_done AS partsDone, parts_count AS partsCount, model, name, uri, output, remark
    FROM batch_items WHERE key >= ? AND key < ? ORDER BY key`,
  key: "SELECT key FROM batch_items WHERE id = ?",
  add: `INSERT INTO batch_items(${changed.join(", ")}, key, id)
    VALUES(${changed.map(() => "?").join(", ")}, ?, ?)`,
  save: `UPDATE batch_items SET ${changed.map((name) => `${name} = ?`).join(", ")}
    WHERE id = ? AND key % 1048576 = ?`,
  removeAll: "DELETE FROM batch_items WHERE key >= ? AND key < ?",
};
