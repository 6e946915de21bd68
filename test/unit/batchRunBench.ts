import assert from "node:assert/strict";
import type { Batch, BatchItem, BatchStore, BatchTemplate } from "../../src/core/batch/batch.ts";
import type { BatchEvent, BatchPorts, SourceText } from "../../src/core/batch/batchPorts.ts";
import { BatchRun } from "../../src/core/batch/batchRun.ts";
import { StoreError } from "../../src/core/conversation/conversationStore.ts";
import type { ModelClient } from "../../src/core/reply/reply.ts";
import type { ModelEndpoint } from "../../src/core/settings/endpoint.ts";
import { createModelClient } from "../../src/models/client.ts";
import type { Directives } from "../servers/practice/directives.ts";
import type { PracticeServer } from "../servers/practice/start.ts";
import { sentOf, translation, type Sent } from "./batchRunTexts.ts";
import { HistoryFolder } from "./historyFolder.ts";

/** What the practice server is to do with a request; nothing means that it answers. */
export type Plan = (sent: Sent, count: number) => Directives | undefined;

export interface BenchOptions {
  readonly sources: Readonly<Record<string, string>>;
  readonly models?: Readonly<Record<string, Partial<ModelEndpoint>>>;
  readonly template?: BatchTemplate;
  readonly output?: Batch["output"];
  readonly limit?: number;
  readonly plan?: Plan;
  readonly token?: string;
}

/**
 * A batch over texts in memory, in a real store, asked of the practice server by the real client.
 * The server answers with the text in capitals. Waits between tries take no time, signs of life only
 * when they are told to.
 */
export class BatchBench {
  readonly folder: HistoryFolder;
  readonly sources: Map<string, string>;
  readonly endpoints = new Map<string, ModelEndpoint>();
  readonly sent: Sent[] = [];
  readonly written: { readonly uri: string; readonly text: string }[] = [];
  /** Answers that were kept, each as it came first: without its terms. */
  readonly saved: { readonly item: string; readonly index: number; readonly text: string }[] = [];
  /** Milliseconds of each wait. */
  readonly waits: number[] = [];
  readonly events: BatchEvent[] = [];
  /** Of each server, the most requests under way at once. */
  readonly most = new Map<string, number>();
  plan: Plan;
  limit: number;
  token: string | undefined;
  writing: BatchPorts["write"] | undefined;
  /** What each reading of a source waits for; nothing unless it is set. */
  reading: (() => Promise<void>) | undefined;
  /** What a pause between tries waits for; nothing unless it is set. */
  waiting: (() => Promise<void>) | undefined;
  /** Called before whatever the store changes; what it throws is thrown by the store. */
  beforeChange: (() => void) | undefined;
  readonly #store: BatchStore;
  readonly #batch: Batch;
  readonly #active = new Map<string, number>();
  #signs: (() => void)[] = [];
  #runs = 0;
  #life = new AbortController();

