import type { DatabaseSync } from "node:sqlite";
import type { BatchStore } from "../core/batch/batch.ts";
import {
  StoreError,
  type ConversationStore,
  type ConversationSummary,
  type Draft,
  type ListCursor,
  type SearchHit,
} from "../core/conversation/conversationStore.ts";
import type {
  ConversationHead,
  StoredConversation,
  StoredMessage,
} from "../core/conversation/storedConversation.ts";
import { ConversationTable } from "./conversationTable.ts";
import { Housekeeping, undoTime } from "./housekeeping.ts";
import { MessageTable } from "./messageTable.ts";
import { HistorySearch } from "./search.ts";
import { SearchIndex } from "./searchIndex.ts";
import { SqliteBatches } from "./sqliteBatches.ts";
import { guarded } from "./storeErrors.ts";
import { inTransaction } from "./transaction.ts";

/** Conversations and batches in a SQLite database. */
export class SqliteStore implements ConversationStore {
  readonly batches: BatchStore;
  readonly #database: DatabaseSync;
  readonly #conversations: ConversationTable;
  readonly #messages: MessageTable;
  readonly #search: HistorySearch;
  readonly #housekeeping: Housekeeping;
  readonly #now: () => number;

  /**
   * @param database one with the latest schema; it is the store's from now on.
   * @param now a clock in milliseconds since the epoch.
   */
  constructor(database: DatabaseSync, now: () => number) {
    const index = new SearchIndex(database);
    this.#database = database;
    this.#conversations = new ConversationTable(database, index);
    this.#messages = new MessageTable(database, index, now);
    this.#search = new HistorySearch(database);
    this.#housekeeping = new Housekeeping(database, index, now);
    this.batches = new SqliteBatches(database, now, () => this.#housekeeping.run());
    this.#now = now;
    this.#housekeeping.run();
  }

  list(limit: number, after?: ListCursor): ConversationSummary[] {
    return guarded(() => this.#conversations.list(limit, after));
  }

  search(words: string, limit: number): SearchHit[] {
    return guarded(() => this.#search.find(words, limit));
  }

  load(id: string): StoredConversation | undefined {
    return guarded(() => {
      const found = this.#conversations.head(id);
      return found && { ...found.head, messages: this.#messages.all(found.number) };
    });
  }

  isBeingWritten(id: string): boolean {
    return guarded(() => {
      const number = this.#conversations.number(id);
      return number !== undefined && this.#messages.isBeingWritten(number);
    });
  }

  saveHead(head: ConversationHead): void {
    this.#change(() => this.#conversations.saveHead(head));
  }

  saveMessages(conversation: string, messages: readonly StoredMessage[]): void {
    if (messages.length === 0) return;
    this.#change(() => {
      const number = this.#conversations.number(conversation);
      if (number === undefined) throw new StoreError("other", "no such conversation");
      for (const message of messages) this.#messages.save(number, message);
      this.#conversations.setUpdated(number, this.#now());
    });
  }

  removeMessages(ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.#change(() => {
      for (const id of ids) this.#messages.remove(id);
    });
  }

  keepAlive(messages: readonly string[]): void {
    if (messages.length === 0) return;
    this.#change(() => {
      for (const id of messages) this.#messages.keepAlive(id);
    });
  }

  rename(id: string, title: string): void {
    this.#change(() => this.#conversations.rename(id, title));
  }

  setPinned(id: string, pinned: boolean): void {
    this.#change(() => this.#conversations.setPinned(id, pinned));
  }

  remove(id: string): void {
    this.#change(() => this.#conversations.remove(id, this.#now()));
    this.#housekeeping.run();
  }

  undoRemove(id: string): void {
    this.#change(() => this.#conversations.undoRemove(id, this.#now() - undoTime));
  }

  add(conversation: StoredConversation): void {
    const { messages, ...head } = conversation;
    this.#change(() => {
      this.#vacate(head.id);
      if (new Set(messages.map(({ id }) => id)).size < messages.length) {
        throw new StoreError("exists", "a message's id, twice");
      }
      const number = this.#conversations.saveHead(head);
      for (const message of messages) this.#messages.save(number, message);
      const times = messages.map(({ sentAt }) => sentAt);
      if (times.length > 0) this.#conversations.setUpdated(number, Math.max(...times));
    });
  }

  draft(id: string): Draft | undefined {
    return guarded(() => this.#conversations.draft(id));
  }

  saveDraft(id: string, draft: Draft): void {
    this.#change(() => this.#conversations.saveDraft(id, draft, this.#now()));
  }

  recentQuestions(limit: number): string[] {
    return guarded(() => this.#messages.recentQuestions(limit));
  }

  close(): void {
    this.#housekeeping.stop();
    if (this.#database.isOpen) guarded(() => this.#database.close());
  }

  /** One that was removed leaves its ids to another; it cannot be brought back then. */
  #vacate(id: string): void {
    const number = this.#conversations.number(id);
    if (number === undefined) return;
    if (this.#conversations.head(id) !== undefined) {
      throw new StoreError("exists", "the conversation's id");
    }
    this.#conversations.giveUpId(number);
    this.#messages.giveUpIds(number);
  }

  #change(work: () => void): void {
    guarded(() => inTransaction(this.#database, work));
  }
}
