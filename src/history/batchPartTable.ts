import type { DatabaseSync } from "node:sqlite";
import type { Division, PartAnswer } from "../core/batch/batch.ts";
import { answerOf, divisionOf, usageColumns, type PartRow } from "./batchRows.ts";
import { itemKey } from "./keys.ts";
import { columnText } from "./rows.ts";
import { prepareAll, type Statements } from "./statements.ts";

/**
 * How sources of items were divided, and what was answered. Items are told by their keys. What
 * changes something is called inside a transaction.
 */
export class BatchPartTable {
  readonly #statements: Statements<keyof typeof sql>;

  constructor(database: DatabaseSync) {
    this.#statements = prepareAll(database, sql);
  }

  division(item: number): Division | undefined {
    const row = this.#statements.division.get(item);
    return row && divisionOf(row["sourceHash"] as string, row["ends"] as string);
  }

  /** Answers to the division of before are forgotten. */
  divideAnew(item: number, { sourceHash, ends }: Division): void {
    this.#statements.forget.run(item);
    this.#statements.divide.run(item, sourceHash, JSON.stringify(ends));
  }

  /** By index. */
  answers(item: number): PartAnswer[] {
    const rows = this.#statements.answers.all(item) as unknown as PartRow[];
    return rows.map(answerOf).filter((answer) => answer !== undefined);
  }

  save(item: number, { index, text, usage, terms }: PartAnswer): void {
    this.#statements.save.run(
      ...([item, index, ...usageColumns(usage)] as const),
      ...([JSON.stringify(terms), columnText(text)] as const),
    );
  }

  /** Answers stay: there may be very many. @param batch its number. */
  removeDivisions(batch: number): void {
    this.#statements.removeDivisions.run(itemKey(batch, 0), itemKey(batch + 1, 0));
  }
}

const sql = {
  division: "SELECT source_hash AS sourceHash, ends FROM batch_divisions WHERE item = ?",
  divide: "INSERT OR REPLACE INTO batch_divisions(item, source_hash, ends) VALUES(?, ?, ?)",
  forget: "DELETE FROM batch_parts WHERE item = ?",
  answers: `SELECT part, prompt_tokens AS promptTokens, completion_tokens AS completionTokens,
      total_tokens AS totalTokens, terms, text
    FROM batch_parts WHERE item = ? ORDER BY part`,
  save: `INSERT INTO batch_parts
      (item, part, prompt_tokens, completion_tokens, total_tokens, terms, text)
    VALUES(?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT(item, part) DO UPDATE SET prompt_tokens = excluded.prompt_tokens,
      completion_tokens = excluded.completion_tokens, total_tokens = excluded.total_tokens,
      terms = excluded.terms, text = excluded.text`,
  removeDivisions: "DELETE FROM batch_divisions WHERE item >= ? AND item < ?",
};
