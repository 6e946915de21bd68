import { existsSync, renameSync, statSync } from "node:fs";
import { open, rm, stat } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { isRecord } from "../core/record.ts";

/** What else belongs to a database's file: SQLite finds them by their names. */
const companions = ["-wal", "-shm"] as const;
/** A claim as old as this, in milliseconds, is that of a killed process. */
const staleFrom = 5_000;

/** What tells a file from another one that takes its name; undefined where there is none. */
export function identityOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

/**
 * Renames a damaged `NAME.db` to `NAME-<time>.damaged.db` with what belongs to it.
 *
 * @param identity that of the damaged file.
 * @returns its new path; undefined where another window has already taken it away.
 */
export async function setAside(
  path: string,
  identity: number | undefined,
  now: number,
): Promise<string | undefined> {
  // Two windows at once must not take the new file of the quicker one for the damaged one.
  const claim = await claimed(`${path}-claim`);
  try {
    if (identity === undefined || identityOf(path) !== identity) return undefined;
    const target = freeName(path, now);
    // The log first: left beside a new database it would be deleted.
    for (const companion of companions) {
      if (existsSync(path + companion)) renameSync(path + companion, target + companion);
    }
    renameSync(path, target);
    return target;
  } finally {
    await rm(claim, { force: true });
  }
}

/** Waits until the file is this process's own making. */
async function claimed(path: string): Promise<string> {
  for (;;) {
    try {
      await (await open(path, "wx")).close();
      return path;
    } catch (thrown) {
      if (!isRecord(thrown) || thrown["code"] !== "EEXIST") throw thrown;
    }
    const madeAt = (await stat(path).catch(() => undefined))?.mtimeMs ?? Infinity;
    if (Date.now() - madeAt > staleFrom) await rm(path, { force: true });
    await wait(20);
  }
}

function freeName(path: string, now: number): string {
  const time = new Date(now).toISOString().replaceAll(":", "-");
  for (let count = 1; ; count++) {
    const name = `${time}${count === 1 ? "" : `-${count}`}`;
    const target = path.replace(/\.db$/u, `-${name}.damaged.db`);
    if (!existsSync(target)) return target;
  }
}
