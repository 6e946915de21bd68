import * as vscode from "vscode";
import type { PageMessage } from "../../protocol/pageMessage.ts";
import type { RemedyId } from "../../protocol/views.ts";
import type { Chat } from "../chat/chat.ts";
import { commands } from "../contributions.ts";
import type { ConversationFiles } from "../history/conversationFiles.ts";
import { mend } from "../remedies.ts";
import type { ConversationTabs } from "./conversationTabs.ts";
import type { ComposerActions } from "./composerActions.ts";
import type { HistoryActions } from "./historyActions.ts";
import { changeScheme } from "./changeScheme.ts";
import { openLink } from "./openLink.ts";
import type { ReplyActions } from "./replyActions.ts";
import type { PersonMessage, Surface } from "./surface.ts";

export interface PageActionParts {
  readonly composing: ComposerActions;
  readonly replies: ReplyActions;
  readonly history: HistoryActions;
  readonly files: ConversationFiles;
  readonly tabs: ConversationTabs;
  readonly log: vscode.LogOutputChannel;
  /** A page is there for the first time. */
  readonly onReady: () => void;
}

/**
 * Carries out what a person did in a page. No message names a command, a file or a model's address:
 * addresses of dropped files are only looked for among those of the workspace.
 */
export class PageActions {
  readonly #parts: PageActionParts;

  constructor(parts: PageActionParts) {
    this.#parts = parts;
  }

  async receive(surface: Surface, message: PersonMessage): Promise<void> {
    const chat = await surface.chat();
    const { composing, replies, history, files } = this.#parts;
    switch (message.type) {
      case "ready":
        surface.sendSnapshot();
        this.#parts.onReady();
        return;
      case "newConversation":
        surface.showNew();
        return;
      case "readReply":
        await vscode.commands.executeCommand(commands.accessibleView);
        return;
      case "stop":
        chat.stop();
        return;
      case "askNow":
        chat.askNow();
        return;
      case "edit":
        return composing.edit(surface, chat, message.exchange, message.text);
      case "regenerate":
        return composing.regenerate(chat, message.exchange);
      case "continue":
        return composing.continueAnswer(chat, message.answer);
      case "choose":
        chat.choose(message.message);
        return;
      case "insert":
        return replies.insert(surface, message.answer);
      case "replace":
        return replies.replace(surface, message.answer);
      case "compare":
        return replies.compare(surface, message.answer);
      case "copy":
        return replies.copy(surface, message);
      case "copyCode":
        return replies.copyCode(message);
      case "insertCode":
        return replies.insertCode(message);
      case "applyCode":
        return replies.applyCode(surface, message);
      case "history":
        return history.list(surface, message.query, message.more);
      case "openConversation":
        return this.#open(surface, message);
      case "rename":
        return history.rename(surface, message.conversation, message.title);
      case "pin":
        return history.pin(surface, message.conversation, message.pinned);
      case "delete":
        return history.remove(surface, message.conversation);
      case "undoDelete":
        return history.undoRemove(surface, message.conversation);
      case "export":
        return files.export(message.conversation);
      case "import":
        return this.#import(surface);
      case "recall":
        return history.recall(surface);
      case "remedy":
        return this.#remedy(surface, chat, message.remedy, message.exchange);
      case "openLink":
        return openLink(message.url);
      case "send":
      case "fit":
      case "draft":
      case "chooseModel":
      case "setParameter":
      case "attach":
      case "dropFiles":
      case "dropText":
      case "removePassage":
      case "showPassage":
      case "complete":
      case "takeCompletion":
      case "countTokens":
        return composing.receive(surface, chat, message);
    }
  }

  async #open(
    surface: Surface,
    { conversation, place }: Extract<PageMessage, { type: "openConversation" }>,
  ): Promise<void> {
    if (place === "here") await this.#parts.history.open(surface, conversation);
    else if (place === "document") await this.#parts.files.openAsDocument(conversation);
    else {
      const opened = await this.#parts.history.find(conversation);
      if (opened !== undefined) this.#parts.tabs.open(opened);
    }
  }

  async #import(surface: Surface): Promise<void> {
    const id = await this.#parts.files.import();
    if (id !== undefined) await this.#parts.history.open(surface, id);
  }

  /** The address is that of the failure, never one that the page names. */
  async #changeScheme(chat: Chat, exchange: string): Promise<void> {
    const { outcome } = chat.conversation.find(exchange)?.chosen?.reply.record ?? {};
    if (outcome?.status !== "failed" || outcome.fault.kind !== "wrongScheme") return;
    if (!(await changeScheme(outcome.fault))) return;
    await this.#parts.composing.regenerate(chat, exchange);
  }

  async #remedy(
    surface: Surface,
    chat: Chat,
    remedy: RemedyId,
    exchange: string | undefined,
  ): Promise<void> {
    switch (remedy) {
      case "retry":
        if (exchange !== undefined) await this.#parts.composing.regenerate(chat, exchange);
        return;
      case "shorten":
        if (exchange !== undefined) await this.#parts.composing.shorten(surface, chat, exchange);
        return;
      case "reopen":
        return surface.reopen();
      case "newConversation":
        surface.showNew();
        return;
      case "changeScheme":
        if (exchange !== undefined) await this.#changeScheme(chat, exchange);
        return;
      case "setToken":
      case "testConnections":
      case "configureModels":
      case "openSettings":
      case "showLog":
        return mend(remedy, this.#parts.log);
    }
  }
}
