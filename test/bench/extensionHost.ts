import { readFile, readdir } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

/** A process that is read from Linux's `/proc`. */
interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  /** Clock ticks since the machine began. */
  readonly startedAt: number;
  /** In user's and kernel's mode, in milliseconds. */
  readonly cpu: number;
}

/** Of these Linux has a hundred a second, whatever its kernel counts in. */
const tick = 10;

/** Whether processes can be looked into here. */
export const canReadProcesses = process.platform === "linux";

/** The newest extension host that this process has started, through whichever others. */
export async function extensionHost(): Promise<number> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/u.test(name)).map(Number);
  const stats = (await Promise.all(pids.map(statOf))).filter((each) => each !== undefined);
  const family = new Set([process.pid]);
  for (let known = 0; known < family.size;) {
    known = family.size;
    for (const { pid, parent } of stats) if (family.has(parent)) family.add(pid);
  }
  const own = stats.filter(({ pid }) => family.has(pid));
  const commands = await Promise.all(own.map(({ pid }) => commandOf(pid)));
  const hosts = own.filter((_, index) => commands[index]?.includes("--type=extensionHost"));
  const newest = hosts.toSorted((one, other) => one.startedAt - other.startedAt).at(-1);
  if (newest === undefined) throw new Error("No extension host is running.");
  return newest.pid;
}

/** Milliseconds of processor time that a process has used. */
export async function cpuTimeOf(pid: number): Promise<number> {
  const stat = await statOf(pid);
  if (stat === undefined) throw new Error(`Process ${pid} has ended.`);
  return stat.cpu;
}

/** Resident memory of a process in bytes, when it has come to rest. */
export async function restingMemoryOf(pid: number): Promise<number> {
  const samples: number[] = [];
  for (let seconds = 0; seconds < 40; seconds++) {
    samples.push(await residentMemoryOf(pid));
    const last = samples.slice(-6);
    if (last.length === 6 && Math.max(...last) - Math.min(...last) < 500_000) break;
    await wait(1000);
  }
  return samples.at(-1) ?? NaN;
}

async function residentMemoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const kilobytes = /^VmRSS:\s+(\d+) kB$/mu.exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`Process ${pid} has ended.`);
  return Number(kilobytes) * 1024;
}

/** Undefined where the process is gone. */
async function statOf(pid: number): Promise<ProcessStat | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The name may hold blanks and parentheses; behind it come numbers.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const at = (index: number) => Number(fields[index]);
  if (fields.length < 20) return undefined;
  return { pid, parent: at(1), startedAt: at(19), cpu: (at(11) + at(12)) * tick };
}

function commandOf(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
}
