import type { DatabaseSync } from "node:sqlite";
import type {
  ConversationSummary,
  Draft,
  ListCursor,
} from "../core/conversation/conversationStore.ts";
import type { ConversationHead } from "../core/conversation/storedConversation.ts";
import { titleKey } from "./keys.ts";
import { columnText, headOf, passagesOf, type HeadRow } from "./rows.ts";
import type { SearchIndex } from "./searchIndex.ts";
import { prepareAll, type Statements } from "./statements.ts";

/** Conversations without their messages. What changes them is called inside a transaction. */
export class ConversationTable {
  readonly #index: SearchIndex;
  readonly #statements: Statements<keyof typeof sql>;

  constructor(database: DatabaseSync, index: SearchIndex) {
    this.#statements = prepareAll(database, sql);
    this.#index = index;
  }

  list(limit: number, after?: ListCursor): ConversationSummary[] {
    const { first, next } = this.#statements;
    const rows =
      after === undefined
        ? first.all(limit)
        : next.all(Number(after.pinned), after.updatedAt, after.id, limit);
    return (rows as unknown as (Omit<ConversationSummary, "pinned"> & { pinned: number })[]).map(
      (row) => ({ ...row, pinned: row.pinned !== 0 }),
    );
  }

  /** Its number among all; also of a removed one. */
  number(id: string): number | undefined {
    return this.#statements.number.get(id)?.["number"] as number | undefined;
  }

  /** Undefined where there is none, or it was removed. */
  head(id: string): { readonly number: number; readonly head: ConversationHead } | undefined {
    const row = this.#statements.head.get(id);
    if (row === undefined) return undefined;
    return { number: row["number"] as number, head: headOf(row as unknown as HeadRow) };
  }

  /** Adds it or changes all but its pin and a title that it has. @returns its number. */
  saveHead(head: ConversationHead): number {
    const { id, createdAt, pinned, modelKey = null, parameters, chosen } = head;
    const row = this.#statements.saveHead.get(
      ...([id, createdAt, Number(pinned), modelKey] as const),
      ...([JSON.stringify(parameters), JSON.stringify(chosen)] as const),
    );
    const { number, title } = row as { number: number; title: string };
    if (title === "") this.#setTitle(number, title, head.title);
    return number;
  }

  rename(id: string, title: string): void {
    const row = this.#statements.number.get(id);
    if (row !== undefined) this.#setTitle(row["number"] as number, row["title"] as string, title);
  }

  setPinned(id: string, pinned: boolean): void {
    this.#statements.setPinned.run(Number(pinned), id);
  }

  setUpdated(number: number, updatedAt: number): void {
    this.#statements.setUpdated.run(updatedAt, number);
  }

  remove(id: string, now: number): void {
    this.#statements.remove.run(now, id);
  }

  /** Brings it back if it was removed after `since`. */
  undoRemove(id: string, since: number): void {
    this.#statements.undoRemove.run(id, since);
  }

  /** Lets a removed one go at the next moment, and its id at once. */
  giveUpId(number: number): void {
    this.#statements.giveUpId.run(number);
  }

  draft(id: string): Draft | undefined {
    const row = this.#statements.draft.get(id);
    if (row === undefined) return undefined;
    return { text: row["text"] as string, passages: passagesOf(row["passages"] as string) };
  }

  /** An empty one is none. */
  saveDraft(id: string, { text, passages }: Draft, now: number): void {
    if (text === "" && passages.length === 0) this.#statements.forgetDraft.run(id);
    else this.#statements.saveDraft.run(id, now, columnText(text), JSON.stringify(passages));
  }

  #setTitle(number: number, before: string, title: string): void {
    const after = columnText(title);
    if (after === before) return;
    this.#index.remove(titleKey(number), before);
    this.#index.add(titleKey(number), after);
    this.#statements.setTitle.run(after, number);
  }
}

const summary = `SELECT id, title, pinned, updated_at AS updatedAt FROM conversations
  WHERE deleted_at IS NULL AND updated_at IS NOT NULL`;
const order = "ORDER BY pinned DESC, updated_at DESC, id DESC LIMIT ?";

const sql = {
  first: `${summary} ${order}`,
  next: `${summary} AND (pinned, updated_at, id) < (?, ?, ?) ${order}`,
  number: "SELECT number, title FROM conversations WHERE id = ?",
  head: `SELECT number, id, created_at AS createdAt, title, pinned, model_key AS modelKey,
    parameters, chosen FROM conversations WHERE id = ? AND deleted_at IS NULL`,
  saveHead: `INSERT INTO conversations(id, created_at, pinned, model_key, parameters, chosen)
    VALUES(?, ?, ?, ?, ?, ?)
    ON CONFLICT(id) DO UPDATE SET created_at = excluded.created_at,
      model_key = excluded.model_key, parameters = excluded.parameters, chosen = excluded.chosen
    RETURNING number, title`,
  setTitle: "UPDATE conversations SET title = ? WHERE number = ?",
  setPinned: "UPDATE conversations SET pinned = ? WHERE id = ?",
  setUpdated: "UPDATE conversations SET updated_at = ? WHERE number = ?",
  remove: "UPDATE conversations SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL",
  undoRemove: "UPDATE conversations SET deleted_at = NULL WHERE id = ? AND deleted_at > ?",
  giveUpId: `UPDATE conversations SET id = 'removed/' || number, deleted_at = 0
    WHERE number = ?`,
  draft: `SELECT draft_text AS text, draft_passages AS passages FROM conversations
    WHERE id = ? AND draft_text IS NOT NULL AND deleted_at IS NULL`,
  saveDraft: `INSERT INTO conversations(id, created_at, draft_text, draft_passages)
    VALUES(?, ?, ?, ?)
    ON CONFLICT(id) DO UPDATE SET draft_text = excluded.draft_text,
      draft_passages = excluded.draft_passages`,
  forgetDraft: `UPDATE conversations SET draft_text = NULL, draft_passages = NULL WHERE id = ?`,
};
