import * as vscode from "vscode";
import { describeHidden } from "../../core/text/hiddenCharacters.ts";

/** Asks before a reply goes into a document that holds what a reader cannot see. */
export async function mayHide(text: string, document: vscode.TextDocument): Promise<boolean> {
  const hidden = describeHidden(text);
  if (hidden === undefined) return true;
  const name = vscode.workspace.asRelativePath(document.uri);
  const insert = vscode.l10n.t("Insert Anyway");
  const detail = vscode.l10n.t(
    "Hidden in it: {0}. Nothing is taken out. VS Code marks such characters in “{1}”.",
    hidden,
    name,
  );
  return (
    (await vscode.window.showWarningMessage(
      vscode.l10n.t("The reply holds characters that a reader cannot see."),
      { modal: true, detail },
      insert,
    )) === insert
  );
}

/**
 * Says so of a reply that a person has before them already.
 *
 * @param sentence says where it is, and names what is hidden.
 */
export function tellHidden(text: string, sentence: (hidden: string) => string): void {
  const hidden = describeHidden(text);
  if (hidden !== undefined) void vscode.window.showWarningMessage(sentence(hidden));
}
