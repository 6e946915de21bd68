import * as vscode from "vscode";
import { isRecord } from "../../core/record.ts";
import type { Chat } from "../chat/chat.ts";
import { conversationTabId } from "../contributions.ts";
import { OpenedPage } from "../entrance/openedPage.ts";
import { repliesPageSource } from "./pageSkeleton.ts";
import { Surface, type SurfaceParts } from "./surface.ts";
import { tabIcon } from "./tabIcon.ts";

/** Conversations in tabs of the editor, which come back with the window. */
export class ConversationTabs implements vscode.Disposable {
  readonly #parts: SurfaceParts;
  readonly #tabs = new Map<vscode.WebviewPanel, Surface>();

  constructor(parts: SurfaceParts) {
    this.#parts = parts;
  }

  get surfaces(): readonly Surface[] {
    return [...this.#tabs.values()];
  }

  /** Opens a tab with a chat, or shows the one that has it. */
  open(chat: Chat): void {
    for (const [panel, surface] of this.#tabs) {
      if (surface.current !== chat) continue;
      panel.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      conversationTabId,
      chat.conversation.title,
      vscode.ViewColumn.Active,
    );
    this.#adopt(panel, () => Promise.resolve(chat));
  }

  /** Brings back a tab of an earlier window; `state` is the page's own, and untrusted. */
  restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const id = isRecord(state) ? state["conversation"] : undefined;
    this.#adopt(panel, () =>
      typeof id === "string" ? this.#parts.chats.open(id) : Promise.resolve(undefined),
    );
    return Promise.resolve();
  }

  dispose(): void {
    for (const panel of this.#tabs.keys()) panel.dispose();
  }

  #adopt(panel: vscode.WebviewPanel, restored: () => Promise<Chat | undefined>): void {
    const surface = new Surface(this.#parts, restored, ({ conversation }) => {
      panel.title =
        conversation.title === "" ? vscode.l10n.t("New conversation") : conversation.title;
    });
    this.#tabs.set(panel, surface);
    panel.iconPath = tabIcon(this.#parts.extensionUri);
    panel.onDidChangeViewState(() => {
      if (!panel.visible) surface.page.hide();
    });
    panel.onDidDispose(() => {
      this.#tabs.delete(panel);
      surface.dispose();
    });
    surface.page.attach(new OpenedPage(panel.webview, this.#parts.extensionUri, repliesPageSource));
    void surface.chat();
  }
}
