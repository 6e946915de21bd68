import type * as vscode from "vscode";
import { Conversation } from "../../core/conversation/conversation.ts";
import { restoreConversation } from "../../core/conversation/storedConversation.ts";
import { Chat } from "./chat.ts";
import type { ChatServices } from "./services.ts";

/** The chats that are shown or at work; the others rest in the history. */
export class Chats implements vscode.Disposable {
  readonly #services: ChatServices;
  readonly #chats = new Map<string, Chat>();

  constructor(services: ChatServices) {
    this.#services = services;
  }

  create(): Chat {
    return this.#add(new Conversation());
  }

  /** The chat that is at work, else the conversation as the history has it; undefined where it has none. */
  async open(id: string): Promise<Chat | undefined> {
    const found = await this.#services.conversations.attempt(
      (store) => ({
        stored: store.load(id),
        draft: store.draft(id),
        isBeingWritten: store.isBeingWritten(id),
      }),
      undefined,
    );
    const atWork = this.#chats.get(id);
    if (atWork !== undefined) return atWork;
    if (found?.stored === undefined) return undefined;
    const chat = this.#add(restoreConversation(found.stored, found.isBeingWritten));
    if (found.draft !== undefined) chat.composer.restore(found.draft);
    return chat;
  }

  /** The conversation as the history has it by now: another window may have gone on with it. */
  async reopen(chat: Chat): Promise<Chat | undefined> {
    if (chat.isStreaming) return chat;
    if (this.#chats.get(chat.conversation.id) === chat) this.#chats.delete(chat.conversation.id);
    return this.open(chat.conversation.id);
  }

  /** One that is shown or at work. */
  find(id: string): Chat | undefined {
    return this.#chats.get(id);
  }

  /** Lets go of a chat that nobody shows any more, unless a reply is on its way. */
  release(chat: Chat): void {
    if (chat.isViewed || chat.isStreaming) return;
    if (this.#chats.get(chat.conversation.id) === chat) this.#chats.delete(chat.conversation.id);
  }

  sendComposers(): void {
    for (const chat of this.#chats.values()) chat.sendComposer();
  }

  dispose(): void {
    for (const chat of this.#chats.values()) chat.stop();
  }

  #add(conversation: Conversation): Chat {
    const chat: Chat = new Chat(this.#services, conversation, () => this.release(chat));
    this.#chats.set(conversation.id, chat);
    return chat;
  }
}
