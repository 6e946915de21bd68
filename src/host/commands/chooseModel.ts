import * as vscode from "vscode";
import { findModel, readSettings } from "../settings.ts";

/**
 * Key of the model that is wanted; where there is none of that key, which is told, or nothing is
 * wanted, of the one that the person picks. Undefined where they pick none.
 */
export async function chooseModel(wanted: string | undefined): Promise<string | undefined> {
  const settings = readSettings();
  if (wanted !== undefined) {
    if (findModel(settings, wanted) !== undefined) return wanted;
    const message = vscode.l10n.t(
      "There is no model “{0}” in the setting “tibetChat.models”. Choose another.",
      wanted,
    );
    void vscode.window.showWarningMessage(message);
  }
  // The default first, so that Enter takes it.
  const models = [...settings.models].sort(
    (one, other) =>
      Number(other.key === settings.defaultModel) - Number(one.key === settings.defaultModel),
  );
  const items = models.map(({ key, label, baseUrl }) => ({
    label,
    description: key === settings.defaultModel ? vscode.l10n.t("default") : "",
    detail: baseUrl,
    key,
  }));
  const options = {
    title: vscode.l10n.t("Ask a model"),
    placeHolder: vscode.l10n.t("Which model?"),
  };
  return (await vscode.window.showQuickPick(items, options))?.key;
}
