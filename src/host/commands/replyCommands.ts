import * as vscode from "vscode";
import { commands } from "../contributions.ts";
import type { ReplyPlacement } from "../editor/replyPlacement.ts";
import type { ChatSession, FinishedAnswer } from "../panel/chatSession.ts";

/** The conversation's commands: new, stop, and the newest answer into the document. */
export function registerReplyCommands(
  session: ChatSession,
  placement: ReplyPlacement,
): vscode.Disposable {
  const withAnswer = async (place: (answer: FinishedAnswer) => Promise<void>) => {
    const answer = session.finishedAnswer();
    if (answer !== undefined) await place(answer);
    else void vscode.window.showInformationMessage("There is no finished reply yet.");
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commands.newConversation, () => session.newConversation()),
    vscode.commands.registerCommand(commands.stop, () => session.stop()),
    vscode.commands.registerCommand(commands.insertReply, () =>
      withAnswer(({ text }) => placement.insertAtCursor(text)),
    ),
    vscode.commands.registerCommand(commands.replaceSelection, () =>
      withAnswer(async ({ text, passage }) => {
        if (passage !== undefined) await placement.replacePassage(passage.id, text);
        else void vscode.window.showInformationMessage("The reply is not about a selection.");
      }),
    ),
  );
}
