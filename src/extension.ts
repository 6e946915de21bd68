import * as vscode from "vscode";
import { registerAskCommands } from "./host/commands/askCommands.ts";
import { registerConnectionCommands } from "./host/commands/connectionCommands.ts";
import { registerReplyCommands } from "./host/commands/replyCommands.ts";
import { registerTokenCommands } from "./host/commands/tokenCommands.ts";
import { Anchors } from "./host/editor/anchors.ts";
import { ReplyPlacement } from "./host/editor/replyPlacement.ts";
import { ChatSession } from "./host/panel/chatSession.ts";
import { PageActions } from "./host/panel/pageActions.ts";
import { PanelView } from "./host/panel/panelView.ts";
import { practiceToken } from "./host/practiceToken.ts";
import { onDidChangeSettings } from "./host/settings.ts";
import { ThemeSyntax } from "./host/themeSyntax.ts";
import { Tokens } from "./host/tokens.ts";
import { createModelClient } from "./models/client.ts";

/** What the tests inside the extension host may reach; nobody else gets anything. */
export interface TestAccess {
  readonly session: ChatSession;
  readonly tokens: Tokens;
}

/** Builds the parts and wires them. No request leaves before a person asks for one. */
export function activate(context: vscode.ExtensionContext): TestAccess | undefined {
  const log = vscode.window.createOutputChannel("Tibet Model Chat", { log: true });
  const client = createModelClient();
  const tokens = new Tokens(context.secrets, practiceToken(context.extensionMode));
  const anchors = new Anchors();
  const placement = new ReplyPlacement(anchors);
  const panel = new PanelView(context.extensionUri, log);
  const session = new ChatSession(client, tokens, (message) => panel.post(message), log);
  const syntax = new ThemeSyntax((colors) => session.setSyntax(colors));
  const actions = new PageActions(session, panel, anchors, placement, syntax);
  panel.listen(actions);

  context.subscriptions.push(
    log,
    anchors,
    panel,
    session,
    syntax,
    registerAskCommands({ session, panel, anchors, placement }),
    registerReplyCommands(session, placement),
    registerTokenCommands(tokens),
    registerConnectionCommands(client, tokens),
    onDidChangeSettings(() => session.sendComposer()),
  );
  const isTest = context.extensionMode === vscode.ExtensionMode.Test;
  return isTest ? { session, tokens } : undefined;
}
