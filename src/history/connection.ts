import { statSync } from "node:fs";
import type * as sqliteModule from "node:sqlite";
import type { DatabaseSync } from "node:sqlite";
import { StoreError } from "../core/conversation/conversationStore.ts";
import { latestVersion, migrate, versionOf } from "./schema.ts";
import { identityOf } from "./setAside.ts";
import { storeErrorOf } from "./storeErrors.ts";

/** The module, which is loaded only where a store is opened. */
export type Sqlite = Pick<typeof sqliteModule, "DatabaseSync">;

/** How long a statement waits for other processes, in milliseconds. */
export const busyTimeout = 5_000;

/**
 * Opens the database in a file, or a new one, with the latest schema.
 *
 * @param path `:memory:` for one that is kept nowhere.
 */
export function openDatabase(sqlite: Sqlite, path: string, timeout = busyTimeout): DatabaseSync {
  const identity = identityOf(path);
  const database = new sqlite.DatabaseSync(path, { timeout });
  try {
    refuseNewer(database);
    // By now it has found its log by the name: with another window's new file there, another's log.
    if (identity !== undefined && identityOf(path) !== identity) {
      throw new StoreError("busy", "the file is being put aside");
    }
    // What is deleted is overwritten. The cache is in KiB, the limit of the log's file in bytes.
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA secure_delete = ON;
      PRAGMA cache_size = -16000;
      PRAGMA journal_size_limit = 16000000;
    `);
    if (path !== ":memory:" && !isWhole(database, path)) {
      throw new StoreError("corrupt", "the file is shorter than it says");
    }
    migrate(database);
    refuseNewer(database);
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

/** Writes the log into the file and empties it, unless another process is at work right now. */
export function emptyLog(database: DatabaseSync): void {
  try {
    database.exec("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE);");
  } finally {
    database.exec(`PRAGMA busy_timeout = ${busyTimeout}`);
  }
}

function refuseNewer(database: DatabaseSync): void {
  if (versionOf(database) > latestVersion) {
    throw new StoreError("newer", `version ${versionOf(database)}`);
  }
}

/**
 * Whether all pages are there. SQLite itself notices whole pages that are missing at the end, not a
 * part of one. Only where nothing is left in the log must the file have them all; another process
 * that empties the log at this very moment has looked itself.
 */
function isWhole(database: DatabaseSync, path: string): boolean {
  const pages = valueOf(database, "page_count");
  if (!isLogWritten(database)) return true;
  return statSync(path).size >= pages * valueOf(database, "page_size");
}

/** Writes the log into the file, unless that has to wait or the disk is full. */
function isLogWritten(database: DatabaseSync): boolean {
  try {
    const row = database.prepare("PRAGMA wal_checkpoint(PASSIVE)").get();
    return row?.["busy"] === 0 && row["log"] === row["checkpointed"];
  } catch (thrown) {
    const error = storeErrorOf(thrown);
    if (error instanceof StoreError && error.problem === "full") return false;
    throw thrown;
  }
}

function valueOf(database: DatabaseSync, pragma: "page_count" | "page_size"): number {
  return database.prepare(`PRAGMA ${pragma}`).get()?.[pragma] as number;
}
