import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { watchOutput } from "../../canary/record.ts";
import type { RawRequest } from "./record.ts";
import type { ScriptName } from "./scripts.ts";

/** A process of its own whose every reply follows a script, byte by byte. */
export interface RawServer {
  /** Root without a trailing slash. */
  readonly url: string;
  /** Speaks TLS with a certificate that nobody trusts; same scripts. */
  readonly tlsUrl: string;
  /** Another port of 127.0.0.1 that redirects lead to; same scripts. */
  readonly otherUrl: string;
  /**
   * A new `baseUrl` under which every request is answered as the script says: of several, the n-th
   * request gets the n-th, and the last one stays.
   */
  place(script: ScriptName | readonly ScriptName[], root?: string): Place;
  /** Ends the process; resolves when it is gone. */
  stop(): Promise<void>;
}

/** Where one test's requests go, and what came there. */
interface Place {
  readonly baseUrl: string;
  /** What was received at this place, on any port. */
  requests(): Promise<readonly RawRequest[]>;
  /** Resolves once every request of this place is closed; tells when the last was. */
  closed(): Promise<readonly RawRequest[]>;
}

const deadline = 5000;

/** Starts the server on free ports; rejects if it does not listen within 5 s. */
export async function startRawServer(): Promise<RawServer> {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = spawn(process.execPath, [main], { stdio: ["pipe", "pipe", "inherit"] });
  watchOutput(main, [child.stdout], (listener) => child.once("close", listener));
  try {
    return serverOf(child, await addressesOf(child));
  } catch (error) {
    child.kill();
    throw error;
  }
}

interface Addresses {
  readonly url: string;
  readonly tlsUrl: string;
  readonly otherUrl: string;
}

async function addressesOf(child: ChildProcess): Promise<Addresses> {
  if (child.stdout === null) throw new Error("The raw server has no stdout.");
  const lines = createInterface(child.stdout);
  const listening = once(lines, "line", { signal: AbortSignal.timeout(deadline) });
  const exited = once(child, "exit").then(() => {
    throw new Error("The raw server ended before it listened.");
  });
  const [line] = (await Promise.race([listening, exited])) as [string];
  return JSON.parse(line) as Addresses;
}

function serverOf(child: ChildProcess, addresses: Addresses): RawServer {
  let places = 0;
  return {
    ...addresses,
    place(script, root = addresses.url) {
      const path = `/${++places}/${[script].flat().join(",")}`;
      const ask = async (control: string) => {
        const response = await fetch(`${addresses.url}/${control}${path}/`);
        return (await response.json()) as readonly RawRequest[];
      };
      return {
        baseUrl: `${root}${path}/v1`,
        requests: () => ask("log"),
        closed: () => ask("closed"),
      };
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill();
      await exited;
    },
  };
}
