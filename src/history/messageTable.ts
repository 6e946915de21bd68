import type { DatabaseSync } from "node:sqlite";
import { StoreError } from "../core/conversation/conversationStore.ts";
import type { StoredMessage } from "../core/conversation/storedConversation.ts";
import { conversationOf, endKey, titleKey } from "./keys.ts";
import { columnText, detailsOf, messageOf, type MessageRow } from "./rows.ts";
import type { SearchIndex } from "./searchIndex.ts";
import { prepareAll, type Statements } from "./statements.ts";

/** How long a writer that gives no sign still counts as writing, in milliseconds. */
export const longestSilence = 10_000;

/**
 * The messages of all conversations. What changes them is called inside a transaction. A message is
 * indexed once its reply has an outcome: a growing text would be indexed anew with each saving.
 */
export class MessageTable {
  readonly #index: SearchIndex;
  readonly #now: () => number;
  readonly #statements: Statements<keyof typeof sql>;

  constructor(database: DatabaseSync, index: SearchIndex, now: () => number) {
    this.#statements = prepareAll(database, sql);
    this.#index = index;
    this.#now = now;
  }

  /** In the order of their first saving. @param conversation its number. */
  all(conversation: number): StoredMessage[] {
    const rows = this.#statements.all.all(titleKey(conversation), endKey(conversation));
    return (rows as unknown as MessageRow[]).map(messageOf);
  }

  isBeingWritten(conversation: number): boolean {
    const range = [titleKey(conversation), endKey(conversation)] as const;
    return this.#statements.written.get(...range, this.#now() - longestSilence) !== undefined;
  }

  /** Texts of questions, the newest first, each once. */
  recentQuestions(limit: number): string[] {
    const texts = new Set<string>();
    const rows = this.#statements.questions.iterate() as Iterable<Pick<MessageRow, "text">>;
    for (const { text } of rows) {
      if (texts.size >= limit) break;
      if (text.trim() !== "") texts.add(text);
    }
    return [...texts];
  }

  save(conversation: number, message: StoredMessage): void {
    const { id, role, parent, sentAt } = message;
    const isFinal = role === "user" || message.outcome !== undefined;
    const text = columnText(message.text);
    const thinking = role === "user" ? "" : columnText(message.thinking);
    const before = this.#find(id);
    if (before !== undefined && conversationOf(before.key) !== conversation) {
      throw new StoreError("exists", "the message's id is another conversation's");
    }
    const key = before?.key ?? this.#nextKey(conversation);
    const wasIndexed = before !== undefined && before.isIndexed !== 0;
    const oldText = wasIndexed ? this.#text(key) : "";
    this.#statements.save.run(
      ...([key, id, role, parent ?? null, sentAt, isFinal ? null : this.#now()] as const),
      ...([text, thinking, detailsOf(message)] as const),
    );
    if (wasIndexed && isFinal && oldText === text) return;
    if (wasIndexed) this.#index.remove(key, oldText);
    if (isFinal) this.#index.add(key, text);
    this.#statements[isFinal ? "markIndexed" : "markUnindexed"].run(key);
  }

  remove(id: string): void {
    const found = this.#find(id);
    if (found === undefined) return;
    if (found.isIndexed !== 0) this.#index.remove(found.key, this.#text(found.key));
    this.#statements.markIndexed.run(found.key);
    this.#statements.remove.run(found.key);
  }

  giveUpIds(conversation: number): void {
    this.#statements.giveUpIds.run(titleKey(conversation), endKey(conversation));
  }

  keepAlive(id: string): void {
    this.#statements.touch.run(this.#now(), id);
  }

  #find(id: string): { readonly key: number; readonly isIndexed: number } | undefined {
    return this.#statements.find.get(id) as { key: number; isIndexed: number } | undefined;
  }

  #text(key: number): string {
    return this.#statements.text.get(key)?.["text"] as string;
  }

  #nextKey(conversation: number): number {
    const range = [titleKey(conversation), endKey(conversation)] as const;
    const last = this.#statements.last.get(...range)?.["last"] as number | null;
    const key = (last ?? titleKey(conversation)) + 1;
    if (key === endKey(conversation)) throw new StoreError("other", "too many messages");
    return key;
  }
}

const sql = {
  all: `SELECT id, role, parent, sent_at AS sentAt, text, thinking, details
    FROM messages WHERE key > ? AND key < ? ORDER BY key`,
  find: `SELECT key, key NOT IN (SELECT key FROM unindexed) AS isIndexed FROM messages
    WHERE id = ?`,
  text: "SELECT text FROM messages WHERE key = ?",
  last: "SELECT max(key) AS last FROM messages WHERE key > ? AND key < ?",
  written: "SELECT 1 FROM messages WHERE key > ? AND key < ? AND touched_at > ? LIMIT 1",
  questions: `SELECT text FROM messages JOIN conversations ON number = key / 1048576
    WHERE role = 'user' AND deleted_at IS NULL ORDER BY sent_at DESC, key DESC`,
  save: `INSERT INTO messages
      (key, id, role, parent, sent_at, touched_at, text, thinking, details)
    VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT(id) DO UPDATE SET role = excluded.role, parent = excluded.parent,
      sent_at = excluded.sent_at, touched_at = excluded.touched_at, text = excluded.text,
      thinking = excluded.thinking, details = excluded.details`,
  remove: "DELETE FROM messages WHERE key = ?",
  giveUpIds: "UPDATE messages SET id = 'removed/' || key WHERE key > ? AND key < ?",
  touch: "UPDATE messages SET touched_at = ? WHERE id = ? AND touched_at IS NOT NULL",
  markIndexed: "DELETE FROM unindexed WHERE key = ?",
  markUnindexed: "INSERT OR IGNORE INTO unindexed VALUES(?)",
};
