import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import * as vscode from "vscode";
import { plainPage, probeVariable, probeView, type PlainText, type ProbeReport } from "./report.ts";

/**
 * Tells a bench what became of the file in the active editor, at a port that it writes to a file, and
 * fills a view with next to nothing, or with a text that grows.
 */
export function activate(context: vscode.ExtensionContext): void {
  let edits: number[] = [];
  const view = Promise.withResolvers<vscode.WebviewView>();
  const answer = async (request: IncomingMessage): Promise<ProbeReport> => {
    if (request.method === "POST") await grow(await view.promise, await json(request));
    const length = vscode.window.activeTextEditor?.document.getText().length ?? 0;
    const report: ProbeReport = { edits, length };
    if (request.method === "DELETE") edits = [];
    return report;
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (report) => response.end(JSON.stringify(report)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo;
    writeFileSync(process.env[probeVariable] ?? "", `http://127.0.0.1:${port}`);
  });
  const fill = (opened: vscode.WebviewView) => {
    opened.webview.html = `<!DOCTYPE html><p class="${probeView.mark}">Empty</p>`;
    view.resolve(opened);
  };
  context.subscriptions.push(
    vscode.window.registerWebviewViewProvider(probeView.id, { resolveWebviewView: fill }),
    new vscode.Disposable(() => server.close()),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.uri.scheme === "file" && contentChanges.length > 0) edits.push(Date.now());
    }),
  );
}

/** Has the view show a text that grows piece by piece; resolves when all of it was sent. */
async function grow({ webview }: vscode.WebviewView, given: unknown): Promise<void> {
  const { text, size, pause } = given as PlainText;
  const ready = Promise.withResolvers<undefined>();
  const listening = webview.onDidReceiveMessage(() => ready.resolve(undefined));
  webview.options = { enableScripts: true };
  webview.html = plainPage;
  await ready.promise;
  listening.dispose();
  const began = performance.now();
  for (let from = 0, count = 1; from < text.length; from += size, count++) {
    void webview.postMessage(text.slice(from, from + size));
    await wait(Math.max(0, began + count * pause - performance.now()));
  }
}
