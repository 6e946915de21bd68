import * as vscode from "vscode";
import type { Batch, BatchItem, BatchStore, BatchSummary } from "../../core/batch/batch.ts";
import type { BatchRun } from "../../core/batch/batchRun.ts";
import type { BodyOf } from "../../core/batch/jsonl/exportLines.ts";
import { askForWindow } from "../chat/requestReply.ts";
import type { ChatServices } from "../chat/services.ts";
import { AnswerFiles } from "./answerFiles.ts";
import { openAnswer, openFile } from "./answerView.ts";
import type { BatchControl, BatchNotice } from "./batchControl.ts";
import { BatchEdits } from "./batchEdits.ts";
import { BatchExport } from "./batchExport.ts";
import { BatchImport } from "./batchImport.ts";
import { confirmRemoval, tellEnd, tellProgress } from "./batchNotifications.ts";
import { offerReport } from "./batchReport.ts";
import { withProgress } from "../cancellableProgress.ts";
import { earlierAnswers } from "./earlierAnswers.ts";
import { endpointOf, hostPorts } from "./hostPorts.ts";
import { OpenBatches } from "./openBatches.ts";
import { RunningBatches } from "./runningBatches.ts";

export interface BatchesParts {
  readonly services: ChatServices;
  /** The workspace's. */
  readonly memento: vscode.Memento;
  readonly bodyOf: BodyOf;
  /** Shows a batch in the table. */
  readonly showTable: (id: string) => void;
}

interface Ending {
  readonly run: BatchRun;
  readonly ended: Promise<unknown>;
}

type Work = (run: BatchRun, store: BatchStore) => Promise<void>;

const mostListed = 200;

/** The batches of this window: what runs here, and what can be done with all that are kept. */
export class Batches implements BatchControl, vscode.Disposable {
  readonly files: AnswerFiles;
  readonly #parts: BatchesParts;
  readonly #open: OpenBatches;
  /** Runs that have not ended. */
  readonly #endings = new Map<string, Ending>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #running: RunningBatches;
  readonly #exporting: BatchExport;
  readonly #importing: BatchImport;
  readonly #edits: BatchEdits;
  #isDisposed = false;

  readonly onDidChange = this.#changed.event;

  constructor(parts: BatchesParts) {
    this.#parts = parts;
    const { services, memento, bodyOf } = parts;
    this.files = new AnswerFiles(memento);
    this.#open = new OpenBatches(
      services.conversations,
      (store) => hostPorts(services, store, this.files, () => this.#endings.size),
      () => this.#changed.fire(),
    );
    this.#running = new RunningBatches(memento);
    this.#exporting = new BatchExport(services.facts, bodyOf);
    this.#importing = new BatchImport(services.facts, this.files, services.log);
    this.#edits = new BatchEdits(services.facts);
  }

  list(): Promise<readonly BatchSummary[]> {
    return this.#attempt((store) => store.list(mostListed), []);
  }

  /** URIs of what the batches wrote that are kept. */
  written(): Promise<ReadonlySet<string>> {
    return this.#attempt(earlierAnswers, new Set());
  }

