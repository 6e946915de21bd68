import * as vscode from "vscode";

/** Asks for files, beginning at the workspace; none where the person thought better of it. */
export async function pickFiles(): Promise<readonly vscode.Uri[]> {
  return pick({
    title: vscode.l10n.t("Attach files"),
    openLabel: vscode.l10n.t("Attach"),
    canSelectFiles: true,
    canSelectFolders: false,
    canSelectMany: true,
  });
}

/** Asks for a folder, beginning at the workspace. */
export async function pickFolder(): Promise<vscode.Uri | undefined> {
  const [folder] = await pick({
    title: vscode.l10n.t("Attach a folder"),
    openLabel: vscode.l10n.t("Attach"),
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
  });
  return folder;
}

async function pick(options: vscode.OpenDialogOptions): Promise<readonly vscode.Uri[]> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const folder =
    (active && vscode.workspace.getWorkspaceFolder(active)) ??
    vscode.workspace.workspaceFolders?.[0];
  const start = folder === undefined ? {} : { defaultUri: folder.uri };
  return (await vscode.window.showOpenDialog({ ...start, ...options })) ?? [];
}
