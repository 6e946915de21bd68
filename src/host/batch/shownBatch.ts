import type { BatchItem } from "../../core/batch/batch.ts";
import type { BatchEvent } from "../../core/batch/batchPorts.ts";
import type { BatchRun } from "../../core/batch/batchRun.ts";
import { BatchProgress } from "../../core/batch/progress.ts";
import type { BatchHeadView, BatchRowView } from "../../protocol/batchMessages.ts";
import { headView, rowView } from "./batchViews.ts";

/** How far apart the page is told of changes, and of the pace where nothing changes, in milliseconds. */
const changesRest = 100;
const paceRest = 1000;

export interface ShownBatchParts {
  readonly run: BatchRun;
  /** Why it paused by itself, as it is now. */
  readonly notice: () => string | undefined;
  /** Label of a model by its key. */
  readonly label: (model: string) => string;
  /** The folder that results go into, in words. */
  readonly folder: string;
  /** Told of lines that changed, at most ten times a second. */
  readonly onChanges: (head: BatchHeadView, rows: readonly BatchRowView[]) => void;
}

/** The batch that a table shows: what the page is told of it, and when. */
export class ShownBatch {
  readonly run: BatchRun;
  readonly #parts: ShownBatchParts;
  readonly #progress: BatchProgress;
  readonly #unsubscribe: () => void;
  /** Items as the page knows them or will with the next changes. */
  readonly #known = new Map<string, BatchItem>();
  /** Replies under way. */
  readonly #streamed = new Map<string, { tokens: number; readonly since: number }>();
  #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #pace: NodeJS.Timeout | undefined;

  constructor(parts: ShownBatchParts) {
    const { run } = parts;
    this.run = run;
    this.#parts = parts;
    this.#progress = new BatchProgress(run.items);
    for (const item of run.items) this.#know(item);
    this.#unsubscribe = run.subscribe((event) => this.#hear(event));
    this.#keepPace();
  }

  get head(): BatchHeadView {
    const { run, notice, folder } = this.#parts;
    const { batch, stage, isRunning } = run;
    const progress = this.#progress;
    return headView({
      batch,
      stage,
      isRunning,
      progress,
      notice: notice(),
      folder,
      now: Date.now(),
    });
  }

  /** By position. */
  get rows(): readonly BatchRowView[] {
    return this.run.items.map((item) => this.#row(item));
  }

  /** Ids of the items in a state. */
  idsOf(state: BatchItem["state"]): readonly string[] {
    return this.run.items.filter((item) => item.state === state).map(({ id }) => id);
  }

  item(id: string): BatchItem | undefined {
    return this.#known.get(id);
  }

  /** Finds what changed without a word, as by an import; tells the page that and the head. */
  refresh(): void {
    for (const item of this.run.items) {
      if (this.#known.get(item.id) !== item) this.#hear({ type: "item", item });
    }
    this.#tellSoon();
  }

  dispose(): void {
    this.#unsubscribe();
    clearTimeout(this.#timer);
    clearInterval(this.#pace);
  }

  #hear(event: BatchEvent): void {
    const now = Date.now();
    this.#progress.update(event, now);
    if (event.type === "item") {
      this.#know(event.item);
      this.#changed.add(event.item.id);
    } else if (event.type === "progress") {
      const streamed = this.#streamed.get(event.item);
      if (streamed !== undefined) streamed.tokens = event.tokens;
      this.#changed.add(event.item);
    }
    this.#keepPace();
    this.#tellSoon();
  }

  #know(item: BatchItem): void {
    this.#known.set(item.id, item);
    if (item.state !== "asking") this.#streamed.delete(item.id);
    else if (!this.#streamed.has(item.id)) {
      this.#streamed.set(item.id, { tokens: 0, since: Date.now() });
    }
  }

  /** While it runs, time goes by for the pace and for what is being asked. */
  #keepPace(): void {
    if (this.run.isRunning) {
      this.#pace ??= setInterval(() => {
        for (const id of this.#streamed.keys()) this.#changed.add(id);
        this.#keepPace();
        this.#tellSoon();
      }, paceRest);
    } else {
      clearInterval(this.#pace);
      this.#pace = undefined;
    }
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const changed = this.#changed;
      this.#changed = new Set();
      const items = [...changed].flatMap((id) => this.#known.get(id) ?? []);
      this.#parts.onChanges(
        this.head,
        items.map((item) => this.#row(item)),
      );
    }, changesRest);
  }

  #row(item: BatchItem): BatchRowView {
    const streamed = this.#streamed.get(item.id);
    const { run, label } = this.#parts;
    return rowView(
      run.batch,
      item,
      label(item.model),
      streamed && { tokens: streamed.tokens, elapsed: Date.now() - streamed.since },
    );
  }
}
