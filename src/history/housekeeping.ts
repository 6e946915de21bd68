import type { DatabaseSync } from "node:sqlite";
import { StoreError } from "../core/conversation/conversationStore.ts";
import { emptyLog } from "./connection.ts";
import { endKey, itemKey, titleKey } from "./keys.ts";
import { longestSilence } from "./messageTable.ts";
import type { SearchIndex } from "./searchIndex.ts";
import { prepareAll, type Statements } from "./statements.ts";
import { storeErrorOf } from "./storeErrors.ts";
import { inTransaction } from "./transaction.ts";

/** For how long a removed conversation can be brought back, in milliseconds. */
export const undoTime = 60_000;
/** Most time that is taken from everything else at once, and the rest between, in milliseconds. */
const sliceTime = 15;
const pauseTime = 50;

/**
 * What is done a little at a time: removed conversations go for good once nobody can bring them
 * back, removed batches' answers go, and texts that a killed process or an older schema left get
 * into the index. Taking a long text's trigrams out of a large index takes tens of milliseconds.
 */
export class Housekeeping {
  readonly #database: DatabaseSync;
  readonly #index: SearchIndex;
  readonly #now: () => number;
  readonly #statements: Statements<keyof typeof sql>;
  #timer: NodeJS.Timeout | undefined;
  #hasPurged = false;

  constructor(database: DatabaseSync, index: SearchIndex, now: () => number) {
    this.#database = database;
    this.#index = index;
    this.#now = now;
    this.#statements = prepareAll(database, sql);
  }

  /** Does what there is to do, now and little by little. */
  run(): void {
    clearTimeout(this.#timer);
    try {
      if (!this.#doSome()) return;
    } catch (thrown) {
      // A full disk or another process's long work: nobody waits for this, and it is tried again.
      if (storeErrorOf(thrown) instanceof StoreError) return;
      throw thrown;
    }
    this.#timer = setTimeout(() => this.run(), pauseTime);
    this.#timer.unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** False once there is nothing left to do. */
  #doSome(): boolean {
    const until = performance.now() + sliceTime;
    while (performance.now() < until) {
      if (this.#removedConversation() !== undefined) {
        inTransaction(this.#database, () => this.#purgeSome(until));
        this.#hasPurged = true;
      } else if (this.#removedBatch() !== undefined) {
        inTransaction(this.#database, () => this.#purgeSomeOfBatch(until));
        this.#hasPurged = true;
      } else if (this.#forgottenText() !== undefined) {
        inTransaction(this.#database, () => this.#indexSome(until));
      } else {
        if (this.#hasPurged) emptyLog(this.#database);
        this.#hasPurged = false;
        return false;
      }
    }
    return true;
  }

  /** Takes the newest messages of a removed conversation away, and it with the last of them. */
  #purgeSome(until: number): void {
    const number = this.#removedConversation();
    if (number === undefined) return;
    const range = [titleKey(number), endKey(number)] as const;
    do {
      const last = this.#statements.lastMessage.get(...range);
      if (last === undefined) {
        const title = this.#statements.title.get(number)?.["title"] as string;
        this.#index.remove(titleKey(number), title);
        this.#statements.deleteConversation.run(number);
        return;
      }
      const { key, text, isIndexed } = last as { key: number; text: string; isIndexed: number };
      if (isIndexed !== 0) this.#index.remove(key, text);
      this.#statements.markIndexed.run(key);
      this.#statements.deleteMessage.run(key);
    } while (performance.now() < until);
  }

  /** Takes answers of a removed batch away, and it with the last of them. */
  #purgeSomeOfBatch(until: number): void {
    const number = this.#removedBatch();
    if (number === undefined) return;
    const range = [itemKey(number, 0), itemKey(number + 1, 0)] as const;
    do {
      if (this.#statements.deleteParts.run(...range).changes === 0) {
        this.#statements.deleteBatch.run(number);
        return;
      }
    } while (performance.now() < until);
  }

  #indexSome(until: number): void {
    do {
      const forgotten = this.#forgottenText();
      if (forgotten === undefined) return;
      this.#index.add(forgotten.key, forgotten.text);
      this.#statements.markIndexed.run(forgotten.key);
    } while (performance.now() < until);
  }

  /** The number of one that was removed long enough ago and that nobody writes into. */
  #removedConversation(): number | undefined {
    const now = this.#now();
    const row = this.#statements.removed.get(now - undoTime, now - longestSilence);
    return row?.["number"] as number | undefined;
  }

  #removedBatch(): number | undefined {
    return this.#statements.removedBatch.get()?.["number"] as number | undefined;
  }

  #forgottenText(): { readonly key: number; readonly text: string } | undefined {
    const row = this.#statements.forgotten.get(this.#now() - longestSilence);
    return row as { key: number; text: string } | undefined;
  }
}

const sql = {
  removed: `SELECT number FROM conversations WHERE deleted_at <= ? AND NOT EXISTS(
      SELECT 1 FROM messages WHERE touched_at > ?
        AND key > number * 1048576 AND key < (number + 1) * 1048576) LIMIT 1`,
  lastMessage: `SELECT key, text, key NOT IN (SELECT key FROM unindexed) AS isIndexed
    FROM messages WHERE key > ? AND key < ? ORDER BY key DESC LIMIT 1`,
  title: "SELECT title FROM conversations WHERE number = ?",
  deleteMessage: "DELETE FROM messages WHERE key = ?",
  deleteConversation: "DELETE FROM conversations WHERE number = ?",
  removedBatch: "SELECT number FROM batches WHERE id IS NULL LIMIT 1",
  deleteParts: `DELETE FROM batch_parts WHERE number IN (
      SELECT number FROM batch_parts WHERE item >= ? AND item < ? LIMIT 10)`,
  deleteBatch: "DELETE FROM batches WHERE number = ?",
  markIndexed: "DELETE FROM unindexed WHERE key = ?",
  forgotten: `SELECT key, text FROM unindexed CROSS JOIN messages USING(key)
    WHERE touched_at IS NULL OR touched_at <= ? LIMIT 1`,
};
