import * as vscode from "vscode";

/** A link of a reply is hostile until a person has seen where it leads. */
export async function openLink(url: string): Promise<void> {
  const open = { title: vscode.l10n.t("Open") };
  const options = { modal: true, detail: url };
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t("Open this link of the reply in the browser?"),
    options,
    open,
  );
  if (choice === open) await vscode.env.openExternal(vscode.Uri.parse(url, true));
}
