import type { DatabaseSync } from "node:sqlite";

/** Does all of it or nothing, alone among all processes; waits for its turn. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  // A transaction that began as a reading one could not wait once it wants to write.
  return between(database, "BEGIN IMMEDIATE", work);
}

/** Reads all of it as it is at one moment, beside others that write. */
export function inSnapshot<T>(database: DatabaseSync, work: () => T): T {
  return between(database, "BEGIN", work);
}

function between<T>(database: DatabaseSync, begin: string, work: () => T): T {
  database.exec(begin);
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (thrown) {
    // SQLite ends it by itself after some errors, such as a full disk.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw thrown;
  }
}
