import * as vscode from "vscode";
import type { BatchAction, BatchPageMessage } from "../../protocol/batchMessages.ts";
import type { BatchControl } from "./batchControl.ts";
import type { ShownBatch } from "./shownBatch.ts";

/** Does what a person wants of the batch that is shown. */
export async function actOnBatch(
  control: BatchControl,
  shown: ShownBatch,
  action: BatchAction,
): Promise<void> {
  const { id } = shown.run.batch;
  // The page may be late.
  if (!shown.head.actions.includes(action)) return;
  switch (action) {
    case "resume":
      await resume(control, shown);
      break;
    case "retryFailed":
      await control.retry(id);
      break;
    case "pause":
    case "cancel":
    case "export":
    case "import":
    case "report":
    case "applyEdits":
    case "remove":
      await control[action](id);
  }
}

/** Goes on with what is open; where all that is left was cancelled, asks that again. */
async function resume(control: BatchControl, shown: ShownBatch): Promise<void> {
  const { batch, stage } = shown.run;
  const open = [...shown.idsOf("waiting"), ...shown.idsOf("asking")];
  const toWrite = batch.output.kind === "edits" ? [] : shown.idsOf("answered");
  if (stage !== "cancelled" && open.length + toWrite.length > 0) await control.start(batch.id);
  else await control.retry(batch.id, [...open, ...shown.idsOf("cancelled")]);
}

/** Does what a person wants of one line; an item that is not of the batch does nothing. */
export async function actOnItem(
  control: BatchControl,
  shown: ShownBatch,
  action: Extract<BatchPageMessage, { item: string }>["type"],
  itemId: string,
): Promise<void> {
  const item = shown.item(itemId);
  if (item === undefined) return;
  const { id } = shown.run.batch;
  switch (action) {
    case "retry":
      await control.retry(id, [itemId]);
      break;
    case "openSource":
    case "openOutput":
      await control[action](id, itemId);
      break;
    case "compare":
      if (item.output === undefined) await control.openOutput(id, itemId);
      else await compare(item.uri, item.output, item.name);
  }
}

async function compare(source: string, output: string, name: string): Promise<void> {
  const uris = [source, output].map((uri) => vscode.Uri.parse(uri, true));
  try {
    await Promise.all(uris.map((uri) => vscode.workspace.fs.stat(uri)));
  } catch {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("“{0}” or its output is not there any more.", name),
    );
    return;
  }
  await vscode.commands.executeCommand("vscode.diff", ...uris, vscode.l10n.t("{0} ↔ output", name));
}
