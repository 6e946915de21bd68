import * as vscode from "vscode";
import { originOf } from "../../core/settings/endpoint.ts";
import { tokenProblem } from "../../core/settings/token.ts";
import { commands } from "../contributions.ts";
import { readSettings } from "../settings.ts";
import type { Tokens } from "../tokens.ts";

export function registerTokenCommands(tokens: Tokens): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commands.setToken, () => setToken(tokens)),
    vscode.commands.registerCommand(commands.forgetToken, () => forgetToken(tokens)),
  );
}

/** Takes a token once and keeps it for each of the ticked servers. */
async function setToken(tokens: Tokens): Promise<void> {
  const configured = [...serverLabels()];
  if (configured.length === 0) {
    void vscode.window.showInformationMessage("No model is configured yet.");
    return;
  }
  const entered = await vscode.window.showInputBox({
    title: "Set token",
    prompt: "The token of the model servers. It is kept in the system's secret storage.",
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => tokenProblem(value.trim()),
  });
  if (entered === undefined) return;
  const picked = await vscode.window.showQuickPick(
    configured.map(([origin, labels]) => ({
      label: origin,
      description: labels.join(", "),
      picked: true,
    })),
    {
      title: "Set token",
      placeHolder: "Which servers is it for?",
      canPickMany: true,
      ignoreFocusOut: true,
    },
  );
  if (picked === undefined || picked.length === 0) return;
  let isKept = true;
  for (const { label: origin } of picked) {
    isKept = (await tokens.set(origin, entered.trim())) && isKept;
  }
  const until = isKept ? "" : " until this window closes";
  const servers = countServers(picked.length);
  void vscode.window.showInformationMessage(`The token is set for ${servers}${until}.`);
}

/** Said once, where the system has no keyring or it does not work. */
export function tellTokenLoss(): void {
  void vscode.window.showWarningMessage(
    "The system's secret storage does not keep tokens. A token that you set holds until this window closes, and is asked for again then: it is kept nowhere else.",
  );
}

/** Forgets tokens of ticked servers, those of servers no longer configured among them. */
async function forgetToken(tokens: Tokens): Promise<void> {
  const labels = serverLabels();
  const origins = await tokens.origins();
  if (origins.length === 0) {
    void vscode.window.showInformationMessage("No token is stored.");
    return;
  }
  const picked = await vscode.window.showQuickPick(
    origins.map((origin) => ({
      label: origin,
      description: labels.get(origin)?.join(", ") ?? "no longer configured",
      picked: true,
    })),
    { title: "Forget token", placeHolder: "Of which servers?", canPickMany: true },
  );
  if (picked === undefined || picked.length === 0) return;
  let isForgotten = true;
  for (const { label: origin } of picked) {
    isForgotten = (await tokens.forget(origin)) && isForgotten;
  }
  const servers = countServers(picked.length);
  if (isForgotten) {
    void vscode.window.showInformationMessage(`The token of ${servers} is forgotten.`);
  } else {
    void vscode.window.showErrorMessage(
      "The token could not be forgotten: the system's secret storage does not work.",
    );
  }
}

/** Labels of the configured models, by their server's origin. */
function serverLabels(): Map<string, string[]> {
  const labels = new Map<string, string[]>();
  for (const model of readSettings().models) {
    const origin = originOf(model);
    labels.set(origin, [...(labels.get(origin) ?? []), model.label]);
  }
  return labels;
}

function countServers(count: number): string {
  return count === 1 ? "1 server" : `${count} servers`;
}
