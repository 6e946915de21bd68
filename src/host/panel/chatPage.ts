import * as vscode from "vscode";
import type { HostMessage } from "../../protocol/hostMessage.ts";
import { parsePageMessage, type PageMessage } from "../../protocol/pageMessage.ts";
import { panelHtml } from "./panelHtml.ts";

/** Hears what a person does in a page. */
export interface PageListener {
  receive(message: PageMessage): Promise<void>;
}

/** The page in a webview, whichever holds it: makes it and passes messages both ways. */
export class ChatPage {
  readonly #extensionUri: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #listener: PageListener;
  #webview: vscode.Webview | undefined;
  #isReady = false;
  /** For a page that is not there yet, in order. */
  #pending: HostMessage[] = [];

  constructor(extensionUri: vscode.Uri, log: vscode.LogOutputChannel, listener: PageListener) {
    this.#extensionUri = extensionUri;
    this.#log = log;
    this.#listener = listener;
  }

  /** Fills a webview with the page; the one before, if any, is gone. */
  attach(webview: vscode.Webview): void {
    this.#webview = webview;
    this.#isReady = false;
    webview.options = {
      enableScripts: true,
      localResourceRoots: ["dist", "media"].map((folder) =>
        vscode.Uri.joinPath(this.#extensionUri, folder),
      ),
    };
    webview.onDidReceiveMessage((value: unknown) => this.#receive(value));
    webview.html = panelHtml(webview, this.#extensionUri);
  }

  /** A hidden page is torn down and says "ready" when it is back. */
  hide(): void {
    this.#isReady = false;
  }

  detach(): void {
    this.#webview = undefined;
    this.#isReady = false;
    this.#pending = [];
  }

  /** Sends to a page that is there to hear it; the others get a snapshot when they are ready. */
  post(message: HostMessage): void {
    if (this.#isReady) void this.#webview?.postMessage(message);
  }

  /** Sends at once or as soon as the page is there, behind its snapshot. */
  postWhenReady(message: HostMessage): void {
    if (this.#isReady) this.post(message);
    else this.#pending.push(message);
  }

  #receive(value: unknown): void {
    const message = parsePageMessage(value);
    if (message === undefined) {
      this.#log.warn("Dropped a message of the page that is not in the protocol.");
      return;
    }
    if (message.type === "ready") this.#isReady = true;
    void this.#hear(message);
  }

  async #hear(message: PageMessage): Promise<void> {
    try {
      await this.#listener.receive(message);
    } catch (error) {
      this.#log.error(`“${message.type}” failed.`, error instanceof Error ? error.name : "");
      void vscode.window.showErrorMessage("That did not work. See the output “Tibet Model Chat”.");
    }
    if (message.type !== "ready" || !this.#isReady) return;
    for (const pending of this.#pending.splice(0)) this.post(pending);
  }
}
