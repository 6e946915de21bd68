import * as vscode from "vscode";
import type { Remedy } from "../core/reply/faultText.ts";
import { commands } from "./contributions.ts";

/** Remedies that are the same wherever something went wrong. */
type GeneralRemedy = Extract<
  Remedy,
  "setToken" | "openSettings" | "testConnections" | "configureModels" | "showLog"
>;

export function isGeneral(remedy: Remedy): remedy is GeneralRemedy {
  return generalRemedies.has(remedy);
}

const generalRemedies: ReadonlySet<Remedy> = new Set<GeneralRemedy>([
  ...(["setToken", "openSettings", "testConnections", "configureModels", "showLog"] as const),
]);

export async function mend(
  remedy: GeneralRemedy,
  log: Pick<vscode.LogOutputChannel, "show">,
): Promise<void> {
  switch (remedy) {
    case "setToken":
      await vscode.commands.executeCommand(commands.setToken);
      return;
    case "testConnections":
      await vscode.commands.executeCommand(commands.testConnections);
      return;
    case "configureModels":
      await vscode.commands.executeCommand(commands.configureModels);
      return;
    case "openSettings":
      await vscode.commands.executeCommand("workbench.action.openSettings", "tibetChat");
      return;
    case "showLog":
      log.show();
      return;
  }
}
