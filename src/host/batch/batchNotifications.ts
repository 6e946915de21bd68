import * as vscode from "vscode";
import type { BatchRun } from "../../core/batch/batchRun.ts";
import { BatchProgress } from "../../core/batch/progress.ts";
import { countStates, progressText, resultText, tally } from "../../core/batch/progressText.ts";
import { describeFault } from "../../core/reply/faultText.ts";
import { sentencesText } from "../../core/text/listText.ts";
import { commands } from "../contributions.ts";
import type { BatchControl } from "./batchControl.ts";

/** How often a notification is renewed, in milliseconds. */
const renewal = 500;

/** Shows a run's progress until it ends; who cancels that is asked what they mean. */
export async function tellProgress(
  run: BatchRun,
  control: BatchControl,
  showTable: (id: string) => void,
): Promise<void> {
  const { id, title } = run.batch;
  const progress = new BatchProgress(run.items);
  const unsubscribe = run.subscribe((event) => progress.update(event, Date.now()));
  try {
    while ((await showUntilEnd(run, progress)) === "cancelled") {
      const pause = vscode.l10n.t("Pause");
      const cancel = vscode.l10n.t("Cancel Batch");
      const show = vscode.l10n.t("Show Table");
      const choice = await vscode.window.showInformationMessage(
        vscode.l10n.t("Pause “{0}”, or cancel it? What is answered already is kept.", title),
        ...[pause, cancel, show],
      );
      if (choice === pause) await control.pause(id);
      if (choice === cancel) await control.cancel(id);
      if (choice === show) showTable(id);
    }
  } finally {
    unsubscribe();
  }
}

async function showUntilEnd(
  run: BatchRun,
  progress: BatchProgress,
): Promise<"ended" | "cancelled"> {
  if (!run.isRunning) return "ended";
  const { title } = run.batch;
  const options = {
    ...{ location: vscode.ProgressLocation.Notification, title, cancellable: true },
  };
  return vscode.window.withProgress(options, async (bar, token) => {
    const over = Promise.withResolvers<"ended" | "cancelled">();
    let shown = 0;
    const show = () => {
      const { done, total } = tally(progress.counts);
      const percent = total === 0 ? 100 : (done / total) * 100;
      const pausing = run.stage === "running" ? [] : [vscode.l10n.t("Ending what is under way")];
      const message = [...pausing, progressText(progress, Date.now())].join(" · ");
      bar.report({ message, increment: Math.max(0, percent - shown) });
      shown = Math.max(shown, percent);
    };
    show();
    const timer = setInterval(show, renewal);
    const subscription = token.onCancellationRequested(() => over.resolve("cancelled"));
    const unsubscribe = run.subscribe(({ type }) => {
      if (type === "ended") over.resolve("ended");
    });
    try {
      return await over.promise;
    } finally {
      clearInterval(timer);
      subscription.dispose();
      unsubscribe();
    }
  });
}

/** Says once how a run ended. */
export async function tellEnd(
  run: BatchRun,
  control: BatchControl,
  showTable: (id: string) => void,
): Promise<void> {
  const { id, title, output } = run.batch;
  const counts = countStates(run.items);
  const said = vscode.l10n.t("“{0}”: {1}.", title, resultText(counts));
  const table = vscode.l10n.t("Show Table");
  const notice = control.notice(id);
  if (run.stage !== "running") {
    if (run.stage !== "paused" || notice === undefined) return;
    const remedies = notice.fault === undefined ? [] : describeFault(notice.fault).remedies;
    const resume = vscode.l10n.t("Resume");
    const token = vscode.l10n.t("Set Token");
    const buttons = remedies.includes("setToken") ? [token, resume, table] : [resume, table];
    const choice = await vscode.window.showWarningMessage(
      sentencesText([said, vscode.l10n.t("It paused: {0}", notice.message)]),
      ...buttons,
    );
    if (choice === token) {
      await vscode.commands.executeCommand(commands.setToken);
      return tellEnd(run, control, showTable);
    }
    if (choice === resume) await control.start(id);
    if (choice === table) showTable(id);
    return;
  }
  const report = vscode.l10n.t("Report");
  const preview = vscode.l10n.t("Preview Edits");
  const buttons = output.kind === "edits" && (counts.answered ?? 0) > 0 ? [preview] : [];
  const choice = await vscode.window.showInformationMessage(said, ...[...buttons, table, report]);
  if (choice === preview) await control.applyEdits(id);
  if (choice === table) showTable(id);
  if (choice === report) await control.report(id);
}

export async function confirmRemoval(title: string): Promise<boolean> {
  const remove = vscode.l10n.t("Remove");
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t("Remove “{0}”?", title),
    { modal: true, detail: vscode.l10n.t("Its answers go too. Files that were written stay.") },
    remove,
  );
  return choice === remove;
}
