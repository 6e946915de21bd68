import { spawn } from "node:child_process";
import { once } from "node:events";
import { canaryMark, needlesFor } from "./needles.ts";
import { StreamSearch, type Hit } from "./search.ts";

/** How a script ended, and whether anything that it or its own processes wrote holds the token. */
export interface WatchedRun {
  readonly isSound: boolean;
  readonly bytes: number;
  readonly hits: readonly Hit[];
}

/** Runs a script, passes on what it writes, and searches it for the token. */
export async function runWatched(...args: readonly string[]): Promise<WatchedRun> {
  const mark = canaryMark();
  if (mark === undefined) throw new Error("The run has no canary.");
  const color = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  const child = spawn(process.execPath, args, {
    stdio: ["inherit", "pipe", "pipe"],
    env: { ...process.env, ...color },
  });
  for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  const needles = needlesFor(mark, ["token"]);
  const searches = (["stdout", "stderr"] as const).map((name) => {
    const search = new StreamSearch(name, needles);
    child[name].on("data", (piece: Buffer) => {
      search.push(piece);
      process[name].write(piece);
    });
    return search;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return {
    isSound: code === 0,
    bytes: searches.reduce((sum, { bytes }) => sum + bytes, 0),
    hits: searches.flatMap(({ hits }) => hits),
  };
}
