import type * as vscode from "vscode";
import type { PageMessage } from "../../protocol/pageMessage.ts";
import type { Chat } from "../chat/chat.ts";
import type { Chats } from "../chat/chats.ts";
import { exchangeViews } from "../chat/views.ts";
import type { SyntaxColors } from "../../protocol/views.ts";
import { ownRenderDepth } from "../settings.ts";
import { checkpoint } from "../history/historySink.ts";
import { ChatPage } from "./chatPage.ts";
import { DeltaPacer } from "./deltaPacer.ts";

/** What a person does in a page, carried out for the surface that it was done on. */
type PageAction = (surface: Surface, message: PersonMessage) => Promise<void>;

/** All that a page says but how far it has drawn. */
export type PersonMessage = Exclude<PageMessage, { type: "drawn" }>;

export interface SurfaceParts {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly chats: Chats;
  readonly syntax: { readonly colors: SyntaxColors };
  readonly act: PageAction;
  /** Something happened on a surface: another chat, a question, a part of a reply that is more than text. */
  readonly onActivity: (surface: Surface) => void;
}

/** A place where one chat at a time is shown: the side bar's view, or an editor's tab. */
export class Surface implements vscode.Disposable {
  readonly page: ChatPage;
  readonly #pacer: DeltaPacer;
  readonly #parts: SurfaceParts;
  readonly #restored: () => Promise<Chat | undefined>;
  readonly #onShow: (chat: Chat) => void;
  #chat: Chat | undefined;
  #starting: Promise<Chat> | undefined;
  #endViewing: () => void = () => undefined;
  #isDisposed = false;
  #title = "";
  #renderDepth = ownRenderDepth();
  /** Reads again what another window is writing. */
  #watch: NodeJS.Timeout | undefined;

  /**
   * @param restored the chat to begin with, if there is one to come back to.
   * @param onShow told of each chat that is shown, and again when its title changes.
   */
  constructor(
    parts: SurfaceParts,
    restored: () => Promise<Chat | undefined>,
    onShow: (chat: Chat) => void,
  ) {
    this.#parts = parts;
    this.#restored = restored;
    this.#onShow = onShow;
    this.page = new ChatPage(parts.log, {
      receive: (message) => {
        if (message.type === "ready") this.#pacer.restart();
        if (message.type !== "drawn") return parts.act(this, message);
        this.#pacer.drawn(message.count);
        return Promise.resolve();
      },
    });
    this.#pacer = new DeltaPacer((delta) => this.page.post(delta), delay);
  }

  /** The chat that is shown; the first call decides which one it begins with. */
  chat(): Promise<Chat> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  /** The chat that is shown; undefined as long as none was. */
  get current(): Chat | undefined {
    return this.#chat;
  }

  /** A surface that is gone shows nothing any more. */
  show(chat: Chat): void {
    if (this.#isDisposed) {
      this.#parts.chats.release(chat);
      return;
    }
    const before = this.#chat;
    this.#chat = chat;
    this.#starting = Promise.resolve(chat);
    this.#endViewing();
    this.#endViewing = chat.view((message) => {
      if (message.type === "delta") {
        // A hidden page gets all of it when it is shown again.
        if (this.page.isReady) this.#pacer.append(message);
        return;
      }
      if (message.type === "exchange") this.#pacer.forget(message.exchange.id);
      if (message.type === "exchanges") this.#pacer.forget();
      this.page.post(message);
      this.#tellTitle(chat);
      this.#parts.onActivity(this);
    });
    if (before !== undefined && before !== chat) this.#parts.chats.release(before);
    this.#title = chat.conversation.title;
    this.#onShow(chat);
    this.#parts.onActivity(this);
    this.sendSnapshot();
    clearTimeout(this.#watch);
    if (chat.isWrittenElsewhere) this.#watch = setTimeout(() => void this.reopen(), checkpoint);
  }

  /** Shows a conversation of the history; false where there is none. */
  async open(id: string): Promise<boolean> {
    const chat = await this.#parts.chats.open(id);
    if (chat === undefined) return false;
    this.show(chat);
    return true;
  }

  /** Reads anew from the history what is shown. */
  async reopen(): Promise<void> {
    const shown = this.#chat;
    const chat = shown && (await this.#parts.chats.reopen(shown));
    if (chat === undefined || chat === shown) return;
    // Somebody may have shown another one meanwhile.
    if (this.#chat === shown) this.show(chat);
    else this.#parts.chats.release(chat);
  }

  showNew(): void {
    this.show(this.#parts.chats.create());
  }

  sendSnapshot(): void {
    const chat = this.#chat;
    if (chat === undefined) return;
    const { conversation, composer } = chat;
    this.#renderDepth = ownRenderDepth();
    this.#pacer.forget();
    this.page.post({
      type: "snapshot",
      state: {
        conversation: conversation.id,
        title: conversation.title,
        exchanges: exchangeViews(chat.exchanges),
        composer: chat.composerView(),
        draft: composer.text,
        syntax: this.#parts.syntax.colors,
        renderDepth: this.#renderDepth,
      },
    });
  }

  /** A page draws by what its snapshot says. */
  settingsChanged(): void {
    if (ownRenderDepth() !== this.#renderDepth) this.sendSnapshot();
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#watch);
    this.#endViewing();
    if (this.#chat !== undefined) this.#parts.chats.release(this.#chat);
    this.#pacer.restart();
    this.page.detach();
  }

  async #start(): Promise<Chat> {
    const chat = (await this.#restored()) ?? this.#parts.chats.create();
    // Somebody may have shown another one meanwhile.
    if (this.#chat === undefined) this.show(chat);
    else this.#parts.chats.release(chat);
    return this.#chat ?? chat;
  }

  #tellTitle(chat: Chat): void {
    if (this.#title === chat.conversation.title) return;
    this.#title = chat.conversation.title;
    this.#onShow(chat);
  }
}

function delay(milliseconds: number, callback: () => void): () => void {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
}
