import * as vscode from "vscode";
import type { FinishedAnswer } from "../chat/chat.ts";
import { passageTitle } from "../../core/prompt/passage.ts";
import { commands } from "../contributions.ts";
import type { ReplyPlacement } from "../editor/replyPlacement.ts";
import type { Surface } from "../panel/surface.ts";
import type { Proposals } from "../proposal/proposals.ts";

/**
 * Commands about the reply: stop it, or put it into the document.
 *
 * @param lastUsed the surface that was used last.
 */
export function registerReplyCommands(
  lastUsed: () => Surface,
  placement: ReplyPlacement,
  proposals: Proposals,
): vscode.Disposable {
  const withAnswer = async (place: (answer: FinishedAnswer) => Promise<void>) => {
    const answer = lastUsed().current?.finishedAnswer();
    if (answer !== undefined) await place(answer);
    else
      void vscode.window.showInformationMessage(vscode.l10n.t("There is no finished reply yet."));
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commands.stop, () => lastUsed().current?.stop()),
    vscode.commands.registerCommand(commands.insertReply, () =>
      withAnswer(({ text }) => placement.insertAtCursor(text)),
    ),
    vscode.commands.registerCommand(commands.replaceSelection, () =>
      withAnswer(async ({ text, passage }) => {
        if (passage !== undefined) await placement.replacePassage(passage.id, text);
        else
          void vscode.window.showInformationMessage(
            vscode.l10n.t("The reply is not about a selection."),
          );
      }),
    ),
    vscode.commands.registerCommand(commands.compareReply, () =>
      withAnswer(async ({ text, passage }) => {
        if (passage !== undefined) {
          await proposals.compare(passage.id, text, passageTitle(passage));
        } else
          void vscode.window.showInformationMessage(
            vscode.l10n.t("The reply is not about a selection."),
          );
      }),
    ),
  );
}
