import * as vscode from "vscode";

/**
 * The texts of core, client and store in VS Code's display language: the build puts this in place of
 * `@vscode/l10n`, so that there is no moment at which they are not.
 */
export const { t } = vscode.l10n;
