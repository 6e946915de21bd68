import * as vscode from "vscode";
import type { BatchSummary } from "../../core/batch/batch.ts";
import { isRecord } from "../../core/record.ts";
import {
  parseBatchPageMessage,
  type BatchHostMessage,
  type BatchPageMessage,
} from "../../protocol/batchMessages.ts";
import { batchTabId, commands } from "../contributions.ts";
import { batchPageSource } from "../panel/pageSkeleton.ts";
import { tabIcon } from "../panel/tabIcon.ts";
import { OpenedPage } from "../entrance/openedPage.ts";
import { WebviewPage } from "../panel/webviewPage.ts";
import { findModel, readSettings } from "../settings.ts";
import { actOnBatch, actOnItem } from "./batchActions.ts";
import type { BatchControl } from "./batchControl.ts";
import { listView } from "./batchViews.ts";
import { ShownBatch } from "./shownBatch.ts";

/** Batches as a table in a tab of the editor, which comes back with the window. */
export class BatchTable implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #control: BatchControl;
  readonly #page: WebviewPage<BatchHostMessage, BatchPageMessage>;
  readonly #subscription: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #shown: ShownBatch | undefined;
  /** The last look at what there is to show; an earlier one that ends later is of no use. */
  #looking: Promise<void> = Promise.resolve();
  #looks = 0;

  constructor(extensionUri: vscode.Uri, control: BatchControl, log: vscode.LogOutputChannel) {
    this.#extensionUri = extensionUri;
    this.#control = control;
    this.#page = new WebviewPage({
      ...{ log, parse: parseBatchPageMessage },
      receive: (message) => this.#receive(message),
    });
    this.#subscription = control.onDidChange(() => this.#look());
  }

  /** Opens the tab with a batch; without an id with one that runs, else as it is, else the newest. */
  show(batchId?: string): void {
    if (this.#panel === undefined) {
      this.#adopt(
        vscode.window.createWebviewPanel(
          batchTabId,
          vscode.l10n.t("Batches"),
          vscode.ViewColumn.Active,
        ),
      );
    } else this.#panel.reveal();
    this.#look(batchId, batchId === undefined);
  }

  /** Brings back a tab of an earlier window; `state` is the page's own, and untrusted. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const id = isRecord(state) ? state["batch"] : undefined;
    this.#panel?.dispose();
    this.#adopt(panel);
    this.#look(typeof id === "string" ? id : undefined);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#panel?.dispose();
    this.#release();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    panel.iconPath = tabIcon(this.#extensionUri);
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.#page.hide();
    });
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return;
      this.#panel = undefined;
      this.#page.detach();
      this.#release();
    });
    this.#page.attach(new OpenedPage(panel.webview, this.#extensionUri, batchPageSource));
  }

  #release(): void {
    this.#looks += 1;
    this.#shown?.dispose();
    this.#shown = undefined;
  }

  #look(wanted?: string, prefersRunning = false): void {
    if (this.#panel !== undefined) this.#looking = this.#lookAt(wanted, prefersRunning);
  }

  /** Shows the batch that is wanted, else the one that is shown, else the newest. */
  async #lookAt(wanted: string | undefined, prefersRunning: boolean): Promise<void> {
    this.#looks += 1;
    const look = this.#looks;
    const isLate = () => look !== this.#looks;
    const batches = await this.#control.list();
    const running = prefersRunning ? await this.#runningOf(batches) : undefined;
    if (isLate()) return;
    const ids = batches.map(({ batch }) => batch.id);
    const id = [wanted, running, this.#shown?.run.batch.id].find(
      (each) => each !== undefined && ids.includes(each),
    );
    const chosen = id ?? ids[0];
    const run = chosen === undefined ? undefined : await this.#control.open(chosen);
    if (isLate()) return;
    if (run !== undefined && run === this.#shown?.run) {
      this.#shown.refresh();
      this.#page.post({ type: "list", batches: batches.map(listView) });
      return;
    }
    this.#shown?.dispose();
    this.#shown = run && this.#follow(run);
    if (this.#panel !== undefined) this.#panel.title = run?.batch.title ?? vscode.l10n.t("Batches");
    await this.#sendSnapshot();
  }

  /** The newest that runs in this window; undefined where the one that is shown does. */
  async #runningOf(batches: readonly BatchSummary[]): Promise<string | undefined> {
    if (this.#shown?.run.isRunning === true) return undefined;
    for (const { batch, stage, counts } of batches) {
      const mayRun = stage === "running" && ((counts.waiting ?? 0) > 0 || (counts.asking ?? 0) > 0);
      if (mayRun && (await this.#control.open(batch.id))?.isRunning === true) return batch.id;
    }
    return undefined;
  }

  #follow(run: ShownBatch["run"]): ShownBatch {
    const { output } = run.batch;
    return new ShownBatch({
      run,
      notice: () => this.#control.notice(run.batch.id)?.message,
      label: (key) => findModel(readSettings(), key)?.label ?? key,
      folder:
        output.kind === "folder"
          ? vscode.workspace.asRelativePath(vscode.Uri.parse(output.folder))
          : "",
      onChanges: (head, rows) => this.#page.post({ type: "changes", head, rows }),
    });
  }

  async #sendSnapshot(): Promise<void> {
    const batches = (await this.#control.list()).map(listView);
    const shown = this.#shown;
    this.#page.post({
      ...{ type: "batch", batches, rows: shown?.rows ?? [] },
      ...(shown !== undefined && { head: shown.head }),
    });
  }

  async #receive(message: BatchPageMessage): Promise<void> {
    switch (message.type) {
      case "ready":
        await this.#looking;
        return this.#sendSnapshot();
      case "new":
        await vscode.commands.executeCommand(commands.askAboutManyFiles);
        return;
      case "show":
        this.#look(message.batch);
        return this.#looking;
      case "act":
        // Another one may have come since the page was drawn.
        if (message.batch !== this.#shown?.run.batch.id) return;
        return actOnBatch(this.#control, this.#shown, message.action);
      default:
        if (message.batch !== this.#shown?.run.batch.id) return;
        return actOnItem(this.#control, this.#shown, message.type, message.item);
    }
  }
}
