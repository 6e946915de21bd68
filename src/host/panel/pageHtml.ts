import * as vscode from "vscode";
import { pageSkeleton, type PageSource } from "./pageSkeleton.ts";

/** A page as a webview gets it. */
export function pageHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  source: PageSource,
): string {
  const { bundle } = vscode.l10n;
  return pageSkeleton(source, {
    nonce: crypto.randomUUID(),
    source: webview.cspSource,
    address: (...path) =>
      webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString(),
    // English where we have no texts in VS Code's language.
    language: { id: bundle ? vscode.env.language : "en", bundle },
  });
}
