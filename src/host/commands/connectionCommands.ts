import * as vscode from "vscode";
import type { ModelClient } from "../../core/reply/reply.ts";
import type { ModelFacts } from "../chat/modelFacts.ts";
import { commands } from "../contributions.ts";
import type { ModelSetup } from "../setup/modelSetup.ts";
import type { Tokens } from "../tokens.ts";

/** “Configure models” and “Test connections”, which are loaded when a person first wants them. */
export function registerConnectionCommands(
  client: ModelClient,
  tokens: Tokens,
  facts: ModelFacts,
): vscode.Disposable {
  const parts = { client, tokens, facts };
  let setup: Promise<ModelSetup> | undefined;
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand(commands.configureModels, async (key: unknown) => {
      setup ??= import("../setup/modelSetup.ts").then(({ ModelSetup }) => new ModelSetup(parts));
      return (await setup).run(typeof key === "string" ? key : undefined);
    }),
    registerCommand(commands.testConnections, async () => {
      const { showConnections } = await import("../setup/connectionView.ts");
      await showConnections(parts);
    }),
  );
}
