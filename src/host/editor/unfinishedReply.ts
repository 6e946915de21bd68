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
  const insert = "Insert What Arrived";
  const copy = "Copy";
  const name = vscode.workspace.asRelativePath(uri);
  const message = `The reply ${what(outcome, finish)}, so nothing was put into “${name}”.`;
  const choice = await vscode.window.showWarningMessage(message, insert, copy);
  if (choice === copy) await vscode.env.clipboard.writeText(answer);
  return choice === insert;
}

function what(outcome: Outcome, finish: FinishReason | undefined): string {
  if (outcome.status === "stopped") return "was stopped";
  if (outcome.status === "failed") return "broke off";
  return finish === "length" ? "was cut at its longest length" : "was cut by the server";
}
