import * as vscode from "vscode";
import type { ReplyActivity } from "../../core/reply/replyActivity.ts";
import { describeFault } from "../../core/reply/faultText.ts";
import { chooseModel } from "../commands/chooseModel.ts";
import { commands } from "../contributions.ts";
import type { Surface } from "../panel/surface.ts";
import type { Surfaces } from "../panel/surfaces.ts";

interface MenuItem extends vscode.QuickPickItem {
  readonly command: string;
}

/** What the status bar's item opens, and the choice of a model for the chat that was used last. */
export function registerStatusCommands(
  activity: ReplyActivity,
  surfaces: Surfaces,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commands.quickMenu, async () => {
      const picked = await vscode.window.showQuickPick(menuItems(activity, surfaces.lastUsed), {
        title: "Tibet Model Chat",
        placeHolder: vscode.l10n.t("What do you want to do?"),
      });
      activity.forgetFailure();
      if (picked !== undefined) await vscode.commands.executeCommand(picked.command);
    }),
    vscode.commands.registerCommand(commands.chooseModel, async (wanted: unknown) => {
      const modelKey = await chooseModel(typeof wanted === "string" ? wanted : undefined);
      if (modelKey === undefined) return;
      await surfaces.act(surfaces.lastUsed, { type: "chooseModel", modelKey });
      // Who names one wants to ask it.
      if (wanted === modelKey) await vscode.commands.executeCommand(commands.focusComposer);
    }),
  );
}

function menuItems({ current }: ReplyActivity, shown: Surface): readonly MenuItem[] {
  const stop = { label: `$(debug-stop) ${vscode.l10n.t("Stop")}`, command: commands.stop };
  const open = {
    label: `$(comment-discussion) ${vscode.l10n.t("Open the chat")}`,
    command: commands.focusComposer,
  };
  const fault = current.status === "failed" ? { detail: describeFault(current.fault).message } : {};
  return [
    ...(shown.current?.isStreaming === true ? [stop] : []),
    { ...open, ...fault },
    { label: `$(symbol-misc) ${vscode.l10n.t("Choose a model…")}`, command: commands.chooseModel },
    { label: `$(gear) ${vscode.l10n.t("Configure models…")}`, command: commands.configureModels },
    { label: `$(plug) ${vscode.l10n.t("Test connections")}`, command: commands.testConnections },
  ];
}
