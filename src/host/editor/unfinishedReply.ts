import * as vscode from "vscode";
import type { FinishReason, Outcome } from "../../core/reply/reply.ts";

/**
 * Says that a reply without its end was not put into a document, and offers what there is of it.
 *
 * @returns whether it should be inserted all the same; copying it is done here.
 */
export async function offerWhatArrived(
  answer: string,
  uri: vscode.Uri,
  outcome: Outcome,
  finish: FinishReason | undefined,
): Promise<boolean> {
  const insert = vscode.l10n.t("Insert What Arrived");
  const copy = vscode.l10n.t("Copy");
  const name = vscode.workspace.asRelativePath(uri);
  const message = notPutText(name, outcome, finish);
  const choice = await vscode.window.showWarningMessage(message, insert, copy);
  if (choice === copy) await vscode.env.clipboard.writeText(answer);
  return choice === insert;
}

function notPutText(name: string, outcome: Outcome, finish: FinishReason | undefined): string {
  switch (outcome.status) {
    case "stopped":
      return vscode.l10n.t("The reply was stopped, so nothing was put into “{0}”.", name);
    case "failed":
      return vscode.l10n.t("The reply broke off, so nothing was put into “{0}”.", name);
    case "done":
      return finish === "length"
        ? vscode.l10n.t(
            "The reply was cut at its longest length, so nothing was put into “{0}”.",
            name,
          )
        : vscode.l10n.t("The reply was cut by the server, so nothing was put into “{0}”.", name);
  }
}
