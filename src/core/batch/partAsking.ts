import type { ModelEndpoint } from "../settings/endpoint.ts";
import type { Batch, BatchTemplate, PartAnswer } from "./batch.ts";
import type { BatchItems } from "./batchItems.ts";
import type { BatchPorts } from "./batchPorts.ts";
import type { ItemWork, Task } from "./itemWork.ts";
import { glossaryMessages, glossaryParameters, readTerms } from "./longFile/glossary.ts";
import { partMessages, partText } from "./longFile/partMessages.ts";
import { askedEndpoint } from "./longFile/partRoom.ts";
import { askModel, ReplyMeter } from "./modelRequest.ts";
import { divideAnew, withinWindow } from "./openItem.ts";
import { judge, type Verdict } from "./retryPolicy.ts";

/** What a request means for others than its part. Times are in milliseconds. */
export type Effect = Extract<Verdict, { kind: "again" | "hold" | "pause" }>;

/** Asks for parts of items and keeps what comes of it. */
export class PartAsking {
  readonly #ports: BatchPorts;
  readonly #batch: Batch;
  readonly #items: BatchItems;
  readonly #onProgress: (item: string, tokens: number) => void;
  readonly #meters = new WeakMap<ItemWork, ReplyMeter>();

  constructor(
    ports: BatchPorts,
    batch: Batch,
    items: BatchItems,
    onProgress: (item: string, tokens: number) => void,
  ) {
    this.#ports = ports;
    this.#batch = batch;
    this.#items = items;
    this.#onProgress = onProgress;
  }

  /**
   * Does one task that the work has begun. Rejects with a StoreError; the part is then open again,
   * or its answer is kept in memory until the store takes it.
   */
  async ask(
    work: ItemWork,
    task: Task,
    endpoint: ModelEndpoint,
    stop: AbortSignal,
  ): Promise<Effect | undefined> {
    const template = this.#batch.templates[work.item.template];
    if (template === undefined) return undefined;
    const signal = AbortSignal.any([stop, work.signal]);
    const reached = withinWindow(endpoint, work.window);
    if (task.kind === "terms") return this.#askTerms(work, task.index, template, reached, signal);
    try {
      return await this.#askPart(work, task.index, template, reached, signal);
    } catch (thrown) {
      work.takeBack(task.index, work.tries(task.index), "open");
      throw thrown;
    }
  }

  async #askPart(
    work: ItemWork,
    index: number,
    template: BatchTemplate,
    endpoint: ModelEndpoint,
    signal: AbortSignal,
  ): Promise<Effect | undefined> {
    const { source, ends, terms, item, signal: division } = work;
    if (work.begunAt === undefined) this.#begin(work);
    const messages = partMessages({
      ...{ template, endpoint, source: source.text, languageId: source.languageId },
      ...{ name: item.name, ends, index, terms },
    });
    const asked = askedEndpoint(template, endpoint);
    const sink = this.#meter(work).sink();
    const record = await askModel(this.#ports, asked, messages, signal, [sink]);
    if (work.signal !== division) return undefined;

    const tries = work.tries(index);
    const verdict = judge(record, tries, `${item.id} ${index}`);
    switch (verdict.kind) {
      case "answered": {
        const { usage } = record;
        const answer = { index, text: verdict.text, terms: [], ...(usage && { usage }) };
        this.#keep(work, answer);
        return undefined;
      }
      case "failed":
        work.fail(index, verdict.remark);
        return undefined;
      case "divideAnew":
        this.#divideAnew(work, index, endpoint, verdict);
        return undefined;
      case "stopped":
        work.takeBack(index, tries, "open");
        return undefined;
      case "again":
        work.takeBack(index, { ...tries, broken: tries.broken + 1 }, "resting");
        return verdict;
      case "hold":
        work.takeBack(index, { ...tries, busy: tries.busy + 1 }, "open");
        return verdict;
      case "pause":
        // The person goes on when it is mended.
        work.takeBack(index, { broken: 0, busy: 0 }, "open");
        return verdict;
    }
  }

  /** What goes wrong here costs the glossary a few lines; only a busy server is given its rest. */
  async #askTerms(
    work: ItemWork,
    index: number,
    template: BatchTemplate,
    endpoint: ModelEndpoint,
    signal: AbortSignal,
  ): Promise<Effect | undefined> {
    const { signal: division, source, ends } = work;
    const answer = work.answers.find((each) => each.index === index);
    try {
      if (answer === undefined) return undefined;
      const messages = glossaryMessages({
        ...{ template, endpoint, answer: answer.text, scale: this.#ports.scale(endpoint) },
        source: partText({ source: source.text, ends, index }),
      });
      const { systemPrompt: _, ...plain } = askedEndpoint(template, endpoint);
      const asked = { ...plain, ...glossaryParameters };
      const record = await askModel(this.#ports, asked, messages, signal, []);
      if (work.signal !== division) return undefined;
      const verdict = judge(record, { broken: Infinity, busy: 0 }, "");
      if (verdict.kind === "hold") return verdict;
      const terms = verdict.kind === "answered" ? readTerms(verdict.text) : [];
      if (terms.length > 0) this.#keep(work, { ...answer, terms });
      return undefined;
    } finally {
      if (work.signal === division) work.endTerms();
    }
  }

  #begin(work: ItemWork): void {
    const { id } = work.item;
    const before = this.#items.get(id)?.elapsed ?? 0;
    this.#items.change(id, {
      state: "asking",
      remark: undefined,
      output: undefined,
      ...shareOf(work),
    });
    work.begunAt = this.#ports.now() - before;
  }

  #keep(work: ItemWork, answer: PartAnswer): void {
    const isNew = !work.has(answer.index);
    this.#items.savePart(work, answer);
    work.answer(answer);
    if (isNew && !work.isThrough) this.#items.change(work.item.id, this.#progressOf(work));
  }

  #divideAnew(
    work: ItemWork,
    index: number,
    endpoint: ModelEndpoint,
    { remark, limit }: Extract<Verdict, { kind: "divideAnew" }>,
  ): void {
    if (work.isDividedAnew) {
      work.fail(index, remark);
      return;
    }
    divideAnew(this.#ports, this.#batch, work, endpoint, limit);
    this.#items.change(work.item.id, this.#progressOf(work));
  }

  #progressOf(work: ItemWork) {
    return { ...shareOf(work), usage: work.usage, elapsed: elapsedOf(work, this.#ports.now()) };
  }

  #meter(work: ItemWork): ReplyMeter {
    const { id } = work.item;
    const made = () =>
      new ReplyMeter(
        () => this.#ports.now(),
        (tokens) => this.#onProgress(id, tokens + (work.usage?.completionTokens ?? 0)),
      );
    const meter = this.#meters.get(work) ?? made();
    this.#meters.set(work, meter);
    return meter;
  }
}

/** How many of an item's parts are answered; only said of several. */
export function shareOf({ answeredCount, count }: ItemWork) {
  return { parts: count > 1 ? { done: answeredCount, count } : undefined };
}

/** Milliseconds that an item was asked for, earlier runs included. */
export function elapsedOf({ begunAt }: ItemWork, now: number): number | undefined {
  return begunAt === undefined ? undefined : Math.max(0, now - begunAt);
}
