import * as vscode from "vscode";
import { openStore } from "./history/openStore.ts";
import { Chats } from "./host/chat/chats.ts";
import { ModelFacts } from "./host/chat/modelFacts.ts";
import { Sending } from "./host/chat/sending.ts";
import { registerAskCommands } from "./host/commands/askCommands.ts";
import { registerConnectionCommands } from "./host/commands/connectionCommands.ts";
import { registerConversationCommands } from "./host/commands/conversationCommands.ts";
import { registerReplyCommands } from "./host/commands/replyCommands.ts";
import { registerTokenCommands } from "./host/commands/tokenCommands.ts";
import { Anchors } from "./host/editor/anchors.ts";
import { ReplyPlacement } from "./host/editor/replyPlacement.ts";
import { Conversations } from "./host/history/conversations.ts";
import { Surfaces } from "./host/panel/surfaces.ts";
import { practiceToken } from "./host/practiceToken.ts";
import { onDidChangeSettings } from "./host/settings.ts";
import { ThemeSyntax } from "./host/themeSyntax.ts";
import { Tokens } from "./host/tokens.ts";
import { createModelClient } from "./models/client.ts";

/** What the tests inside the extension host may reach; nobody else gets anything. */
export interface TestAccess {
  readonly surfaces: Surfaces;
  readonly tokens: Tokens;
}

/** Builds the parts and wires them. No request leaves before a person asks for one. */
export function activate(context: vscode.ExtensionContext): TestAccess | undefined {
  const log = vscode.window.createOutputChannel("Tibet Model Chat", { log: true });
  const client = createModelClient();
  const tokens = new Tokens(context.secrets, practiceToken(context.extensionMode));
  const conversations = new Conversations(() => openStore(context.globalStorageUri.fsPath), log);
  const facts = new ModelFacts(context.globalState);
  const services = { client, tokens, conversations, facts, log };
  const chats = new Chats(services);
  const anchors = new Anchors();
  const placement = new ReplyPlacement(anchors);
  const syntax = new ThemeSyntax((colors) => surfaces.sendSyntax(colors));
  const surfaces: Surfaces = new Surfaces({
    ...{ context, log, chats, conversations, anchors, placement, syntax },
    sending: new Sending(services),
  });

  context.subscriptions.push(
    log,
    conversations,
    anchors,
    chats,
    surfaces,
    syntax,
    registerAskCommands({ panel: surfaces.panel, anchors, placement }),
    registerReplyCommands(() => surfaces.lastUsed, placement),
    registerConversationCommands(surfaces),
    registerTokenCommands(tokens),
    registerConnectionCommands(client, tokens, facts),
    onDidChangeSettings(() => chats.sendComposers()),
  );
  const isTest = context.extensionMode === vscode.ExtensionMode.Test;
  return isTest ? { surfaces, tokens } : undefined;
}
