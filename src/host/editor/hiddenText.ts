import * as vscode from "vscode";
import { describeHidden } from "../../core/text/hiddenCharacters.ts";

/** Asks before a reply goes into a document that holds what a reader cannot see. */
export async function mayHide(text: string, document: vscode.TextDocument): Promise<boolean> {
  const hidden = describeHidden(text);
  if (hidden === undefined) return true;
  const name = vscode.workspace.asRelativePath(document.uri);
  const insert = "Insert Anyway";
  const detail = `Hidden in it: ${hidden}. Nothing is taken out. VS Code marks such characters in “${name}”.`;
  return (
    (await vscode.window.showWarningMessage(
      "The reply holds characters that a reader cannot see.",
      { modal: true, detail },
      insert,
    )) === insert
  );
}

/**
 * Says so of a reply that a person has before them already.
 *
 * @param place where it is, as the beginning of a sentence, e.g. "The comparison".
 */
export function tellHidden(text: string, place: string): void {
  const hidden = describeHidden(text);
  if (hidden === undefined) return;
  void vscode.window.showWarningMessage(
    `${place} holds characters that a reader cannot see: ${hidden}.`,
  );
}
