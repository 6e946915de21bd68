import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { watchOutput } from "../../canary/record.ts";
import type { StepTime } from "./decoder.ts";
import type { Directives, ThinkingField } from "./directives.ts";
import { tokenVariable } from "./options.ts";
import type { LoggedRequest } from "./requestLog.ts";
import type { ModelKey } from "./sites.ts";

export interface PracticeSettings {
  readonly token?: string;
  /** Milliseconds before each text chunk; 0, the default here, never waits. */
  readonly pace?: number;
  readonly step?: StepTime;
  /** Window of the models in tokens. */
  readonly maxModelLen?: number;
  readonly thinkingField?: ThinkingField;
}

/** A practice server that runs as a process of its own. */
export interface PracticeServer {
  /** Root without a trailing slash. */
  readonly url: string;
  readonly pid: number;
  /** The `baseUrl` of a model's endpoint; without a key, of the one that has all three. */
  baseUrl(model?: ModelKey): string;
  /** What it received since the start or the last `clearLog`. */
  log(): Promise<readonly LoggedRequest[]>;
  /** Forgets the log and shuts the gates. */
  clearLog(): Promise<void>;
  /** Directives for every request from now on that has none of its own. */
  direct(directives: Directives): Promise<void>;
  /** Opens a gate of `waitFor` or `waitInThinking`, for replies that wait and those to come. */
  release(gate: string): Promise<void>;
  /** The first request that fulfils the predicate, now or soon; rejects after 10 s without one. */
  waitForRequest(predicate: (request: LoggedRequest) => boolean): Promise<LoggedRequest>;
  /** Ends the process; resolves when it is gone. */
  stop(): Promise<void>;
}

const deadline = 10_000;
const pollInterval = 5;

/** Starts a server on a free port; rejects if it does not listen within 10 s. */
export async function startPracticeServer(
  settings: PracticeSettings = {},
): Promise<PracticeServer> {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = spawn(process.execPath, [main, ...argumentsFor(settings)], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, [tokenVariable]: settings.token },
  });
  watchOutput(main, [child.stdout], (listener) => child.once("close", listener));
  try {
    const url = await urlOf(child);
    return new PracticeProcess(child, url);
  } catch (error) {
    child.kill();
    throw error;
  }
}

function argumentsFor({ pace = 0, step, maxModelLen, thinkingField }: PracticeSettings): string[] {
  return [
    "--exit-with-parent",
    `--pace=${pace}`,
    ...(step === undefined ? [] : [`--step=${step.base},${step.each}`]),
    ...(maxModelLen === undefined ? [] : [`--max-model-len=${maxModelLen}`]),
    ...(thinkingField === undefined ? [] : [`--thinking-field=${thinkingField}`]),
  ];
}

async function urlOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("The practice server has no stdout.");
  const lines = createInterface(child.stdout);
  const exited = once(child, "exit").then(() => {
    throw new Error("The practice server ended before it listened.");
  });
  const listening = once(lines, "line", { signal: AbortSignal.timeout(deadline) });
  const [line] = (await Promise.race([listening, exited])) as [string];
  return (JSON.parse(line) as { url: string }).url;
}

class PracticeProcess implements PracticeServer {
  readonly url: string;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  baseUrl(model?: ModelKey): string {
    return model === undefined ? `${this.url}/v1` : `${this.url}/${model}/v1`;
  }

  async log(): Promise<readonly LoggedRequest[]> {
    return (await this.#control("GET", "log")) as readonly LoggedRequest[];
  }

  async clearLog(): Promise<void> {
    await this.#control("DELETE", "log");
  }

  async direct(directives: Directives): Promise<void> {
    await this.#control("PUT", "directives", directives);
  }

  async release(gate: string): Promise<void> {
    await this.#control("POST", `release/${encodeURIComponent(gate)}`);
  }

  async waitForRequest(predicate: (request: LoggedRequest) => boolean): Promise<LoggedRequest> {
    const giveUpAt = Date.now() + deadline;
    for (;;) {
      const requests = await this.log();
      const found = requests.find(predicate);
      if (found !== undefined) return found;
      if (Date.now() > giveUpAt) {
        throw new Error(`No such request in ${deadline} ms; the log: ${JSON.stringify(requests)}`);
      }
      await sleep(pollInterval);
    }
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, "exit");
    this.#child.kill();
    await exited;
  }

  async #control(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/practice/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} /practice/${path}: ${response.status}`);
    return await response.json();
  }
}