  private constructor(
    folder: HistoryFolder,
    store: BatchStore,
    server: PracticeServer,
    options: BenchOptions,
  ) {
    const { sources, models = { tibet: {} }, output, template = translation } = options;
    this.folder = folder;
    this.sources = new Map(Object.entries(sources));
    this.plan = options.plan ?? (() => undefined);
    this.limit = options.limit ?? 4;
    this.token = options.token;
    this.#store = store;
    for (const [key, fields] of Object.entries(models)) {
      const endpoint = { key, label: key, baseUrl: server.baseUrl(), model: "Qwen/Qwen3-14B" };
      this.endpoints.set(key, { ...endpoint, contextWindow: 4000, ...fields });
    }
    this.#batch = {
      ...{ id: "b", title: "Batch", createdAt: 1, root: "file:///w" },
      ...{ templates: [template], models: Object.keys(models) },
      output: output ?? { kind: "beside", suffix: ".en" },
    };
    const names = [...this.sources.keys()];
    const pairs = Object.keys(models).flatMap((model) => names.map((name) => ({ model, name })));
    store.create(
      this.#batch,
      pairs.map(({ model, name }, position) => ({
        ...{ id: `i${position}`, position, uri: `file:///w/${name}`, name, template: 0, model },
        ...{ state: "waiting", estimate: 100 },
      })),
    );
  }

  static async create(server: PracticeServer, options: BenchOptions): Promise<BatchBench> {
    const folder = await HistoryFolder.create();
    const { batches } = await folder.open();
    return new BatchBench(folder, batches, server, options);
  }

  dispose(): Promise<void> {
    return this.folder.dispose();
  }

  /** Another window, or the same one after a reload. */
  open(): BatchRun {
    const stored = this.#store.load("b");
    assert.ok(stored);
    this.#life = new AbortController();
    const run = new BatchRun(this.#ports(this.#life.signal), stored, `runner ${++this.#runs}`);
    const { signal } = this.#life;
    run.subscribe((event) => {
      if (!signal.aborted) this.events.push(event);
    });
    return run;
  }

  /** Items as they are kept. */
  get items(): readonly BatchItem[] {
    return this.#store.load("b")?.items ?? [];
  }

  get stage() {
    return this.#store.load("b")?.stage;
  }

  get states(): readonly string[] {
    return this.items.map(({ state }) => state);
  }

  /** Reasons that stages came with. */
  get reasons(): readonly string[] {
    return this.events.flatMap((event) =>
      event.type === "stage" && event.reason !== undefined ? [event.reason] : [],
    );
  }

  /** The time for signs of life has come. */
  beat(): void {
    for (const sign of this.#signs.splice(0)) sign();
  }

  /** Ends the window that was opened last, as `kill -9` would: nothing of it reaches anything. */
  kill(): void {
    this.#life.abort();
  }

  /** Lets all claims run out. */
  sleep(): void {
    this.folder.time += 11_000;
  }

  #ports(life: AbortSignal): BatchPorts {
    const store = this.#guarded(life);
    return {
      store,
      client: this.#client(life),
      endpoint: (key) => this.endpoints.get(key),
      token: () => Promise.resolve(this.token),
      limits: () => ({
        ...{ firstByteTimeout: 60, idleTimeout: 60 },
        ...{ frame: 4_000_000, reply: 32_000_000 },
      }),
      concurrency: () => this.limit,
      scale: () => 1,
      learn: (endpoint, _messages, _usage, outcome) => {
        const limit =
          outcome.status === "failed" && outcome.fault.kind === "promptTooLong"
            ? outcome.fault.limit
            : undefined;
        const known = this.endpoints.get(endpoint.key);
        if (limit && known) this.endpoints.set(known.key, { ...known, contextWindow: limit });
      },
      read: async (item) => {
        await this.reading?.();
        return this.#source(item.name);
      },
      write: (batch, item, answer) => {
        if (life.aborted) return Promise.resolve({ problem: "killed" });
        if (this.writing !== undefined) return this.writing(batch, item, answer);
        this.written.push({ uri: item.uri, text: answer });
        return Promise.resolve({ output: `${item.uri}.en` });
      },
      now: () => Date.now(),
      wait: (milliseconds, signal) => this.#wait(milliseconds, signal),
    };
  }

  #source(name: string): SourceText | { readonly skip: string } {
    const text = this.sources.get(name);
    return text === undefined ? { skip: "It is gone." } : { text, languageId: "plaintext" };
  }

  #wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    const isSign = milliseconds === 3000;
    if (!isSign && milliseconds > 0) this.waits.push(milliseconds);
    return new Promise((resolve) => {
      signal.addEventListener("abort", () => resolve(), { once: true });
      if (signal.aborted) resolve();
      else if (isSign) this.#signs.push(resolve);
      else if (milliseconds > 0 && this.waiting !== undefined) void this.waiting().then(resolve);
      else setImmediate(resolve);
    });
  }

  #guarded(life: AbortSignal): BatchStore {
    const store = this.#store;
    const change = <T>(work: () => T): T => {
      if (!life.aborted) this.beforeChange?.();
      if (life.aborted) throw new StoreError("other", "killed");
      return work();
    };
    return {
      list: (limit) => store.list(limit),
      create: (batch, items) => store.create(batch, items),
      load: (id) => store.load(id),
      remove: (id) => store.remove(id),
      division: (item) => store.division(item),
      parts: (item) => store.parts(item),
      setStage: (id, stage) => change(() => store.setStage(id, stage)),
      claim: (id, runner) => change(() => store.claim(id, runner)),
      keepAlive: (id, runner) => change(() => store.keepAlive(id, runner)),
      release: (id, runner) => change(() => store.release(id, runner)),
      saveItem: (item) => change(() => store.saveItem(item)),
      beginParts: (item, division) => change(() => store.beginParts(item, division)),
      savePart: (item, answer) =>
        change(() => {
          store.savePart(item, answer);
          if (answer.terms.length === 0) this.saved.push({ item, ...answer });
        }),
    };
  }

  /** The real client; what the server is to do goes along with each request. */
  #client(life: AbortSignal): ModelClient {
    const client = createModelClient();
    return {
      ...client,
      stream: (request, signal) => {
        const { endpoint, messages } = request;
        const sent = sentOf(messages, endpoint.model);
        const count = this.sent.filter(({ content }) => content === sent.content).length;
        this.sent.push(sent);
        const reply = sent.isForTerms ? `${sent.text.slice(0, 5)} = TERM` : sent.text.toUpperCase();
        const practice = { reply, ...this.plan(sent, count) };
        const directed = { ...endpoint, extraBody: { ...endpoint.extraBody, practice } };
        return this.#counted(
          new URL(endpoint.baseUrl).origin,
          client.stream({ ...request, endpoint: directed }, AbortSignal.any([signal, life])),
        );
      },
    };
  }

  async *#counted<E, R>(
    origin: string,
    reply: AsyncGenerator<E, R, void>,
  ): AsyncGenerator<E, R, void> {
    const active = (this.#active.get(origin) ?? 0) + 1;
    this.#active.set(origin, active);
    this.most.set(origin, Math.max(active, this.most.get(origin) ?? 0));
    try {
      return yield* reply;
    } finally {
      this.#active.set(origin, (this.#active.get(origin) ?? 0) - 1);
    }
  }
}
