import * as vscode from "vscode";
import type { ChatServices } from "../chat/services.ts";
import type { AskContext } from "../commands/askAtOnce.ts";
import { commands } from "../contributions.ts";
import type { SourceControlActions } from "./sourceControlActions.ts";

/**
 * “Draft a commit message” and “Review these changes”, which are loaded when a person first wants
 * them.
 *
 * @param language what the person reads, for a review and for a repository's first commit.
 */
export function registerSourceControlCommands(
  services: ChatServices,
  context: AskContext,
  language: () => string,
): vscode.Disposable {
  let loading: Promise<SourceControlActions> | undefined;
  const actions = () => {
    loading ??= import("./sourceControlActions.ts").then(
      (loaded) => new loaded.SourceControlActions(services, context, language),
    );
    return loading;
  };
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand(commands.draftCommitMessage, async (argument: unknown) =>
      (await actions()).draft(argument),
    ),
    registerCommand(commands.reviewChanges, async (argument: unknown) =>
      (await actions()).review(argument),
    ),
    registerCommand(commands.stopDraft, async () => (await loading)?.stopDraft()),
    new vscode.Disposable(() => void loading?.then((loaded) => loaded.dispose())),
  );
}