  /** Keeps a new batch; nothing is sent. False where it could not be kept, which is told. */
  async create(batch: Batch, items: readonly BatchItem[]): Promise<boolean> {
    const isKept = await this.#attempt((store) => {
      store.create(batch, items);
      store.setStage(batch.id, "paused");
      return true;
    }, false);
    if (isKept) this.#changed.fire();
    return isKept;
  }

  open(id: string): Promise<BatchRun | undefined> {
    return this.#open.open(id);
  }

  async start(id: string): Promise<void> {
    const run = await this.open(id);
    if (run === undefined || this.#isDisposed) return;
    if (run.isRunning && run.stage === "running") return;
    const { services } = this.#parts;
    for (const model of run.batch.models) {
      const endpoint = endpointOf(model, services.facts);
      if (endpoint !== undefined) await askForWindow(services, endpoint);
    }
    this.#begin(run);
  }

  async pause(id: string): Promise<void> {
    (await this.open(id))?.pause();
  }

  async cancel(id: string): Promise<void> {
    await (await this.open(id))?.cancel();
  }

  async retry(id: string, items?: readonly string[]): Promise<void> {
    const run = await this.open(id);
    if (run === undefined) return;
    const failed = run.items.filter(({ state }) => state === "failed").map((item) => item.id);
    run.retry(items ?? failed);
    await this.start(id);
  }

  async remove(id: string): Promise<void> {
    const run = await this.open(id);
    if (run === undefined || !(await confirmRemoval(run.batch.title))) return;
    if (run.isRunning) await run.cancel();
    this.#open.forget(id);
    await this.#attempt((store) => store.remove(id), undefined);
    await this.files.forget(id);
    this.#changed.fire();
  }

  export(id: string, folder?: vscode.Uri): Promise<void> {
    return this.#exclusively(id, async ({ batch, items }, store) => {
      const isWritten = await this.#exporting.export({ batch, items, store }, folder);
      if (isWritten) store.setStage(id, "exported");
    });
  }

  import(id: string, files?: readonly vscode.Uri[]): Promise<void> {
    return this.#exclusively(id, ({ batch }, store) => this.#importing.import(batch, store, files));
  }

  async report(id: string): Promise<void> {
    const run = await this.open(id);
    if (run === undefined) return;
    const { batch, stage, items } = run;
    await offerReport({ batch, stage, items });
  }

  applyEdits(id: string): Promise<void> {
    return this.#withStore(id, async (run, store) => {
      const changed = await this.#edits.outdated(run, store);
      // A run under way knows its items better.
      if (changed.length > 0 && !run.isRunning) {
        await this.#alone(run, (_, kept) => {
          for (const item of changed) kept.saveItem(item);
          return Promise.resolve();
        });
      }
      await this.#edits.apply(run, store);
    });
  }

  async openSource(id: string, item: string): Promise<void> {
    const found = (await this.open(id))?.items.find((each) => each.id === item);
    if (found !== undefined) await openFile(found.uri);
  }

  openOutput(id: string, item: string): Promise<void> {
    return this.#withStore(id, async ({ items }, store) => {
      const found = items.find((each) => each.id === item);
      if (found?.output !== undefined) await openFile(found.output);
      else if (found !== undefined) await openAnswer(found, store);
    });
  }

  notice(id: string): BatchNotice | undefined {
    return this.#open.notice(id);
  }

  /** Offers to go on with what ran when this workspace's window ended. */
  async offerInterrupted(): Promise<void> {
    await this.#running.offer(this, () => this.#open.store(), {
      runner: this.#open.runner,
      show: this.#parts.showTable,
    });
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#running.dispose();
    this.#open.dispose();
    for (const [id, { run }] of this.#endings) {
      void run.stop();
      this.#open.release(id);
    }
    this.#changed.dispose();
  }

  #begin(run: BatchRun): void {
    const { id, title } = run.batch;
    const ended = run.run();
    if (!run.isRunning) {
      const why = this.notice(id)?.message ?? vscode.l10n.t("It could not be begun.");
      void vscode.window.showWarningMessage(vscode.l10n.t("“{0}”: {1}", title, why));
      return;
    }
    if (this.#endings.has(id)) return;
    const { showTable } = this.#parts;
    this.#endings.set(id, { run, ended });
    this.#running.add(id);
    void tellProgress(run, this, showTable);
    void ended.then(() => {
      this.#endings.delete(id);
      if (this.#isDisposed) return;
      this.#running.delete(id);
      void tellEnd(run, this, showTable);
    });
  }

  async #exclusively(id: string, work: Work): Promise<void> {
    const run = await this.open(id);
    if (run === undefined) return;
    run.pause();
    const ended = this.#endings.get(id)?.ended;
    if (ended === undefined || (await isAwaited(ended))) await this.#alone(run, work);
  }

  async #alone(run: BatchRun, work: Work): Promise<void> {
    const problem = await this.#open.exclusively(run, (store) => work(run, store));
    this.#changed.fire();
    if (problem === undefined) return;
    void vscode.window.showErrorMessage(vscode.l10n.t("“{0}”: {1}", run.batch.title, problem));
  }

  async #withStore(id: string, work: Work): Promise<void> {
    const run = await this.open(id);
    const store = await this.#open.store();
    if (run === undefined || store === undefined) return;
    await work(run, store);
    this.#changed.fire();
  }

  #attempt<T>(action: (store: BatchStore) => T, otherwise: T): Promise<T> {
    return this.#parts.services.conversations.attempt(({ batches }) => action(batches), otherwise);
  }
}

/** False where the person would not wait for it. */
function isAwaited(ended: Promise<unknown>): Thenable<boolean> {
  return withProgress(vscode.l10n.t("Waiting for what is under way…"), (token) => {
    const cancelled = Promise.withResolvers<boolean>();
    token.onCancellationRequested(() => cancelled.resolve(false));
    return Promise.race([ended.then(() => true), cancelled.promise]);
  });
}
