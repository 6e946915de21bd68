import * as vscode from "vscode";
import { originOf } from "../../core/settings/endpoint.ts";
import { tokenProblem } from "../../core/settings/token.ts";
import { commands } from "../contributions.ts";
import { listText } from "../../core/text/listText.ts";
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
    void vscode.window.showInformationMessage(vscode.l10n.t("No model is configured yet."));
    return;
  }
  const entered = await vscode.window.showInputBox({
    title: vscode.l10n.t("Set token"),
    prompt: vscode.l10n.t(
      "The token of the model servers. It is kept in the system's secret storage.",
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => tokenProblem(value.trim()),
  });
  if (entered === undefined) return;
  const picked = await vscode.window.showQuickPick(
    configured.map(([origin, labels]) => ({
      label: origin,
      description: listText(labels),
      picked: true,
    })),
    {
      title: vscode.l10n.t("Set token"),
      placeHolder: vscode.l10n.t("Which servers is it for?"),
      canPickMany: true,
      ignoreFocusOut: true,
    },
  );
  if (picked === undefined || picked.length === 0) return;
  let isKept = true;
  for (const { label: origin } of picked) {
    isKept = (await tokens.set(origin, entered.trim())) && isKept;
  }
  void vscode.window.showInformationMessage(setText(picked.length, isKept));
}

/** Said once, where the system has no keyring or it does not work. */
export function tellTokenLoss(): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      "The system's secret storage does not keep tokens. A token that you set holds until this window closes, and is asked for again then: it is kept nowhere else.",
    ),
  );
}

/** Forgets tokens of ticked servers, those of servers no longer configured among them. */
async function forgetToken(tokens: Tokens): Promise<void> {
  const labels = serverLabels();
  const origins = await tokens.origins();
  if (origins.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("No token is stored."));
    return;
  }
  const picked = await vscode.window.showQuickPick(
    origins.map((origin) => ({
      label: origin,
      description: listText(labels.get(origin) ?? [vscode.l10n.t("no longer configured")]),
      picked: true,
    })),
    {
      title: vscode.l10n.t("Forget token"),
      placeHolder: vscode.l10n.t("Of which servers?"),
      canPickMany: true,
    },
  );
  if (picked === undefined || picked.length === 0) return;
  let isForgotten = true;
  for (const { label: origin } of picked) {
    isForgotten = (await tokens.forget(origin)) && isForgotten;
  }
  if (isForgotten) {
    void vscode.window.showInformationMessage(forgottenText(picked.length));
  } else {
    void vscode.window.showErrorMessage(
      vscode.l10n.t("The token could not be forgotten: the system's secret storage does not work."),
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

function setText(servers: number, isKept: boolean): string {
  if (isKept) {
    return servers === 1
      ? vscode.l10n.t("The token is set for 1 server.")
      : vscode.l10n.t("The token is set for {0} servers.", servers);
  }
  return servers === 1
    ? vscode.l10n.t("The token is set for 1 server until this window closes.")
    : vscode.l10n.t("The token is set for {0} servers until this window closes.", servers);
}

function forgottenText(servers: number): string {
  return servers === 1
    ? vscode.l10n.t("The token of 1 server is forgotten.")
    : vscode.l10n.t("The token of {0} servers is forgotten.", servers);
}
