import * as vscode from "vscode";
import type { BatchStore } from "../../core/batch/batch.ts";
import type { BatchPorts } from "../../core/batch/batchPorts.ts";
import { BatchRun } from "../../core/batch/batchRun.ts";
import { troubleText } from "../../core/batch/troubleText.ts";
import type { Conversations } from "../history/conversations.ts";
import type { BatchNotice } from "./batchControl.ts";
import { wait } from "../wait.ts";

/** How often a sign of life is given, in milliseconds. */
const signTime = 3000;

/** The batches that this window has loaded, each once, and why they paused by themselves. */
export class OpenBatches implements vscode.Disposable {
  readonly #conversations: Conversations;
  readonly #portsFor: (store: BatchStore) => BatchPorts;
  readonly #onStage: () => void;
  readonly #runs = new Map<string, Promise<BatchRun | undefined>>();
  readonly #notices = new Map<string, BatchNotice>();
  #isDisposed = false;
  /** Id of this window for the claims of batches. */
  readonly runner = crypto.randomUUID();

  /** @param onStage called where a batch's stage changes, or a run ends. */
  constructor(
    conversations: Conversations,
    portsFor: (store: BatchStore) => BatchPorts,
    onStage: () => void,
  ) {
    this.#conversations = conversations;
    this.#portsFor = portsFor;
    this.#onStage = onStage;
  }

  /** Undefined where there is none. */
  open(id: string): Promise<BatchRun | undefined> {
    let run = this.#runs.get(id);
    if (run === undefined) {
      run = this.#load(id);
      this.#runs.set(id, run);
      void run.then((loaded) => {
        if (loaded === undefined) this.#runs.delete(id);
      });
    }
    return run;
  }

  forget(id: string): void {
    this.#runs.delete(id);
    this.#notices.delete(id);
  }

  notice(id: string): BatchNotice | undefined {
    return this.#notices.get(id);
  }

  /** Undefined where the history does not work, which is told. */
  store(): Promise<BatchStore | undefined> {
    return this.#conversations.attempt(({ batches }) => batches, undefined);
  }

  /**
   * Does what no run may disturb, in this window or another; then the run knows what changed.
   *
   * @returns or what went wrong, in words for the person.
   */
  async exclusively(
    run: BatchRun,
    work: (store: BatchStore) => Promise<void>,
  ): Promise<string | undefined> {
    const { id } = run.batch;
    const store = await this.store();
    if (store === undefined) return undefined;
    const keeping = new AbortController();
    try {
      if (!store.claim(id, this.runner))
        return vscode.l10n.t("Another window is running this batch.");
      void this.#keepAlive(id, store, keeping.signal);
      await work(store);
      store.release(id, this.runner);
      return undefined;
    } catch (thrown) {
      return troubleText(thrown);
    } finally {
      keeping.abort();
      // Has the run read what is kept now.
      run.retry([]);
    }
  }

  /** Lets a batch go at once: another window need not wait until the signs of life are missed. */
  release(id: string): void {
    this.#conversations.attemptNow(({ batches }) => batches.release(id, this.runner), undefined);
  }

  dispose(): void {
    this.#isDisposed = true;
  }

  async #load(id: string): Promise<BatchRun | undefined> {
    const store = await this.store();
    if (store === undefined) return undefined;
    const stored = await this.#conversations.attempt(({ batches }) => batches.load(id), undefined);
    if (stored === undefined) return undefined;
    const run = new BatchRun(this.#portsFor(store), stored, this.runner);
    run.subscribe((event) => {
      if (this.#isDisposed || event.type === "item" || event.type === "progress") return;
      if (event.type === "stage") {
        const { reason: message, fault } = event;
        if (message === undefined) this.#notices.delete(id);
        else this.#notices.set(id, { message, ...(fault === undefined ? {} : { fault }) });
      }
      this.#onStage();
    });
    return run;
  }

  async #keepAlive(id: string, store: BatchStore, signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted && store.keepAlive(id, this.runner)) await wait(signTime, signal);
    } catch {
      // What the work itself does with the store tells what is wrong with it.
    }
  }
}
