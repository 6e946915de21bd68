import * as vscode from "vscode";
import { pageSkeleton, type PageSource } from "./pageSkeleton.ts";

/** A page as a webview gets it. */
export function pageHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  source: PageSource,
): string {
  return pageSkeleton(source, {
    nonce: crypto.randomUUID(),
    source: webview.cspSource,
    address: (...path) =>
      webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString(),
  });
}
