import * as vscode from "vscode";
import { pageHtml } from "../panel/pageHtml.ts";
import type { PageSource } from "../panel/pageSkeleton.ts";

/** More than a page says before anybody hears it. */
const mostKept = 100;

/** A webview that is filled with a page. What the page says is kept until somebody hears it. */
export class OpenedPage {
  readonly webview: vscode.Webview;
  readonly #kept: unknown[] = [];
  #listener: ((message: unknown) => void) | undefined;

  constructor(webview: vscode.Webview, extensionUri: vscode.Uri, source: PageSource) {
    this.webview = webview;
    webview.options = {
      enableScripts: true,
      localResourceRoots: ["dist", "media"].map((folder) =>
        vscode.Uri.joinPath(extensionUri, folder),
      ),
    };
    webview.onDidReceiveMessage((message: unknown) => {
      if (this.#listener !== undefined) this.#listener(message);
      else if (this.#kept.length < mostKept) this.#kept.push(message);
    });
    webview.html = pageHtml(webview, extensionUri, source);
  }

  /** From now on `listener` hears the page, beginning with what it has said so far. */
  hear(listener: (message: unknown) => void): void {
    this.#listener = listener;
    for (const message of this.#kept.splice(0)) listener(message);
  }
}
