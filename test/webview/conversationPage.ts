import axe from "axe-core";
import type { Locator } from "playwright-core";
import type { PageMessage } from "../../src/protocol/pageMessage.ts";
import type { ExchangeView } from "../../src/protocol/views.ts";
import { openPage, type PageHarness, type PageOptions } from "./page.ts";
import { panelState } from "./samples.ts";

/** A page that shows a conversation, and its parts by the roles and names that screen readers see. */
export interface ConversationPage extends PageHarness {
  readonly log: Locator;
  readonly questions: Locator;
  readonly replies: Locator;
  /** Shows another conversation. */
  show(exchanges: readonly ExchangeView[]): Promise<void>;
  button(name: string): Locator;
  /** The first message of a type that was said, already or yet to come. */
  said<Type extends PageMessage["type"]>(type: Type): Promise<Extract<PageMessage, { type: Type }>>;
}

let conversations = 0;

export async function openConversation(
  exchanges: readonly ExchangeView[],
  options: PageOptions = {},
): Promise<ConversationPage> {
  const harness = await openPage(options);
  const { page } = harness;
  const log = page.getByRole("log", { name: "Conversation" });
  const articles = log.getByRole("article");
  const show = (shown: readonly ExchangeView[]) => {
    conversations += 1;
    const conversation = `conversation-${conversations}`;
    return harness.send({
      type: "snapshot",
      state: panelState({ conversation, exchanges: shown }),
    });
  };
  await show(exchanges);
  return {
    ...harness,
    log,
    questions: articles.and(page.getByLabel("You", { exact: true })),
    replies: articles.and(page.locator(".reply")),
    show,
    button: (name) => page.getByRole("button", { name, exact: true }),
    said: async <Type extends PageMessage["type"]>(type: Type) => {
      const message = await harness.waitForPosted((each) => each.type === type);
      return message as Extract<PageMessage, { type: Type }>;
    },
  };
}

/** What axe finds wrong in the page: rules and elements. */
export async function axeFindings({ page }: Pick<PageHarness, "page">): Promise<unknown> {
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => [id, nodes.map(({ html, any }) => [html, any[0]?.message])]))`);
}
