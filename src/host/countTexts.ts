import * as vscode from "vscode";

/** E.g. `1,200`. */
export function numberText(count: number): string {
  return count.toLocaleString(vscode.env.language);
}

/** E.g. `1 file`, `1,200 files`. */
export function filesText(count: number): string {
  return count === 1 ? vscode.l10n.t("1 file") : vscode.l10n.t("{0} files", numberText(count));
}

/** E.g. `1 answer`, `1,200 answers`. */
export function answersText(count: number): string {
  return count === 1 ? vscode.l10n.t("1 answer") : vscode.l10n.t("{0} answers", numberText(count));
}
