import * as vscode from "vscode";

/**
 * Why there is no editor to ask about, in words: a file past 50 MB is shown to the person, but VS
 * Code hands it to no extension.
 *
 * @param otherwise what is said where nothing is open.
 */
export function missingEditorText(otherwise: string): string {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof vscode.TabInputText)) return otherwise;
  const name = vscode.workspace.asRelativePath(input.uri);
  return vscode.l10n.t("“{0}” is larger than the 50 MB that VS Code lets extensions see.", name);
}
