import * as vscode from "vscode";
import { parsePageMessage, type HostMessage, type PageMessage } from "../../protocol.ts";
import { panelViewId } from "../contributions.ts";
import { panelHtml } from "./panelHtml.ts";

/** Hears what a person does in the page. */
export interface PageListener {
  receive(message: PageMessage): Promise<void>;
}

/** The webview view: makes the page, passes messages both ways, shows and focuses it. */
export class PanelView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #registration: vscode.Disposable;
  #view: vscode.WebviewView | undefined;
  #listener: PageListener | undefined;
  #isReady = false;
  #pendingCompose: HostMessage | undefined;

  constructor(extensionUri: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#extensionUri = extensionUri;
    this.#log = log;
    this.#registration = vscode.window.registerWebviewViewProvider(panelViewId, this);
  }

  listen(listener: PageListener): void {
    this.#listener = listener;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    this.#isReady = false;
    view.webview.options = {
      enableScripts: true,
      localResourceRoots: ["dist", "media"].map((folder) =>
        vscode.Uri.joinPath(this.#extensionUri, folder),
      ),
    };
    view.webview.onDidReceiveMessage((value: unknown) => this.#receive(value));
    view.onDidChangeVisibility(() => {
      // A hidden page is torn down and says "ready" when it is back.
      if (!view.visible) this.#isReady = false;
    });
    view.onDidDispose(() => {
      if (this.#view === view) this.#view = undefined;
    });
    view.webview.html = panelHtml(view.webview, this.#extensionUri);
  }

  /** Sends to a page that is there to hear it; the others get a snapshot when they are ready. */
  post(message: HostMessage): void {
    if (this.#isReady) void this.#view?.webview.postMessage(message);
  }

  /** Puts the cursor into the page's composer, at once or as soon as the page is there. */
  compose(draft?: string): void {
    const message: HostMessage = { type: "compose", ...(draft === undefined ? {} : { draft }) };
    if (this.#isReady) this.post(message);
    else this.#pendingCompose = message;
  }

  /** Opens the panel; with `preserveFocus` the cursor stays where it is. */
  async show(preserveFocus: boolean): Promise<void> {
    if (this.#view?.visible === true && preserveFocus) return;
    await vscode.commands.executeCommand(`${panelViewId}.focus`, { preserveFocus });
  }

  dispose(): void {
    this.#registration.dispose();
  }

  #receive(value: unknown): void {
    const message = parsePageMessage(value);
    if (message === undefined) {
      this.#log.warn("Dropped a message of the page that is not in the protocol.");
      return;
    }
    if (message.type === "ready") this.#isReady = true;
    const heard = this.#listener?.receive(message);
    heard?.catch((error: unknown) => {
      this.#log.error(`“${message.type}” failed.`, error instanceof Error ? error.name : "");
      void vscode.window.showErrorMessage("That did not work. See the output “Tibet Model Chat”.");
    });
    if (message.type === "ready" && this.#pendingCompose !== undefined) {
      this.post(this.#pendingCompose);
      this.#pendingCompose = undefined;
    }
  }
}
