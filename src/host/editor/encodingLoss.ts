import * as vscode from "vscode";

/**
 * Warns where a document's encoding has no code for some of the text that was put into it: saving
 * would turn it into question marks.
 */
export async function warnOfLostCharacters(
  document: vscode.TextDocument,
  text: string,
): Promise<void> {
  const { encoding, uri } = document;
  if (encoding.startsWith("utf")) return;
  const bytes = await vscode.workspace.encode(text, { encoding });
  if ((await vscode.workspace.decode(bytes, { encoding })) === text) return;
  const name = vscode.workspace.asRelativePath(uri);
  const save = vscode.l10n.t("Save With Encoding…");
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      "“{0}” is kept in an encoding ({1}) that has no code for some characters of the reply. Saved like this, they would be lost.",
      name,
      encoding,
    ),
    save,
  );
  if (choice !== save) return;
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand("workbench.action.editor.changeEncoding");
}
