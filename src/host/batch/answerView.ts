import * as vscode from "vscode";
import type { BatchItem, BatchStore } from "../../core/batch/batch.ts";
import { fileName } from "../context/fileText.ts";

/** Opens a source or what was written; where that is gone, it says so. */
export async function openFile(address: string): Promise<void> {
  const uri = vscode.Uri.parse(address, true);
  try {
    await vscode.workspace.fs.stat(uri);
    await vscode.commands.executeCommand("vscode.open", uri);
  } catch {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("“{0}” is not there any more.", fileName(uri)),
    );
  }
}

/** Opens an answer that is not written yet, as far as there is one, as a document of its own. */
export async function openAnswer(item: BatchItem, store: BatchStore): Promise<void> {
  const content = store
    .parts(item.id)
    .map(({ text }) => text)
    .join("\n\n");
  if (content === "") {
    void vscode.window.showInformationMessage(vscode.l10n.t("“{0}” has no answer yet.", item.name));
    return;
  }
  const document = await vscode.workspace.openTextDocument({ content });
  await vscode.window.showTextDocument(document);
}
