import { readFileSync } from "node:fs";
import * as vscode from "vscode";
import { pageSkeleton, type PageSource } from "./pageSkeleton.ts";

/** A page as a webview gets it. */
export function pageHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  source: PageSource,
): string {
  const { bundle } = vscode.l10n;
  const list = vscode.Uri.joinPath(extensionUri, "dist/webview", `${source.script}.json`);
  return pageSkeleton(source, {
    nonce: crypto.randomUUID(),
    source: webview.cspSource,
    address: (...path) =>
      webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString(),
    // English where we have no texts in VS Code's language.
    language: {
      id: bundle ? vscode.env.language : "en",
      bundle,
      // Read at once: a view that VS Code has made gets its page at once.
      texts: bundle && (JSON.parse(readFileSync(list.fsPath, "utf8")) as string[]),
    },
  });
}
