import * as vscode from "vscode";
import type { StoredBatch } from "../../core/batch/batch.ts";
import { outputName } from "../../core/batch/outputName.ts";
import { reportCsv } from "../../core/batch/report/reportCsv.ts";
import { reportMarkdown } from "../../core/batch/report/reportMarkdown.ts";
import { readSettings } from "../settings.ts";

/** Asks in which form, then opens the report as a document, or saves it. */
export async function offerReport(stored: StoredBatch): Promise<void> {
  const items = [
    { label: "Markdown", description: vscode.l10n.t("opened as a document") },
    { label: "CSV", description: vscode.l10n.t("saved, for a spreadsheet") },
  ] as const;
  const options = { title: vscode.l10n.t("Report"), placeHolder: vscode.l10n.t("In which form?") };
  const picked = await vscode.window.showQuickPick(items, options);
  if (picked?.label === "Markdown") await openMarkdown(stored);
  if (picked?.label === "CSV") await saveCsv(stored);
}

async function openMarkdown(stored: StoredBatch): Promise<void> {
  const labels = new Map(readSettings().models.map(({ key, label }) => [key, label]));
  const content = reportMarkdown(stored, labels, Date.now());
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
  await vscode.window.showTextDocument(document, { preview: false });
}

async function saveCsv(stored: StoredBatch): Promise<void> {
  const root = vscode.Uri.parse(stored.batch.root, true);
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t("Save the report"),
    defaultUri: vscode.Uri.joinPath(root, outputName(`${stored.batch.title}.csv`, "report")),
    filters: { CSV: ["csv"] },
  });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(reportCsv(stored)));
  void vscode.window.showInformationMessage(vscode.l10n.t("The report is saved."));
}
