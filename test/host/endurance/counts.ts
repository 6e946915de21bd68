import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { getEventListeners } from "node:events";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as vscode from "vscode";
import type { TestAccess } from "../../../src/house.ts";
import { activeHandles, openSockets, ownFiles } from "./openSockets.ts";
import { within } from "./until.ts";

/** How many there are of what can leak, by kind. */
export type Counts = Readonly<Record<string, number>>;

/**
 * Counts what the extension holds in its host: on the heap, with VS Code and with the system. Listens
 * in on VS Code's API from its making to its end.
 */
export class LeakCounter implements vscode.Disposable {
  /** Completions that were sent. */
  requests = 0;
  /** Warnings of Node and rejections that nobody handled. */
  readonly complaints = new Set<unknown>();
  readonly #access: TestAccess;
  readonly #ports: ReadonlySet<number>;
  readonly #registered = new Map<string, number>();
  readonly #signals = new Set<WeakRef<AbortSignal>>();
  readonly #passing = new Map<string, Set<WeakRef<object>>>();
  readonly #known = new WeakSet();
  readonly #ends: (() => void)[] = [];

  /** @param origins of the servers that are asked. */
  constructor(access: TestAccess, origins: readonly string[]) {
    this.#access = access;
    this.#ports = new Set(origins.map((origin) => Number(new URL(origin).port)));
    this.#countRegistrations();
    this.#noteSignals();
    this.#countRequests();
    this.#noteComplaints();
  }

  /** To be asked for when nothing is under way. Collects garbage first. */
  async counts(): Promise<Counts> {
    // One that is kept for the next request closes by itself after some seconds.
    await within(30, async () => (await openSockets(this.#ports)) === 0);
    await collectGarbage();
    const signals = alive(this.#signals);
    return {
      ...byKind("active", process.getActiveResourcesInfo()),
      ...byKind(
        "handle",
        activeHandles().map(({ constructor }) => constructor.name),
      ),
      ...Object.fromEntries(
        [...this.#registered].map(([name, count]) => [`vscode: ${name}`, count]),
      ),
      ...Object.fromEntries([...this.#passing].map(([kind, all]) => [kind, alive(all).length])),
      "sockets to the servers": await openSockets(this.#ports),
      "abort signals": signals.length,
      "listeners on abort signals": signals
        .map((signal) => getEventListeners(signal, "abort").length)
        .reduce((sum, count) => sum + count, 0),
      "listeners of the process": process
        .eventNames()
        .reduce((sum, name) => sum + process.listenerCount(name), 0),
      "places that are followed": this.#access.anchors.size,
      "open files": (await ownFiles()).length,
    };
  }

  /** Something that should be gone in the end. */
  note(kind: string, passing: object): void {
    if (this.#known.has(passing)) return;
    this.#known.add(passing);
    const all = this.#passing.get(kind) ?? new Set();
    this.#passing.set(kind, all.add(new WeakRef(passing)));
  }

  dispose(): void {
    for (const end of this.#ends.splice(0)) end();
  }

  #countRegistrations(): void {
    const { commands, languages, window, workspace } = vscode;
    for (const [name, api] of Object.entries({ commands, languages, window, workspace })) {
      this.#countIn(name, api);
    }
  }

  #countIn(namespace: string, api: Record<string, unknown>): void {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(api))) {
      const make: unknown = descriptor.value;
      // A panel is disposed by whoever closes its tab.
      const isMaker = /^(?:on[A-Z]|register|create)/u.test(name) && name !== "createWebviewPanel";
      if (!isMaker || typeof make !== "function" || descriptor.writable !== true) continue;
      api[name] = (...parts: unknown[]): unknown => {
        const made: unknown = Reflect.apply(make, api, parts);
        return isDisposable(made) ? this.#counted(`${namespace}.${name}`, made) : made;
      };
      this.#ends.push(() => (api[name] = make));
    }
  }

  #counted(name: string, made: vscode.Disposable): vscode.Disposable {
    const add = (more: number) => this.#registered.set(name, this.#of(name) + more);
    let isThere = true;
    add(1);
    const dispose = (): unknown => {
      if (isThere) add(-1);
      isThere = false;
      return made.dispose();
    };
    // Some of what VS Code makes is frozen.
    return Object.create(made, { dispose: { value: dispose } }) as vscode.Disposable;
  }

  #of(name: string): number {
    return this.#registered.get(name) ?? 0;
  }

  #noteSignals(): void {
    const { prototype } = EventTarget;
    const original = prototype.addEventListener;
    const [known, signals] = [this.#known, this.#signals];
    prototype.addEventListener = function (...parts: Parameters<typeof original>) {
      if (this instanceof AbortSignal && !known.has(this)) {
        known.add(this);
        signals.add(new WeakRef(this));
      }
      return Reflect.apply(original, this, parts);
    };
    this.#ends.push(() => (prototype.addEventListener = original));
  }

  #countRequests(): void {
    const channel = "undici:request:create";
    const note = (message: unknown) => {
      const { request } = message as { readonly request: { readonly path: string } };
      if (request.path.endsWith("/chat/completions")) this.requests++;
    };
    subscribe(channel, note);
    this.#ends.push(() => unsubscribe(channel, note));
  }

  #noteComplaints(): void {
    const { complaints } = this;
    const warned = (warning: Error) => complaints.add(warning.stack);
    // VS Code handles each in the end, to log it.
    const rejected = (reason: unknown) =>
      complaints.add(reason instanceof Error ? reason.stack : reason);
    process.on("warning", warned);
    process.on("unhandledRejection", rejected);
    this.#ends.push(() => {
      process.off("warning", warned);
      process.off("unhandledRejection", rejected);
    });
  }
}

/** Bytes on the heap that something needs: the middle of several looks. */
export async function heapLevel(): Promise<number> {
  const samples: number[] = [];
  for (let count = 0; count < 5; count++) {
    await collectGarbage();
    samples.push(process.memoryUsage().heapUsed);
  }
  return samples.sort((a, b) => a - b)[2] ?? 0;
}

async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  // Finalisers run, and what was looked at is let go of, in a turn of its own.
  for (let count = 0; count < 2; count++) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
}

/** Those that something still needs; the others are forgotten. */
function alive<T extends object>(all: Set<WeakRef<T>>): T[] {
  return [...all].flatMap((reference) => {
    const one = reference.deref();
    if (one === undefined) all.delete(reference);
    return one === undefined ? [] : [one];
  });
}

function isDisposable(value: unknown): value is vscode.Disposable {
  return typeof value === "object" && value !== null && "dispose" in value;
}

function byKind(prefix: string, names: readonly string[]): Counts {
  const counts: Record<string, number> = {};
  for (const name of names) {
    const kind = `${prefix}: ${name}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
