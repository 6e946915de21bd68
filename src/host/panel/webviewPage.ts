import * as vscode from "vscode";
import type { OpenedPage } from "../entrance/openedPage.ts";
import { DroppedMessages } from "./droppedMessages.ts";

interface Typed {
  readonly type: string;
}

export interface WebviewPageParts<Heard extends Typed> {
  readonly log: vscode.LogOutputChannel;
  /** The message if it is sound. Never throws. */
  readonly parse: (value: unknown) => Heard | undefined;
  /** Hears what a person does in the page, and that it is "ready". */
  readonly receive: (message: Heard) => Promise<void>;
}

/** A page in a webview, whichever holds it: passes messages both ways. */
export class WebviewPage<Said, Heard extends Typed> {
  readonly #parts: WebviewPageParts<Heard>;
  readonly #dropped = new DroppedMessages();
  #webview: vscode.Webview | undefined;
  #isReady = false;
  /** For a page that is not there yet, in order. */
  #pending: Said[] = [];

  constructor(parts: WebviewPageParts<Heard>) {
    this.#parts = parts;
  }

  /** Whether the page is there to hear what it is sent. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Takes over a webview with the page; the one before, if any, is gone. */
  attach(opened: OpenedPage): void {
    this.#webview = opened.webview;
    this.#isReady = false;
    opened.hear((value) => this.#receive(value));
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
  post(message: Said): void {
    if (this.#isReady) void this.#webview?.postMessage(message);
  }

  /** Sends at once or as soon as the page is there, behind its snapshot. */
  postWhenReady(message: Said): void {
    if (this.#isReady) this.post(message);
    else this.#pending.push(message);
  }

  #receive(value: unknown): void {
    const message = this.#parts.parse(value);
    if (message === undefined) {
      const remark = this.#dropped.add();
      if (remark !== undefined) this.#parts.log.warn(remark);
      return;
    }
    if (message.type === "ready") this.#isReady = true;
    void this.#hear(message);
  }

  async #hear(message: Heard): Promise<void> {
    try {
      await this.#parts.receive(message);
    } catch (error) {
      const name = error instanceof Error ? error.name : "";
      this.#parts.log.error(`“${message.type}” failed.`, name);
      void vscode.window.showErrorMessage(
        vscode.l10n.t("That did not work. See the output “Tibet Model Chat”."),
      );
    }
    if (message.type !== "ready" || !this.#isReady) return;
    for (const pending of this.#pending.splice(0)) this.post(pending);
  }
}
