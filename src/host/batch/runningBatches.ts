import * as vscode from "vscode";
import { isSettled, type BatchStore, type StoredBatch } from "../../core/batch/batch.ts";
import { countStates, tally } from "../../core/batch/progressText.ts";
import type { BatchControl } from "./batchControl.ts";
import { wait } from "../wait.ts";
import { keepRunningBatchIds, runningBatchIds } from "./runningBatchIds.ts";

/** A window that died counts as gone after 10 s without a sign. */
const tries = 6;
const distance = 2500;

/** Knows which batches run in this workspace, so that they can be gone on with after a reload. */
export class RunningBatches implements vscode.Disposable {
  readonly #memento: vscode.Memento;
  readonly #lifetime = new AbortController();

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  add(id: string): void {
    keepRunningBatchIds(this.#memento, [...new Set([...this.#ids(), id])]);
  }

  delete(id: string): void {
    const left = this.#ids().filter((each) => each !== id);
    keepRunningBatchIds(this.#memento, left);
  }

  /** Offers what ran when the window ended and nobody runs now. Nothing is sent before the click. */
  async offer(
    control: BatchControl,
    open: () => Promise<BatchStore | undefined>,
    { runner, show }: { readonly runner: string; readonly show: (id: string) => void },
  ): Promise<void> {
    const ids = this.#ids();
    if (ids.length === 0) return;
    const store = await open();
    if (store === undefined) return;
    for (const id of ids) {
      const stored = await this.#left(store, id, runner);
      if (this.#lifetime.signal.aborted) return;
      if (stored === undefined) {
        this.delete(id);
        continue;
      }
      const { done, total } = tally(countStates(stored.items));
      const resume = vscode.l10n.t("Resume");
      const table = vscode.l10n.t("Show");
      const later = vscode.l10n.t("Later");
      const choice = await vscode.window.showInformationMessage(
        vscode.l10n.t(
          "A batch was interrupted: {0} of {1} done. Go on with “{2}”?",
          done,
          total,
          stored.batch.title,
        ),
        ...[resume, table, later],
      );
      // A window that ends before somebody answers leaves it to the next one.
      this.delete(id);
      if (choice === resume) await control.start(id);
      if (choice === table) show(id);
    }
  }

  dispose(): void {
    this.#lifetime.abort();
  }

  /** The batch where it has something to do and no window has it. */
  async #left(store: BatchStore, id: string, runner: string): Promise<StoredBatch | undefined> {
    try {
      for (let count = 0; count < tries && !this.#lifetime.signal.aborted; count++) {
        const stored = store.load(id);
        if (stored?.stage !== "running" || stored.items.every(isSettled)) return undefined;
        if (store.claim(id, runner)) {
          store.release(id, runner);
          return stored;
        }
        await wait(distance, this.#lifetime.signal);
      }
    } catch {
      // A history that does not work is told where it is opened.
    }
    return undefined;
  }

  #ids(): readonly string[] {
    return runningBatchIds(this.#memento);
  }
}
