import { after, before, describe, it } from "mocha";
import { deepEqual, equal } from "node:assert/strict";
import { openBatch } from "./batchPage.ts";
import { openConversation, type ConversationPage } from "./conversationPage.ts";
import { answer, exchange, panelState } from "./samples.ts";

const stranger = "https://injected.test";
const garbage = [
  ...[null, 1, "snapshot", [], {}, [{ type: "snapshot" }], { type: null }, { type: ["find"] }],
  ...["", "toString", "constructor", "__proto__", "hasOwnProperty", "ready", "openLink"].map(
    (type) => ({ type }),
  ),
];

describe("what a page hears", () => {
  let page: ConversationPage;
  before(async () => {
    page = await openConversation([exchange({ answers: [answer({ text: "Kept." })] })]);
  });
  after(() => page.close());

  it("is dropped where it is no message of the host", async () => {
    for (const message of garbage) await page.send(message as never);
    await page.page.evaluate(() => window.postMessage(undefined));
    await page.replies.getByText("Kept.").waitFor();
    deepEqual(page.errors, []);
  });

  it("is dropped where it comes from another origin", async () => {
    const state = panelState({ conversation: "stolen", exchanges: [exchange()] });
    const tell = (origin: string) =>
      page.page.evaluate(
        ([from, data]) => {
          window.dispatchEvent(new MessageEvent("message", { origin: from, data }));
        },
        [origin, { type: "snapshot", state }] as const,
      );
    for (const origin of [stranger, "null", ""]) await tell(origin);
    await page.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    equal(await page.replies.getByText("Kept.").count(), 1);
    await tell(new URL(page.page.url()).origin);
    await page.replies.getByText("An answer.").waitFor();
  });

  it("is dropped by the batches' page as well", async () => {
    const batch = await openBatch([]);
    try {
      for (const message of garbage) await batch.send(message as never);
      deepEqual(batch.errors, []);
    } finally {
      await batch.close();
    }
  });
});
