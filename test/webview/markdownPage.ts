import type { Locator } from "playwright-core";
import type { AnswerView } from "../../src/protocol/views.ts";
import { openConversation, type ConversationPage } from "./conversationPage.ts";
import type { PageOptions } from "./page.ts";
import { answer, exchange } from "./samples.ts";

/** A page that shows one reply. */
export interface MarkdownPage extends ConversationPage {
  readonly reply: Locator;
  /** Shows another reply. */
  showReply(text: string, overrides?: Partial<AnswerView>): Promise<void>;
}

export async function openMarkdown(options: PageOptions = {}): Promise<MarkdownPage> {
  const conversation = await openConversation([exchange({ answers: [answer()] })], options);
  return {
    ...conversation,
    reply: conversation.page.locator("reply-text"),
    showReply: (text, overrides = {}) =>
      conversation.show([exchange({ answers: [answer({ text, ...overrides })] })]),
  };
}
