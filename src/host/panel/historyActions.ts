import type { ConversationStore, ListCursor } from "../../core/conversation/conversationStore.ts";
import type { HistoryItemView, HistoryView } from "../../protocol/views.ts";
import type { Chat } from "../chat/chat.ts";
import type { Chats } from "../chat/chats.ts";
import { notice } from "../chat/views.ts";
import type { Conversations } from "../history/conversations.ts";
import type { Surface } from "./surface.ts";

/** Items of the history that are sent at once. */
const pageSize = 60;

/** What a person does in the history view. */
export class HistoryActions {
  readonly #conversations: Conversations;
  readonly #chats: Chats;
  readonly #surfaces: () => readonly Surface[];
  /** Where the list that a surface shows ends. */
  readonly #ends = new WeakMap<Surface, ListCursor>();
  /** Where the last search found its words: id of the message by that of its conversation. */
  readonly #found = new Map<string, string>();
  #query = "";
  #deleted: { id: string; title: string } | undefined;

  /** @param surfaces all that there are. */
  constructor(conversations: Conversations, chats: Chats, surfaces: () => readonly Surface[]) {
    this.#conversations = conversations;
    this.#chats = chats;
    this.#surfaces = surfaces;
  }

  /** Sends what was found, or the whole list for an empty query; with `more` what comes behind. */
  async list(surface: Surface, query: string, more: boolean): Promise<void> {
    this.#query = query;
    const words = query.trim();
    const after = more ? this.#ends.get(surface) : undefined;
    const items = await this.#conversations.attempt<readonly HistoryItemView[]>(
      (store) => (words === "" ? store.list(pageSize, after) : this.#search(store, words)),
      [],
    );
    const last = items.at(-1);
    if (last !== undefined) this.#ends.set(surface, last);
    surface.page.post({
      type: "history",
      append: more,
      history: this.#view(query, items, words === "" && items.length === pageSize),
    });
  }

  async rename(surface: Surface, id: string, title: string): Promise<void> {
    const name = title.trim();
    if (name !== "") {
      await this.#conversations.attempt((store) => store.rename(id, name), undefined);
      this.#chats.find(id)?.rename(name);
    }
    await this.#refresh(surface);
  }

  async pin(surface: Surface, id: string, pinned: boolean): Promise<void> {
    await this.#conversations.attempt((store) => store.setPinned(id, pinned), undefined);
    await this.#refresh(surface);
  }

  /** Takes it out of the history; surfaces that show it begin a new one. */
  async remove(surface: Surface, id: string): Promise<void> {
    const chat = this.#chats.find(id);
    await chat?.stopped();
    const title = await this.#conversations.attempt((store) => {
      const kept = store.load(id)?.title ?? "";
      store.remove(id);
      return kept;
    }, undefined);
    if (title !== undefined) {
      this.#deleted = { id, title };
      for (const each of this.#surfaces()) {
        if (each.current !== undefined && each.current === chat) each.showNew();
      }
    }
    await this.#refresh(surface);
  }

  async undoRemove(surface: Surface, id: string): Promise<void> {
    await this.#conversations.attempt((store) => store.undoRemove(id), undefined);
    this.#deleted = undefined;
    await this.#refresh(surface);
  }

  /** Opens a conversation on a surface, at the place that a search found in it. */
  async open(surface: Surface, id: string): Promise<void> {
    const chat = await this.find(id);
    if (chat === undefined) return;
    surface.show(chat);
    surface.page.post({ type: "show", view: "chat" });
    const message = this.#found.get(id);
    if (message !== undefined) surface.page.post({ type: "reveal", message });
  }

  /** A conversation of the history, on the branch in which a search found its words. */
  async find(id: string): Promise<Chat | undefined> {
    const chat = await this.#chats.open(id);
    const message = this.#found.get(id);
    if (message !== undefined) chat?.conversation.reveal(message);
    return chat;
  }

  /** The questions of all conversations, for the up arrow. */
  async recall(surface: Surface): Promise<void> {
    const questions = await this.#conversations.attempt((store) => store.recentQuestions(50), []);
    surface.page.post({ type: "recalled", questions });
  }

  /** The page asks for the list itself. */
  show(surface: Surface): void {
    surface.page.postWhenReady({ type: "show", view: "history" });
  }

  #search(store: ConversationStore, words: string): HistoryItemView[] {
    this.#found.clear();
    return store.search(words, pageSize).map(({ message, ...item }) => {
      if (message !== undefined) this.#found.set(item.id, message);
      return item;
    });
  }

  #refresh(surface: Surface): Promise<void> {
    return this.list(surface, this.#query, false);
  }

  #view(query: string, items: readonly HistoryItemView[], hasMore: boolean): HistoryView {
    const { problem } = this.#conversations;
    return {
      ...{ query, items, hasMore },
      ...(this.#deleted === undefined ? {} : { deleted: this.#deleted }),
      ...(problem === undefined ? {} : { notice: notice(problem, []) }),
    };
  }
}
