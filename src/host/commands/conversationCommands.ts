import * as vscode from "vscode";
import { commands } from "../contributions.ts";
import type { AccessibleView } from "../panel/accessibleView.ts";
import type { Surfaces } from "../panel/surfaces.ts";

/** The conversation as a whole: new, history, find, a tab, files. */
export function registerConversationCommands(surfaces: Surfaces): vscode.Disposable {
  const { panel, tabs, history, files } = surfaces;
  const register = (id: string, run: () => Promise<void>) =>
    vscode.commands.registerCommand(id, run);
  const withConversation = (run: (id: string) => Promise<void>) => async () => {
    const chat = await surfaces.lastUsed.chat();
    await run(chat.conversation.id);
  };
  let view: AccessibleView | undefined;
  return vscode.Disposable.from(
    new vscode.Disposable(() => view?.dispose()),
    register(commands.accessibleView, async () => {
      const { AccessibleView } = await import("../panel/accessibleView.ts");
      view ??= new AccessibleView(surfaces);
      await view.open();
    }),
    register(commands.newConversation, async () => {
      await panel.surface.chat();
      panel.surface.showNew();
      await panel.show(false);
      panel.compose();
    }),
    register(commands.focusComposer, async () => {
      await panel.show(false);
      panel.compose();
    }),
    register(commands.showHistory, async () => {
      await panel.show(false);
      await panel.surface.chat();
      history.show(panel.surface);
    }),
    register(commands.find, () => {
      surfaces.lastUsed.page.post({ type: "find" });
      return Promise.resolve();
    }),
    register(commands.openInEditor, async () => {
      const chat = await surfaces.lastUsed.chat();
      tabs.open(chat);
    }),
    register(
      commands.openAsDocument,
      withConversation((id) => files.openAsDocument(id)),
    ),
    register(
      commands.exportConversation,
      withConversation((id) => files.export(id)),
    ),
    register(commands.importConversation, async () => {
      const id = await files.import();
      if (id === undefined) return;
      await panel.show(false);
      await panel.surface.chat();
      await history.open(panel.surface, id);
    }),
  );
}
