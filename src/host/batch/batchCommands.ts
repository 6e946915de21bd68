import * as vscode from "vscode";
import { commands } from "../contributions.ts";
import { askForBatch, type NewBatchParts } from "./newBatch.ts";

/** The command that begins a batch: about what is selected in the Explorer, else by a glob. */
export function registerBatchCommands(parts: NewBatchParts): vscode.Disposable {
  return vscode.commands.registerCommand(
    commands.askAboutManyFiles,
    (first: unknown, selected: unknown) => askForBatch(parts, chosenFiles(first, selected)),
  );
}

/** The Explorer passes what is under the pointer, and all that is selected. */
function chosenFiles(first: unknown, selected: unknown): readonly vscode.Uri[] {
  if (Array.isArray(selected) && selected.length > 0) {
    return selected.filter((value) => value instanceof vscode.Uri);
  }
  return first instanceof vscode.Uri ? [first] : [];
}
