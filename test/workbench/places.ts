import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

export const repository = resolve(import.meta.dirname, "../..");

/** What a run of the tests leaves: tallies, the package it tested, what was searched. */
export const results = join(repository, "test-results");

/** What is fetched on first use lives here; git and the package leave it out. */
export const fetched = join(repository, ".vscode-test");

/** Takes a line about something that may take long. */
export type Progress = (line: string) => void;

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * Fills a folder in another place and moves it to its own once `fill` has succeeded, so a folder
 * that exists is whole. Of two processes that fill the same one, the first wins.
 */
export async function fillFolder(
  folder: string,
  fill: (unfinished: string) => Promise<void>,
): Promise<void> {
  const unfinished = `${folder}.unfinished-${process.pid}`;
  await removeAbandoned(folder);
  await mkdir(unfinished, { recursive: true });
  try {
    await fill(unfinished);
    await rename(unfinished, folder).catch(async (error: unknown) => {
      if (!(await exists(folder))) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Takes off the disk what processes that are gone have left unfinished. */
async function removeAbandoned(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.unfinished-`;
  for (const name of await readdir(dirname(folder)).catch(() => [])) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
    await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
