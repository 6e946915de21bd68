import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A server of chat completions that nobody here wrote, as a process of its own. */
export interface Peer {
  readonly baseUrl: string;
  /** Ends the process; resolves when it is gone. */
  stop(): Promise<void>;
}

const deadline = 10_000;

/** Starts the peer on a free port of 127.0.0.1; rejects if it does not listen within 10 s. */
export async function startPeer(): Promise<Peer> {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = spawn(process.execPath, [main], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    const baseUrl = `${await urlOf(child)}/v1`;
    return { baseUrl, stop: () => stop(child) };
  } catch (error) {
    child.kill();
    throw error;
  }
}

async function urlOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("The peer has no stdout.");
  const lines = createInterface(child.stdout);
  const listening = once(lines, "line", { signal: AbortSignal.timeout(deadline) });
  const exited = once(child, "exit").then(() => {
    throw new Error("The peer ended before it listened.");
  });
  const [line] = (await Promise.race([listening, exited])) as [string];
  return (JSON.parse(line) as { url: string }).url;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill();
  await exited;
}
