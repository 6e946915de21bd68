import { setTimeout as wait } from "node:timers/promises";

/** Resolves when a state that nobody tells of is there; rejects after two minutes without it. */
export async function until(what: string, isThere: () => boolean): Promise<void> {
  if (!(await within(120, isThere))) throw new Error(`After two minutes, still not: ${what}.`);
}

/** Whether a state came within so many seconds. */
export async function within(
  seconds: number,
  isThere: () => boolean | Promise<boolean>,
): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; !(await isThere()); await wait(20)) {
    if (Date.now() > end) return false;
  }
  return true;
}
