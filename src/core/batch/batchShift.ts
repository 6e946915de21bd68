import * as l10n from "@vscode/l10n";
import type { Fault } from "../reply/fault.ts";
import { describeFault } from "../reply/faultText.ts";
import { originOf, type ModelEndpoint } from "../settings/endpoint.ts";
import type { Batch, BatchItem } from "./batch.ts";
import type { BatchItems } from "./batchItems.ts";
import type { BatchPorts } from "./batchPorts.ts";
import { ItemWork, type Task } from "./itemWork.ts";
import { openItem } from "./openItem.ts";
import { PartAsking, type Effect } from "./partAsking.ts";
import { ModelQueue, ServerQueues, type ServerQueue } from "./serverQueues.ts";
import { settleItem } from "./settleItem.ts";
import { troubleText } from "./troubleText.ts";

/** What a shift tells the run that it belongs to. */
export interface ShiftCalls {
  /** Nothing more should be sent, for a reason in words for the person; a server's fault comes along. */
  readonly onTrouble: (reason: string, fault?: Fault) => void;
  /** Estimated tokens of an item's reply so far. */
  readonly onProgress: (item: string, tokens: number) => void;
}

/** A model as the settings have it now, and what its server has to do. */
interface Reach {
  readonly endpoint: ModelEndpoint | undefined;
  readonly server: ServerQueue;
  /** Requests that the server gets at once. */
  readonly limit: number;
}

/**
 * Works on a batch's items from one start until nothing is left, or it is closed and what was under
 * way has ended. Each server gets as many requests at once as it may: the parts of the first file
 * before those of the next, and one file is read ahead so that no place stays empty.
 */
export class BatchShift {
  readonly #ports: BatchPorts;
  readonly #batch: Batch;
  readonly #items: BatchItems;
  readonly #calls: ShiftCalls;
  readonly #asking: PartAsking;
  readonly #servers: ServerQueues;
  readonly #queues: readonly ModelQueue[];
  readonly #requests = new AbortController();
  readonly #end = Promise.withResolvers<undefined>();
  #waits = new AbortController();
  /** Items that were read and are not settled, by position. */
  readonly #works: ItemWork[] = [];
  /** Ids of items that are being read, asked or written. */
  readonly #taken = new Set<string>();
  /** What must end before the shift does. */
  #tasks = 0;
  #isClosed = false;
  #hasEnded = false;

  constructor(ports: BatchPorts, batch: Batch, items: BatchItems, calls: ShiftCalls) {
    this.#ports = ports;
    this.#batch = batch;
    this.#items = items;
    this.#calls = calls;
    this.#asking = new PartAsking(ports, batch, items, calls.onProgress);
    this.#servers = new ServerQueues(ports);
    const models = new Set(items.list.map(({ model }) => model));
    this.#queues = Array.from(models, (model) => new ModelQueue(items, model, this.#isPending));
  }

  /** Resolves when nothing is under way any more. */
  get ended(): Promise<undefined> {
    return this.#end.promise;
  }

  start(): void {
    this.#pump();
  }

  /** Sends nothing more; what is under way ends and is kept. */
  close(): void {
    this.#isClosed = true;
    this.#waits.abort();
    this.#pump();
  }

  /** Whether it can be opened again, or is open: it has not ended and is not aborted. */
  get canGoOn(): boolean {
    return !this.#hasEnded && !this.#requests.signal.aborted;
  }

