import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import type { ConversationStore } from "../../src/core/conversation/conversationStore.ts";
import type {
  ConversationHead,
  StoredAnswer,
  StoredQuestion,
} from "../../src/core/conversation/storedConversation.ts";
import { openStore, type OpenedStore } from "../../src/history/openStore.ts";
import { removeSearched } from "../canary/record.ts";

/** A folder with a history in it, and a clock that stands still until it is moved. */
export class HistoryFolder {
  readonly path: string;
  time = 1_700_000_000_000;
  readonly #parent: string;
  readonly #open: (ConversationStore | DatabaseSync)[] = [];

  private constructor(parent: string) {
    this.#parent = parent;
    this.path = join(parent, "globalStorage");
  }

  static async create(): Promise<HistoryFolder> {
    return new HistoryFolder(await mkdtemp(join(tmpdir(), "tibet-chat-history-")));
  }

  get file(): string {
    return join(this.path, "conversations.db");
  }

  /** Opens the store as a window would, whatever comes of it. */
  async tryOpen(): Promise<OpenedStore> {
    const opened = await openStore(this.path, () => this.time);
    this.#open.push(opened.store);
    return opened;
  }

  async open(): Promise<ConversationStore> {
    const { store, problem } = await this.tryOpen();
    assert.equal(problem, undefined);
    return store;
  }

  /** The file itself, without the store. */
  raw(): DatabaseSync {
    const database = new DatabaseSync(this.file, { timeout: 5_000 });
    this.#open.push(database);
    return database;
  }

  /** What a query on the file counts. */
  count(from: string): number {
    const row = this.raw().prepare(`SELECT count(*) AS count FROM ${from}`).get();
    return row?.["count"] as number;
  }

  closeAll(): void {
    for (const each of this.#open.splice(0)) {
      if (!(each instanceof DatabaseSync) || each.isOpen) each.close();
    }
  }

  async dispose(): Promise<void> {
    this.closeAll();
    await removeSearched("folder", this.#parent, () => true);
  }
}

/** Resolves once something that happens by itself has happened; mocha's timeout is the longest wait. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(5);
}

export function head(id: string, changes: Partial<ConversationHead> = {}): ConversationHead {
  return { id, createdAt: 1, title: "", pinned: false, parameters: {}, chosen: {}, ...changes };
}

export function question(
  id: string,
  text: string,
  changes: Partial<StoredQuestion> = {},
): StoredQuestion {
  const background = { kind: "turns" } as const;
  return { role: "user", id, text, passages: [], background, sentAt: 1, ...changes };
}

/** One that is still on its way. */
export function answer(
  id: string,
  parent: string,
  text: string,
  changes: Partial<StoredAnswer> = {},
): StoredAnswer {
  const model = { key: "tibet", label: "Tibet", model: "m", host: "h:1", parameters: {} };
  return { role: "assistant", id, parent, text, thinking: "", model, sentAt: 2, ...changes };
}

export const done = { outcome: { status: "done" } } as const;

/** Saves a conversation of one question and its answer. */
export function converse(store: ConversationStore, id: string, asked: string, answered = ""): void {
  store.saveHead(head(id, { title: `about ${id}` }));
  const reply = answer(`${id}-a.0`, `${id}-q`, answered, done);
  store.saveMessages(id, [question(`${id}-q`, asked), reply]);
}
