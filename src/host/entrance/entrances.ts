import * as vscode from "vscode";
import { batchTabId, commands, conversationTabId, panelViewId } from "../contributions.ts";
import { chatPageSource, repliesPageSource } from "../panel/pageSkeleton.ts";
import { shownConversation } from "../panel/shownConversation.ts";
import { OpenedPage } from "./openedPage.ts";

/**
 * What VS Code takes to send a page off, in milliseconds: it waits for its turn, and the house would
 * be read first. A page needs the time of both.
 */
const headStart = 10;

/** What is behind the ways in, where it is not a command. */
export interface Rooms {
  /** The side bar shows its view, which has been filled already. */
  showPanel(view: vscode.WebviewView, page: OpenedPage): void;
  /** A tab of an earlier window comes back; `state` is its page's own, and untrusted. */
  restoreTab(kind: TabKind, panel: vscode.WebviewPanel, state: unknown): Promise<void>;
}

type TabKind = typeof conversationTabId | typeof batchTabId;

/**
 * The ways in: the commands, the view and the tabs. All else is loaded when a person takes the first
 * of them, while VS Code makes the view's page.
 */
export class Entrances<Inside extends Rooms> implements vscode.Disposable {
  readonly #loadHouse: () => Promise<() => Inside>;
  readonly #commands: vscode.Disposable;
  readonly #others: vscode.Disposable;
  #inside: Promise<Inside> | undefined;

  /** @param loadHouse loads what opens the house, which registers the commands itself. */
  constructor(
    { extension, extensionUri, workspaceState }: vscode.ExtensionContext,
    loadHouse: () => Promise<() => Inside>,
  ) {
    this.#loadHouse = loadHouse;
    this.#commands = vscode.Disposable.from(
      ...commandIds(extension.packageJSON).map((id) =>
        vscode.commands.registerCommand(id, async (...args: unknown[]) => {
          await this.enter();
          return vscode.commands.executeCommand(id, ...args);
        }),
      ),
    );
    this.#others = vscode.Disposable.from(
      vscode.window.registerWebviewViewProvider(panelViewId, {
        resolveWebviewView: async (view) => {
          const comesBack = shownConversation(workspaceState) !== undefined;
          const source = comesBack ? repliesPageSource : chatPageSource;
          const page = new OpenedPage(view.webview, extensionUri, source);
          const isGone = watchEnd(view);
          await new Promise((done) => setTimeout(done, headStart));
          const inside = await this.enter();
          if (!isGone()) inside.showPanel(view, page);
        },
      }),
      ...([conversationTabId, batchTabId] as const).map((kind) =>
        vscode.window.registerWebviewPanelSerializer(kind, {
          deserializeWebviewPanel: async (panel, state: unknown) => {
            const isGone = watchEnd(panel);
            const inside = await this.enter();
            if (!isGone()) await inside.restoreTab(kind, panel, state);
          },
        }),
      ),
    );
  }

  enter(): Promise<Inside> {
    this.#inside ??= this.#load();
    return this.#inside;
  }

  dispose(): void {
    this.#commands.dispose();
    this.#others.dispose();
  }

  async #load(): Promise<Inside> {
    const open = await this.#loadHouse();
    // What is behind registers the same commands, in the same breath.
    this.#commands.dispose();
    return open();
  }
}

/** The commands of the manifest, and the one that is in no menu. */
function commandIds(manifest: unknown): string[] {
  const { contributes } = manifest as {
    readonly contributes: { readonly commands: readonly { readonly command: string }[] };
  };
  return [...contributes.commands.map(({ command }) => command), commands.askAboutProblem];
}

/** @returns whether it has been closed since. */
function watchEnd(shown: Pick<vscode.WebviewView, "onDidDispose">): () => boolean {
  let isGone = false;
  shown.onDidDispose(() => (isGone = true));
  return () => isGone;
}
