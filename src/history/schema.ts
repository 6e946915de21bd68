import type { DatabaseSync } from "node:sqlite";
import { SearchIndex } from "./searchIndex.ts";
import { titleKey } from "./keys.ts";
import { inTransaction } from "./transaction.ts";

/** What leads from each version of the schema to the next. What was released is never changed. */
const migrations: readonly ((database: DatabaseSync) => void)[] = [
  createTables,
  createSearch,
  createBatches,
];

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

/**
 * Answers lie apart from their items, so that a list of these never walks over them. Numbers are
 * REAL where a damaged file's could be too large for JavaScript to read. How many items are in each
 * state is counted as they change: a list of batches would have to count all items of all.
 */
function createBatches(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE batches(
      number INTEGER PRIMARY KEY,
      id TEXT UNIQUE, -- null once it was removed, until all its answers are gone
      created_at REAL NOT NULL,
      stage TEXT NOT NULL,
      runner TEXT,
      seen_at REAL, -- when its runner last gave a sign
      title TEXT NOT NULL,
      root TEXT NOT NULL,
      output TEXT NOT NULL,
      models TEXT NOT NULL,
      templates TEXT NOT NULL
    ) STRICT;
    CREATE INDEX batches_newest ON batches(created_at) WHERE id IS NOT NULL;

    CREATE TABLE batch_items(
      key INTEGER PRIMARY KEY, -- tells the batch and the position: see keys.ts
      id TEXT NOT NULL UNIQUE,
      state TEXT NOT NULL,
      template REAL NOT NULL,
      estimate REAL NOT NULL,
      elapsed REAL,
      prompt_tokens REAL,
      completion_tokens REAL,
      total_tokens REAL,
      parts_done REAL,
      parts_count REAL,
      model TEXT NOT NULL,
      name TEXT NOT NULL,
      uri TEXT NOT NULL,
      output TEXT,
      remark TEXT
    ) STRICT;
    CREATE TABLE batch_counts(
      batch INTEGER NOT NULL,
      state TEXT NOT NULL,
      items REAL NOT NULL,
      PRIMARY KEY(batch, state)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER batch_item_added AFTER INSERT ON batch_items BEGIN
      INSERT INTO batch_counts VALUES(new.key / 1048576, new.state, 1)
        ON CONFLICT(batch, state) DO UPDATE SET items = items + 1;
    END;
    CREATE TRIGGER batch_item_changed AFTER UPDATE OF state ON batch_items
    WHEN old.state <> new.state BEGIN
      UPDATE batch_counts SET items = items - 1
        WHERE batch = old.key / 1048576 AND state = old.state;
      INSERT INTO batch_counts VALUES(new.key / 1048576, new.state, 1)
        ON CONFLICT(batch, state) DO UPDATE SET items = items + 1;
    END;
    CREATE TRIGGER batch_item_removed AFTER DELETE ON batch_items BEGIN
      UPDATE batch_counts SET items = items - 1
        WHERE batch = old.key / 1048576 AND state = old.state;
    END;

    CREATE TABLE batch_divisions(
      item INTEGER PRIMARY KEY, -- the item's key
      source_hash TEXT NOT NULL,
      ends TEXT NOT NULL
    ) STRICT;
    CREATE TABLE batch_parts(
      number INTEGER PRIMARY KEY,
      item INTEGER NOT NULL, -- the item's key
      part REAL NOT NULL, -- counted from 0
      prompt_tokens REAL,
      completion_tokens REAL,
      total_tokens REAL,
      terms TEXT NOT NULL,
      text TEXT NOT NULL,
      UNIQUE(item, part)
    ) STRICT;
  `);
}
