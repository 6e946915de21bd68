import * as vscode from "vscode";
import { deferredClient } from "./core/reply/deferredClient.ts";
import { patientClient } from "./core/reply/patientClient.ts";
import { ReplyActivity } from "./core/reply/replyActivity.ts";
import type { Batches } from "./host/batch/batches.ts";
import { DeferredBatches } from "./host/batch/deferredBatches.ts";
import { Chats } from "./host/chat/chats.ts";
import { ModelFacts } from "./host/chat/modelFacts.ts";
import { Sending } from "./host/chat/sending.ts";
import { batchTabId } from "./host/contributions.ts";
import { registerAskCommands } from "./host/commands/askCommands.ts";
import { registerAskHere } from "./host/commands/askHere.ts";
import { registerCodeActions } from "./host/commands/codeActions.ts";
import { registerConnectionCommands } from "./host/commands/connectionCommands.ts";
import { registerConversationCommands } from "./host/commands/conversationCommands.ts";
import { registerProblemCommand } from "./host/commands/problemCommand.ts";
import { registerReplyCommands } from "./host/commands/replyCommands.ts";
import { registerTemplateCommands } from "./host/commands/templateCommands.ts";
import { registerTokenCommands, tellTokenLoss } from "./host/commands/tokenCommands.ts";
import { ContextCollector } from "./host/context/contextCollector.ts";
import { Anchors } from "./host/editor/anchors.ts";
import { ReplyPlacement } from "./host/editor/replyPlacement.ts";
import { StreamedPlacement } from "./host/editor/streamedPlacement.ts";
import { UnfinishedInsertions } from "./host/editor/unfinishedInsertions.ts";
import { Conversations } from "./host/history/conversations.ts";
import { openNativeChat, type NativeChat } from "./host/nativeChat/nativeChat.ts";
import { Surfaces } from "./host/panel/surfaces.ts";
import { Proposals } from "./host/proposal/proposals.ts";
import type { Rooms } from "./host/entrance/entrances.ts";
import { loggedClient } from "./host/requestLog.ts";
import { practiceToken } from "./host/practiceToken.ts";
import { onDidChangeSettings } from "./host/settings.ts";
import { registerSourceControlCommands } from "./host/sourceControl/sourceControlCommands.ts";
import { registerStatusCommands } from "./host/status/statusCommands.ts";
import { registerStatusItems } from "./host/status/statusItems.ts";
import { Templates } from "./host/templates/templates.ts";
import { ThemeSyntax } from "./host/themeSyntax.ts";
import { Tokens } from "./host/tokens.ts";
import { wait } from "./host/wait.ts";
import { batchBody } from "./models/requestBody.ts";

/** What the tests inside the extension host may reach; nobody else gets anything. */
export interface TestAccess {
  readonly surfaces: Surfaces;
  readonly tokens: Tokens;
  readonly anchors: Anchors;
  readonly proposals: Proposals;
  batches(): Promise<Batches>;
}

/** The extension at work. */
export interface House extends Rooms {
  readonly nativeChat: NativeChat;
  readonly access: TestAccess;
}

/** Builds the parts and wires them. No request leaves before a person asks for one. */
export function openHouse(context: vscode.ExtensionContext): House {
  const log = vscode.window.createOutputChannel("Tibet Model Chat", { log: true });
  // The SDK and the database are of no use before something is asked or shown.
  const bare = deferredClient(async () => (await import("./models/client.ts")).createModelClient());
  const patient = loggedClient(patientClient(bare, wait), log);
  const activity = new ReplyActivity();
  const client = activity.watch(patient);
  const tokens = new Tokens(context.secrets, {
    fallback: practiceToken(context.extensionMode),
    onLoss: tellTokenLoss,
  });
  const conversations = new Conversations(async () => {
    const { openStore } = await import("./history/openStore.ts");
    return openStore(context.globalStorageUri.fsPath);
  }, log);
  const facts = new ModelFacts(context.globalState);
  const services = { client, tokens, conversations, facts, log };
  const chats = new Chats(services);
  const anchors = new Anchors();
  const placement = new ReplyPlacement(anchors);
  const unfinished = new UnfinishedInsertions(context.workspaceState);
  const streamed = new StreamedPlacement(anchors, unfinished);
  const proposals = new Proposals(anchors);
  const syntax = new ThemeSyntax((colors) => surfaces.sendSyntax(colors));
  const templates = new Templates();
  const surfaces: Surfaces = new Surfaces({
    ...{ context, log, chats, conversations, anchors, placement, proposals, syntax, templates },
    sending: new Sending(services),
    prepare: () => bare.prepare(),
  });
  const asking = {
    ...{ panel: surfaces.panel, anchors, facts, templates, targets: { streamed, proposals } },
    collector: new ContextCollector(anchors),
  };
  const batches = new DeferredBatches({
    // A batch has its own patience.
    services: { ...services, client: loggedClient(bare, log) },
    ...{ context, templates, facts, bodyOf: batchBody },
  });

  context.subscriptions.push(
    log,
    tokens,
    batches,
    conversations,
    anchors,
    streamed,
    proposals,
    chats,
    surfaces,
    syntax,
    templates,
    registerAskCommands(asking),
    registerAskHere(asking),
    registerTemplateCommands(asking),
    registerProblemCommand(asking),
    registerCodeActions(templates),
    registerSourceControlCommands(services, asking, () => templates.language()),
    registerReplyCommands(() => surfaces.lastUsed, placement, proposals),
    registerConversationCommands(surfaces),
    registerTokenCommands(tokens),
    registerConnectionCommands(patient, tokens, facts),
    registerStatusItems(activity, surfaces),
    registerStatusCommands(activity, surfaces),
    onDidChangeSettings(() => {
      chats.sendComposers();
      surfaces.settingsChanged();
    }),
  );
  void unfinished.tell();
  void batches.offerInterrupted();
  return {
    nativeChat: openNativeChat({ client, tokens, facts, templates }),
    showPanel: (view, page) => surfaces.panel.adopt(view, page),
    restoreTab: (kind, panel, state) =>
      kind === batchTabId ? batches.restoreTab(panel, state) : surfaces.tabs.restore(panel, state),
    access: { surfaces, tokens, anchors, proposals, batches: () => batches.batches() },
  };
}
