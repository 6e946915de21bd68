import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { watchOutput } from "../canary/record.ts";

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

const running = new Set<ChildProcess>();

// Groups of their own do not hear the terminal's Ctrl+C and would outlive this process.
process.on("exit", () => {
  for (const { pid } of running) if (pid !== undefined) killNow(pid);
});

/** Npm itself: the one that runs this script where there is one, else the one on PATH. */
export function npmCommand(args: readonly string[], cwd: string): Command {
  const npm = process.env["npm_execpath"];
  if (npm !== undefined && /npm-cli\.c?js$/u.test(npm)) {
    return { command: process.execPath, args: [npm, ...args], cwd };
  }
  return { command: process.platform === "win32" ? "npm.cmd" : "npm", args, cwd };
}

/**
 * Runs a command to its end and returns what it wrote to standard output. Throws with the end of
 * all its output where it fails, cannot start, or takes longer than `timeout` milliseconds.
 */
export async function runCommand(command: Command, timeout?: number): Promise<string> {
  const child = startProcess(command);
  let output = "";
  let everything = "";
  child.stdout?.on("data", (piece: string) => {
    output += piece;
    everything += piece;
  });
  child.stderr?.on("data", (piece: string) => (everything += piece));
  const outOfTime = new AbortController();
  const limit = wait(timeout ?? 2 ** 31 - 1, "late" as const, { signal: outOfTime.signal });
  const end = once(child, "close").then(([code]) => code as number | null);
  try {
    const code = await Promise.race([end, limit]);
    if (code === 0) return output;
    const why = code === "late" ? `took longer than ${timeout} ms` : `ended with ${code}`;
    throw new Error(
      `${command.command} ${command.args.join(" ")} ${why}\n${everything.slice(-2000)}`,
    );
  } finally {
    outOfTime.abort();
    limit.catch(() => undefined);
    await stopProcess(child);
  }
}

/** Starts a command in a process group of its own, its output as text. */
export function startProcess({ command, args, cwd, env }: Command): ChildProcess {
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    // Windows starts .cmd files through its shell only.
    shell: command.endsWith(".cmd"),
    windowsHide: true,
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  child.stdout.setEncoding("utf8");
  child.stderr.setEncoding("utf8");
  watchOutput(`${command} ${args[0] ?? ""}`, [child.stdout, child.stderr], (listener) =>
    child.once("close", listener),
  );
  return child;
}

/** Ends a process begun by {@link startProcess} with all it started, and waits until it is gone. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined || !isRunning(child)) return;
  const gone = once(child, "exit");
  if (process.platform !== "win32") {
    signalGroup(pid, "SIGTERM");
    await Promise.race([gone, wait(5000, undefined, { ref: false })]);
  }
  // On from here for the members of the group that outlived its leader, too.
  killNow(pid);
  if (isRunning(child)) await gone;
}

/**
 * Kills what descends from a process begun by {@link startProcess} and has a word in its command
 * line, and waits until it is gone. Throws where there is none. Not on Windows.
 */
export async function killDescendants({ pid }: ChildProcess, word: string): Promise<void> {
  const before = await processTable();
  const family = new Set([pid]);
  for (let known = 0; known < family.size;) {
    known = family.size;
    for (const { id, parent } of before) if (family.has(parent)) family.add(id);
  }
  const victims = before.filter(({ id, args }) => family.has(id) && args.includes(word));
  if (victims.length === 0) throw new Error(`No process with “${word}” is running.`);
  for (const { id } of victims) process.kill(id, "SIGKILL");
  const isThere = ({ id, args }: RunningProcess) =>
    victims.some((victim) => victim.id === id && victim.args === args);
  while ((await processTable()).some(isThere)) await wait(20);
}

interface RunningProcess {
  readonly id: number;
  readonly parent: number;
  readonly args: string;
}

async function processTable(): Promise<RunningProcess[]> {
  const table = await runCommand({ command: "ps", args: ["-A", "-o", "pid=,ppid=,args="] });
  return table.split("\n").flatMap((line) => {
    const [, id, parent, args = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/u.exec(line) ?? [];
    return id === undefined ? [] : [{ id: Number(id), parent: Number(parent), args }];
  });
}

function killNow(pid: number): void {
  if (process.platform === "win32") spawnSync("taskkill", ["/pid", `${pid}`, "/T", "/F"]);
  else signalGroup(pid, "SIGKILL");
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
