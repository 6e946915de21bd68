import { open, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import {
  StoreError,
  type ConversationStore,
  type StoreProblem,
} from "../core/conversation/conversationStore.ts";
import { isRecord } from "../core/record.ts";
import { busyTimeout, openDatabase, type Sqlite } from "./connection.ts";
import { latestVersion } from "./schema.ts";
import { identityOf, setAside } from "./setAside.ts";
import { SqliteStore } from "./sqliteStore.ts";
import { storeErrorOf } from "./storeErrors.ts";

export interface OpenedStore {
  readonly store: ConversationStore;
  /**
   * `corrupt`: the damaged file was set aside and a new one begun. With any other problem the store
   * keeps in memory only.
   */
  readonly problem?: {
    readonly problem: StoreProblem;
    /** Path of the damaged file, where it was set aside. */
    readonly setAside?: string;
  };
}

/**
 * Opens the history in a folder, which is made where it is missing. What is there is never
 * overwritten: a damaged file gets another name, a newer version's stays untouched.
 *
 * @param now a clock in milliseconds since the epoch.
 * @throws StoreError `other` where this Node has no SQLite.
 */
export async function openStore(
  folder: string,
  now: () => number = Date.now,
): Promise<OpenedStore> {
  const sqlite = await loadSqlite();
  const path = join(folder, "conversations.db");
  const openFile = () => patiently(() => storeIn(openDatabase(sqlite, path), now));
  let aside: string | undefined;
  try {
    await mkdir(folder, { recursive: true });
    const identity = identityOf(path);
    try {
      await refuseBySight(path);
      return { store: await openFile() };
    } catch (thrown) {
      if (problemOf(thrown) !== "corrupt") throw thrown;
      aside = await setAside(path, identity, now());
      const store = await openFile();
      // Another window that was quicker has told of it.
      return aside === undefined ? { store } : { store, problem: problemWith("corrupt", aside) };
    }
  } catch (thrown) {
    const problem = problemOf(thrown);
    const store = storeIn(openDatabase(sqlite, ":memory:"), now);
    return { store, problem: problemWith(problem === "corrupt" ? "other" : problem, aside) };
  }
}

function storeIn(database: DatabaseSync, now: () => number): ConversationStore {
  try {
    return new SqliteStore(database, now);
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

function problemWith(problem: StoreProblem, aside: string | undefined) {
  return { problem, ...(aside === undefined ? {} : { setAside: aside }) };
}

async function loadSqlite(): Promise<Sqlite> {
  try {
    return await import("node:sqlite");
  } catch (thrown) {
    const code = isRecord(thrown) && typeof thrown["code"] === "string" ? thrown["code"] : "";
    throw new StoreError("other", code);
  }
}

/** Another process that opens at the same moment may hold what SQLite itself does not wait for. */
async function patiently<T>(attempt: () => T): Promise<T> {
  const giveUpAt = performance.now() + busyTimeout;
  for (;;) {
    try {
      return attempt();
    } catch (thrown) {
      if (problemOf(thrown) !== "busy" || performance.now() > giveUpAt) throw thrown;
    }
    await wait(20);
  }
}

/** What was thrown while opening; a schema without what its version has is a damaged one. */
function problemOf(thrown: unknown): StoreProblem {
  const error = storeErrorOf(thrown);
  if (!(error instanceof StoreError)) throw thrown;
  const misses = thrown instanceof Error && /^no such (?:table|column)/u.test(thrown.message);
  return misses ? "corrupt" : error.problem;
}

/**
 * Refuses what can be seen without SQLite, which would already write beside the file: a newer
 * version, and an emptied file whose log is still there, which SQLite would delete.
 */
async function refuseBySight(path: string): Promise<void> {
  const log = await stat(`${path}-wal`).catch(() => undefined);
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return;
  try {
    const { size } = await file.stat();
    if (size === 0 && log !== undefined && log.size > 0) {
      throw new StoreError("corrupt", "the file is empty");
    }
    const header = Buffer.alloc(100);
    await file.read(header, 0, header.length, 0);
    const version = header.readUInt32BE(60);
    const isDatabase = header.toString("latin1", 0, 15) === "SQLite format 3";
    if (isDatabase && version > latestVersion) throw new StoreError("newer", `version ${version}`);
  } finally {
    await file.close();
  }
}
