import type { DatabaseSync } from "node:sqlite";
import { SearchIndex } from "./searchIndex.ts";
import { titleKey } from "./keys.ts";
import { inTransaction } from "./transaction.ts";

/** What leads from each version of the schema to the next. What was released is never changed. */
const migrations: readonly ((database: DatabaseSync) => void)[] = [createTables, createSearch];

export const latestVersion = migrations.length;

export function versionOf(database: DatabaseSync): number {
  return database.prepare("PRAGMA user_version").get()?.["user_version"] as number;
}

/** Brings the schema to the latest version. A newer one stays as it is. */
export function migrate(database: DatabaseSync): void {
  inTransaction(database, () => {
    for (const [version, step] of migrations.entries()) {
      if (version < versionOf(database)) continue;
      step(database);
      database.exec(`PRAGMA user_version = ${version + 1}`);
    }
  });
}

/**
 * Short columns come first: what lies behind a long text costs a walk over all its pages. Times
 * are in milliseconds since the epoch.
 */
function createTables(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE conversations(
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      pinned INTEGER NOT NULL DEFAULT 0,
      created_at REAL NOT NULL,
      updated_at REAL, -- null until something was asked
      deleted_at REAL,
      title TEXT NOT NULL DEFAULT '',
      model_key TEXT,
      parameters TEXT NOT NULL DEFAULT '{}',
      chosen TEXT NOT NULL DEFAULT '{}',
      draft_text TEXT,
      draft_passages TEXT
    ) STRICT;
    CREATE INDEX conversations_listed ON conversations(pinned, updated_at, id)
      WHERE deleted_at IS NULL AND updated_at IS NOT NULL;
    CREATE INDEX conversations_newest ON conversations(updated_at, id)
      WHERE deleted_at IS NULL AND updated_at IS NOT NULL;
    CREATE INDEX conversations_removed ON conversations(deleted_at) WHERE deleted_at IS NOT NULL;

    CREATE TABLE messages(
      key INTEGER PRIMARY KEY, -- tells the conversation and the order: see keys.ts
      id TEXT NOT NULL UNIQUE,
      role TEXT NOT NULL CHECK(role IN ('user', 'assistant')),
      parent TEXT,
      sent_at REAL NOT NULL,
      touched_at REAL, -- when its writer last gave a sign; null once it has an outcome
      text TEXT NOT NULL,
      thinking TEXT NOT NULL,
      details TEXT NOT NULL
    ) STRICT;
    CREATE INDEX messages_written ON messages(key, touched_at) WHERE touched_at IS NOT NULL;
    CREATE INDEX messages_asked ON messages(sent_at) WHERE role = 'user';
  `);
}

/** The texts of before are indexed little by little: see Housekeeping. */
function createSearch(database: DatabaseSync): void {
  database.exec(`
    CREATE VIRTUAL TABLE search USING fts5(
      text, content = '', columnsize = 0, tokenize = 'trigram case_sensitive 1'
    );
    INSERT INTO search(search, rank) VALUES('secure-delete', 1);
    CREATE VIRTUAL TABLE search_places USING fts5vocab(search, 'instance');
    CREATE TABLE unindexed(key INTEGER PRIMARY KEY) STRICT;
    INSERT INTO unindexed SELECT key FROM messages;
  `);
  const index = new SearchIndex(database);
  const titled = database.prepare("SELECT number, title FROM conversations").all();
  for (const { number, title } of titled as { number: number; title: string }[]) {
    index.add(titleKey(number), title);
  }
}
