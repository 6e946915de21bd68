import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as vscode from "vscode";
import { emptyView, probeVariable, type ProbeReport } from "./report.ts";

/**
 * Tells a bench what became of the file in the active editor, at a port that it writes to a file, and
 * fills a view with next to nothing.
 */
export function activate(context: vscode.ExtensionContext): void {
  let edits: number[] = [];
  const server = createServer((request, response) => {
    const length = vscode.window.activeTextEditor?.document.getText().length ?? 0;
    const report: ProbeReport = { edits, length };
    if (request.method === "DELETE") edits = [];
    response.end(JSON.stringify(report));
  });
  server.listen(0, "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo;
    writeFileSync(process.env[probeVariable] ?? "", `http://127.0.0.1:${port}`);
  });
  const fill = ({ webview }: vscode.WebviewView) => {
    webview.html = `<!DOCTYPE html><p class="${emptyView.mark}">Empty</p>`;
  };
  context.subscriptions.push(
    vscode.window.registerWebviewViewProvider(emptyView.id, { resolveWebviewView: fill }),
    new vscode.Disposable(() => server.close()),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.uri.scheme === "file" && contentChanges.length > 0) edits.push(Date.now());
    }),
  );
}