  /** Goes on after {@link close}. */
  reopen(): void {
    if (!this.#isClosed || !this.canGoOn) return;
    this.#isClosed = false;
    this.#waits = new AbortController();
    this.lookAgain();
  }

  /** Sends nothing more and ends what is under way. */
  abort(): void {
    this.#requests.abort();
    this.close();
  }

  /** Some items are waiting again. */
  lookAgain(): void {
    for (const queue of this.#queues) queue.rewind();
    this.#pump();
  }

  readonly #isPending = ({ id, state }: BatchItem): boolean => {
    if (this.#taken.has(id)) return false;
    const isToWrite = state === "answered" && this.#batch.output.kind !== "edits";
    return state === "waiting" || state === "asking" || isToWrite;
  };

  /** Begins whatever can be begun; ends the shift where nothing is under way. */
  #pump(): void {
    if (this.#hasEnded) return;
    if (!this.#isClosed) {
      const reaches = new Map(this.#queues.map(({ model }) => [model, this.#reach(model)]));
      for (const work of [...this.#works]) this.#askFor(work, reaches.get(work.item.model));
      while (this.#openNext(reaches));
    }
    if (this.#tasks > 0) return;
    this.#hasEnded = true;
    this.#putBack();
    this.#end.resolve(undefined);
  }

  #reach(model: string): Reach {
    const endpoint = this.#ports.endpoint(model);
    const limit = endpoint === undefined ? 1 : this.#ports.concurrency(originOf(endpoint));
    return { endpoint, server: this.#servers.of(endpoint), limit: Math.max(1, limit) };
  }

  /** Does something that the shift waits for; what is thrown stops it. */
  #track(work: () => Promise<unknown>): void {
    this.#tasks++;
    void work()
      .catch((thrown: unknown) => this.#calls.onTrouble(troubleText(thrown)))
      .finally(() => {
        this.#tasks--;
        this.#pump();
      });
  }

  #askFor(work: ItemWork, reach: Reach | undefined): void {
    if (reach?.endpoint === undefined) {
      work.failRest(missing(work.item.model));
      if (work.isThrough) this.#track(() => this.#settle(work));
      return;
    }
    const { endpoint, server, limit } = reach;
    while (!this.#isClosed && !server.isHeld && server.active < limit) {
      const task = work.next;
      if (task === undefined) return;
      work.begin(task);
      this.#track(() => this.#ask(work, task, endpoint, server));
    }
  }

  async #ask(
    work: ItemWork,
    task: Task,
    endpoint: ModelEndpoint,
    server: ServerQueue,
  ): Promise<void> {
    server.active++;
    try {
      const effect = await this.#asking.ask(work, task, endpoint, this.#requests.signal);
      if (effect !== undefined) this.#heed(effect, work, task, server);
    } finally {
      server.active--;
    }
    if (work.isThrough) this.#track(() => this.#settle(work));
  }

  #heed(effect: Effect, work: ItemWork, { index }: Task, server: ServerQueue): void {
    switch (effect.kind) {
      case "pause":
        this.#calls.onTrouble(describeFault(effect.fault).message, effect.fault);
        break;
      case "hold":
        this.#track(() => server.hold(effect.time, this.#waits.signal));
        break;
      case "again": {
        const division = work.signal;
        this.#track(async () => {
          await this.#ports.wait(effect.after, this.#waits.signal);
          if (work.signal === division) work.reopen(index);
        });
      }
    }
  }

  /** Opens the first of all items that some server has a place for. */
  #openNext(reaches: ReadonlyMap<string, Reach>): boolean {
    if (this.#isClosed) return false;
    let first: { readonly item: BatchItem; readonly reach: Reach } | undefined;
    for (const queue of this.#queues) {
      const reach = reaches.get(queue.model);
      if (reach === undefined || !this.#wantsMore(reach, reaches)) continue;
      const item = queue.next;
      if (item === undefined || item.position > (first?.item.position ?? Infinity)) continue;
      first = { item, reach };
    }
    if (first === undefined) return false;
    const { item, reach } = first;
    this.#taken.add(item.id);
    this.#track(() => this.#open(item, reach));
    return true;
  }

  /**
   * Whether a server should have one more item at hand. One source is read after the other, so that
   * items are asked in their order. Those all of whose parts rest take no place, so there is a bound.
   */
  #wantsMore({ server, limit }: Reach, reaches: ReadonlyMap<string, Reach>): boolean {
    if (server.isHeld || server.isOpening) return false;
    const works = this.#works.filter(({ item }) => reaches.get(item.model)?.server === server);
    if (works.length >= 2 * limit + 2) return false;
    const ready = works.filter(({ next }) => next !== undefined).length;
    return ready <= Math.max(0, limit - server.active);
  }

  async #open(item: BatchItem, { endpoint, server }: Reach): Promise<void> {
    server.isOpening = true;
    let work: ItemWork | undefined;
    try {
      if (endpoint === undefined) {
        // A breath, since nothing else here waits for anything.
        await this.#ports.wait(0, this.#waits.signal);
        this.#items.change(item.id, { state: "failed", remark: missing(item.model) });
        return;
      }
      const opened = await openItem(this.#ports, this.#batch, this.#items, item, endpoint);
      if (opened instanceof ItemWork) work = opened;
      else this.#items.change(item.id, opened);
    } finally {
      server.isOpening = false;
      if (work === undefined) this.#taken.delete(item.id);
    }
    if (work === undefined) return;
    this.#add(work);
    if (work.isThrough) await this.#settle(work);
  }

  async #settle(work: ItemWork): Promise<void> {
    const place = this.#works.indexOf(work);
    if (place < 0) return;
    this.#works.splice(place, 1);
    work.abort();
    try {
      await settleItem(this.#ports, this.#batch, this.#items, work);
    } finally {
      this.#taken.delete(work.item.id);
    }
  }

  #add(work: ItemWork): void {
    const { position } = work.item;
    const behind = this.#works.findIndex(({ item }) => item.position > position);
    this.#works.splice(behind < 0 ? this.#works.length : behind, 0, work);
  }

  /** What was asked and has no whole answer waits again. */
  #putBack(): void {
    try {
      for (const { id, state } of this.#items.list) {
        if (state === "asking") this.#items.change(id, { state: "waiting" });
      }
    } catch (thrown) {
      this.#calls.onTrouble(troubleText(thrown));
    }
  }
}

function missing(model: string): string {
  return l10n.t("There is no model “{0}” in the settings.", model);
}
