import type { Locator } from "playwright-core";
import type { PageMessage } from "../../src/protocol/pageMessage.ts";
import type { HistoryItemView, HistoryView } from "../../src/protocol/views.ts";
import { openConversation, type ConversationPage } from "./conversationPage.ts";
import { exchange } from "./samples.ts";

/** A page with its history view, and the parts of that. */
export interface HistoryHarness {
  readonly chat: ConversationPage;
  readonly view: Locator;
  readonly field: Locator;
  /** The item with a title, and the button in it that opens it. */
  line(title: string): Locator;
  opener(title: string): Locator;
  tell(history: Partial<HistoryView>, append?: boolean): Promise<void>;
  /** Shows the history with these items. */
  show(...items: readonly HistoryItemView[]): Promise<void>;
  /** The text of what has the cursor. */
  focused(): Promise<string>;
  /** All messages of a type that the page has said. */
  said(type: PageMessage["type"]): Promise<PageMessage[]>;
}

/** An item from a moment ago; what differs is given. */
export function item(id: string, overrides: Partial<HistoryItemView> = {}): HistoryItemView {
  return { id, title: `Title ${id}`, pinned: false, updatedAt: Date.now() - 1_000, ...overrides };
}

export async function openHistory(): Promise<HistoryHarness> {
  const chat = await openConversation([exchange()]);
  const view = chat.page.getByRole("region", { name: "History" });
  const tell = (history: Partial<HistoryView>, append = false) => {
    const told = { query: "", items: [], hasMore: false, ...history };
    return chat.send({ type: "history", append, history: told });
  };
  return {
    ...{ chat, view, tell },
    field: chat.page.getByRole("searchbox", { name: "Search conversations" }),
    line: (title) => view.getByRole("listitem").filter({ hasText: title }),
    opener: (title) => view.getByRole("button", { name: title, exact: true }),
    show: async (...items) => {
      await chat.send({ type: "show", view: "history" });
      await tell({ items });
    },
    focused: () =>
      chat.page.evaluate(() => {
        const { activeElement, body } = document;
        return activeElement === body ? "" : (activeElement?.textContent.trim() ?? "");
      }),
    said: async (type) => (await chat.posted()).filter((message) => message.type === type),
  };
}
