import * as vscode from "vscode";
import { panelViewId } from "../contributions.ts";
import type { OpenedPage } from "../entrance/openedPage.ts";
import { rememberShown, shownConversation } from "./shownConversation.ts";
import { Surface, type SurfaceParts } from "./surface.ts";

/** The side bar's view. */
export class PanelView implements vscode.Disposable {
  readonly surface: Surface;
  #view: vscode.WebviewView | undefined;

  /** @param memento of the workspace. */
  constructor(parts: SurfaceParts, memento: vscode.Memento) {
    this.surface = new Surface(
      parts,
      async () => {
        const id = shownConversation(memento);
        return id === undefined ? undefined : parts.chats.open(id);
      },
      ({ conversation }) => {
        if (this.#view !== undefined) this.#view.description = conversation.title;
        rememberShown(memento, conversation.id);
      },
    );
  }

  /** Takes over a view that VS Code has made, and its page. */
  adopt(view: vscode.WebviewView, opened: OpenedPage): void {
    this.#view = view;
    view.description = this.surface.current?.conversation.title ?? "";
    const { page } = this.surface;
    view.onDidChangeVisibility(() => {
      if (!view.visible) page.hide();
    });
    view.onDidDispose(() => {
      if (this.#view !== view) return;
      this.#view = undefined;
      page.hide();
    });
    page.attach(opened);
    // Read from the history while the page is made.
    void this.surface.chat();
  }

  /** Puts the cursor into the page's composer, at once or as soon as the page is there. */
  compose(draft?: string): void {
    this.surface.page.postWhenReady({
      type: "compose",
      ...(draft === undefined ? {} : { draft }),
    });
  }

  /** Opens the panel; with `preserveFocus` the cursor stays where it is. */
  async show(preserveFocus: boolean): Promise<void> {
    if (this.#view?.visible === true && preserveFocus) return;
    await vscode.commands.executeCommand(`${panelViewId}.focus`, { preserveFocus });
  }

  dispose(): void {
    this.surface.dispose();
  }
}
