import * as l10n from "@vscode/l10n";
import type { Fault } from "../reply/fault.ts";
import { BatchClaim } from "./batchClaim.ts";
import { BatchItems } from "./batchItems.ts";
import { BatchShift } from "./batchShift.ts";
import type { Batch, BatchItem, BatchStage, ItemState, StoredBatch } from "./batch.ts";
import type { BatchEvent, BatchPorts } from "./batchPorts.ts";
import { troubleText } from "./troubleText.ts";

const elsewhere = () => l10n.t("Another window is running this batch.");
/** Items that are changed before others get their turn. */
const changedAtOnce = 100;

/**
 * Runs a batch: asks what has no answer yet and writes what has one. Everything is kept before it is
 * told, so that after a crash another run on the same store goes on: a part that is answered is
 * never asked again, and no item is forgotten.
 */
export class BatchRun {
  readonly batch: Batch;
  readonly #ports: BatchPorts;
  readonly #items: BatchItems;
  readonly #claim: BatchClaim;
  readonly #listeners = new Set<(event: BatchEvent) => void>();
  #stage: BatchStage;
  #shift: BatchShift | undefined;
  #isRunning = false;
  #isLost = false;
  /** The present run. */
  #ending: Promise<boolean> | undefined;

  /** @param runner unique id of this window's run. */
  constructor(ports: BatchPorts, stored: StoredBatch, runner: string) {
    this.batch = stored.batch;
    this.#stage = stored.stage;
    this.#ports = ports;
    this.#claim = new BatchClaim(ports, stored.batch.id, runner, () => this.#lose());
    this.#items = new BatchItems(
      ports.store,
      stored.items,
      () => !this.#isLost && (!this.#isRunning || this.#claim.confirm()),
      (item) => this.#tell({ type: "item", item }),
    );
  }

  get stage(): BatchStage {
    return this.#stage;
  }

  /** By position; the list changes in place. */
  get items(): readonly BatchItem[] {
    return this.#items.list;
  }

  /** Whether requests are under way or will be sent. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Calls `listener` with all that happens from now on; the result ends that. */
  subscribe(listener: (event: BatchEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Works until nothing is left, or it is paused, cancelled or stopped; goes on where it was paused.
   * False where another window has the batch, or has taken it meanwhile. Never rejects: trouble with
   * the store pauses it.
   */
  async run(): Promise<boolean> {
    if (this.#ending === undefined) return this.#begin("running");
    if (this.#shift?.canGoOn === true) {
      if (this.#stage !== "running") this.#enter("running");
      if (this.stage === "running") this.#shift.reopen();
      return this.#ending;
    }
    await this.#ending;
    return this.run();
  }

  /**
   * Sends no new request; those under way end and are kept.
   *
   * @param reason told to the person.
   * @param fault of a server, where that is the reason.
   */
  pause(reason?: string, fault?: Fault): void {
    if (this.#stage !== "running") return;
    if (!this.#isRunning) {
      this.#change(() => this.#enter("paused", reason));
      return;
    }
    this.#enter("paused", reason, fault);
    this.#shift?.close();
  }

  /** Ends what is under way; what has no whole answer is cancelled. Resolves when all of it is. */
  async cancel(): Promise<void> {
    if (this.#ending === undefined) {
      await this.#begin("cancelled");
      return;
    }
    this.#enter("cancelled");
    this.#shift?.abort();
    await this.#ending;
  }

  /**
   * Has items that failed, were cancelled or skipped wait again, and answers that wait for their
   * preview: those are asked anew where their source changed. A run under way takes them up. Other
   * items of a cancelled batch stay cancelled, whatever its stage is then.
   */
  retry(items: readonly string[]): void {
    this.#change(() => {
      if (this.#stage === "cancelled" && !this.#isRunning) this.#leaveCancelled();
      for (const id of items) {
        if (!this.#canRetry(this.#items.get(id)?.state)) continue;
        this.#items.change(id, { state: "waiting", remark: undefined, output: undefined });
      }
    });
    this.#shift?.lookAgain();
  }

  /** Ends what is under way and lets the batch go, for this window closes; its stage stays. */
  async stop(): Promise<void> {
    this.#shift?.abort();
    await this.#ending;
  }

  /**
   * An answer went into its source through the preview.
   *
   * @param output URI of what was written.
   */
  markWritten(item: string, output: string): void {
    if (this.#items.get(item)?.state !== "answered") return;
    try {
      this.#items.change(item, { state: "done", output });
    } catch (thrown) {
      this.#trouble(thrown);
    }
  }

  #canRetry(state: ItemState | undefined): boolean {
    if (state === "answered") return this.batch.output.kind === "edits";
    return state === "failed" || state === "cancelled" || state === "skipped";
  }

  #begin(stage: "running" | "cancelled"): Promise<boolean> {
    const ending = this.#work(stage);
    // What ends at once has no need of it.
    if (this.#isRunning) this.#ending = ending;
    return ending;
  }

  async #work(stage: "running" | "cancelled"): Promise<boolean> {
    if (!this.#take()) return false;
    this.#isRunning = true;
    this.#enter(stage);
    const keeping = new AbortController();
    const kept = this.#claim.keep(keeping.signal).catch((thrown: unknown) => this.#trouble(thrown));
    if (this.#stage === "running") {
      this.#shift = new BatchShift(this.#ports, this.batch, this.#items, {
        onTrouble: (reason, fault) => this.pause(reason, fault),
        onProgress: (item, tokens) => this.#tell({ type: "progress", item, tokens }),
      });
      this.#shift.start();
      await this.#shift.ended;
    }
    keeping.abort();
    await kept;
    if (this.#stage === "cancelled") await this.#cancelRest();
    this.#shift = undefined;
    this.#letGo();
    this.#isRunning = false;
    this.#ending = undefined;
    this.#tell({ type: "ended" });
    return !this.#isLost;
  }

  /** Takes the batch and what another window may have left of it. */
  #take(): boolean {
    try {
      this.#isLost = false;
      if (!this.#claim.take()) {
        this.#tell({ type: "stage", stage: this.#stage, reason: elsewhere() });
        return false;
      }
      const stored = this.#ports.store.load(this.batch.id);
      this.#items.replace(stored?.items ?? []);
      this.#stage = stored?.stage ?? this.#stage;
      return true;
    } catch (thrown) {
      this.#letGo();
      this.#trouble(thrown);
      return false;
    }
  }

  /** Changes something whether or not the batch runs here; not where it runs elsewhere. */
  #change(change: () => void): void {
    const isTaken = !this.#isRunning;
    if (isTaken && !this.#take()) return;
    try {
      change();
    } catch (thrown) {
      this.#trouble(thrown);
    }
    if (isTaken) this.#letGo();
  }

  #letGo(): void {
    try {
      this.#claim.release();
    } catch {
      // Without signs of life it is free in a few seconds anyway.
    }
  }

  #lose(): void {
    this.#isLost = true;
    this.#stage = "paused";
    this.#tell({ type: "stage", stage: "paused", reason: elsewhere() });
    this.#shift?.abort();
  }

  async #cancelRest(): Promise<void> {
    const { signal } = new AbortController();
    let changed = 0;
    try {
      for (const { id, state } of this.#items.list) {
        if (state !== "waiting" && state !== "asking") continue;
        this.#items.change(id, { state: "cancelled" });
        if (++changed % changedAtOnce === 0) await this.#ports.wait(0, signal);
      }
    } catch (thrown) {
      this.#trouble(thrown);
    }
  }

  /** Of a cancelled batch only what the person names is asked again. */
  #leaveCancelled(): void {
    for (const { id, state } of this.#items.list) {
      if (state === "waiting" || state === "asking") this.#items.change(id, { state: "cancelled" });
    }
    this.#enter("paused");
  }

  /** A stage that cannot be kept still holds in this window, but nothing is begun then. */
  #enter(stage: BatchStage, reason?: string, fault?: Fault): void {
    let entered = stage;
    let why = reason;
    try {
      this.#ports.store.setStage(this.batch.id, stage);
    } catch (thrown) {
      why ??= troubleText(thrown);
      if (stage === "running") entered = "paused";
    }
    this.#stage = entered;
    this.#tell({
      ...{ type: "stage", stage: entered },
      ...(why === undefined ? {} : { reason: why }),
      ...(fault === undefined ? {} : { fault }),
    });
  }

  #trouble(thrown: unknown): void {
    const reason = troubleText(thrown);
    if (this.#isRunning && this.#stage === "running") this.pause(reason);
    else this.#tell({ type: "stage", stage: this.#stage, reason });
  }

  #tell(event: BatchEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
