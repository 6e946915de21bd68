import type { ModelEndpoint } from "../settings/endpoint.ts";
import { originOf } from "../settings/endpoint.ts";
import type { BatchItem } from "./batch.ts";
import type { BatchPorts } from "./batchPorts.ts";

/** What one server has to do at the moment: all models there share it. */
export class ServerQueue {
  /** Requests under way. */
  active = 0;
  /** Whether the source of an item is being read. */
  isOpening = false;
  /** Its last hold; undefined where nothing is held back. */
  #hold: { readonly until: number } | undefined;
  readonly #ports: BatchPorts;

  constructor(ports: BatchPorts) {
    this.#ports = ports;
  }

  get isHeld(): boolean {
    return this.#hold !== undefined;
  }

  /** Sends it nothing for some milliseconds; a hold that ends later stays. Resolves when it is over. */
  async hold(time: number, signal: AbortSignal): Promise<void> {
    const until = this.#ports.now() + time;
    if (this.#hold !== undefined && this.#hold.until >= until) return;
    const hold = { until };
    this.#hold = hold;
    await this.#ports.wait(time, signal);
    if (this.#hold === hold) this.#hold = undefined;
  }
}

/** Servers by origin. A model that is not in the settings has a queue, too, that sends nothing. */
export class ServerQueues {
  readonly #ports: BatchPorts;
  readonly #queues = new Map<string, ServerQueue>();

  constructor(ports: BatchPorts) {
    this.#ports = ports;
  }

  /** The one that an endpoint leads to now. */
  of(endpoint: ModelEndpoint | undefined): ServerQueue {
    const origin = endpoint === undefined ? "" : originOf(endpoint);
    const queue = this.#queues.get(origin) ?? new ServerQueue(this.#ports);
    this.#queues.set(origin, queue);
    return queue;
  }
}

/** The items of one model that are still to be opened, by position. */
export class ModelQueue {
  readonly model: string;
  readonly #items: { readonly list: readonly BatchItem[] };
  /** Places of the model's items in the list. */
  readonly #places: number[] = [];
  readonly #isPending: (item: BatchItem) => boolean;
  #cursor = 0;

  constructor(
    items: { readonly list: readonly BatchItem[] },
    model: string,
    isPending: (item: BatchItem) => boolean,
  ) {
    this.model = model;
    this.#items = items;
    this.#isPending = isPending;
    for (const [place, item] of items.list.entries()) {
      if (item.model === model) this.#places.push(place);
    }
  }

  /** The first item that is pending; the same until it is no more. */
  get next(): BatchItem | undefined {
    for (; this.#cursor < this.#places.length; this.#cursor++) {
      const item = this.#items.list[this.#places[this.#cursor] ?? -1];
      if (item !== undefined && this.#isPending(item)) return item;
    }
    return undefined;
  }

  /** Looks at all items again: some became pending. */
  rewind(): void {
    this.#cursor = 0;
  }
}
