import type { DatabaseSync } from "node:sqlite";

/** Does all of it or nothing, alone among all processes; waits for its turn. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  // A transaction that began as a reading one could not wait once it wants to write.
  database.exec("BEGIN IMMEDIATE");
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
