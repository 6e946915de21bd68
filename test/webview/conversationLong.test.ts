import { after, before, describe, it } from "mocha";
import assert from "node:assert/strict";
import { openConversation, type ConversationPage } from "./conversationPage.ts";
import { answer, exchange, panelState } from "./samples.ts";

/** Markdown of all kinds, about 8,200 code units; no two alike. */
function longText(seed: number): string {
  let text = "";
  for (let section = 0; text.length < 8_200; section += 1) {
    text += `## Section ${seed}.${section}

**人人生而自由**，在尊严和权利上一律平等。 བོད་ཡིག་ནི་ *བརྩེགས་ཡིག* མང་པོ་ཡོད། All human beings are born free.

| བོད་ཡིག | 中文 |
| --- | --- |
| རང་དབང་ | 自由 |

\`\`\`ts
const section${section}: number = ${seed};
\`\`\`

`;
  }
  return text;
}

/** 500 messages, 2 MB. */
const exchanges = Array.from({ length: 250 }, (_, index) =>
  exchange({
    id: `q${index}`,
    question: `Question ${index}, which is it?`,
    answers: [answer({ id: `a${index}`, text: longText(index) })],
  }),
);

describe("a conversation of 500 messages and 2 MB", () => {
  let chat: ConversationPage;
  before(async function () {
    this.timeout(60_000);
    chat = await openConversation(exchanges, { width: 420, height: 900 });
  });
  after(() => chat.close());

  const count = (selector: string) => chat.page.locator(selector).count();
  const drawn = () => count("reply-text");

  it("draws only what is near its end, where it opens", async () => {
    assert.ok(JSON.stringify(exchanges).length > 2_000_000);
    assert.equal(await count("article"), 500);
    const most = (await drawn()) + 3;
    await chat.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    assert.ok((await drawn()) <= Math.min(most, 6), `${await drawn()} drawn`);
    assert.ok((await count(".actions button")) < 60);
    const rest = await chat.log.evaluate(
      (log) => log.scrollHeight - log.scrollTop - log.clientHeight,
    );
    assert.ok(rest < 1);
    await chat.page.locator('.exchange:last-child button[aria-label="Regenerate"]').waitFor();
  });

  it("shows its end drawn in its very first picture", async () => {
    const others = exchanges.map((each) => ({ ...each, id: `${each.id}-other` }));
    const state = panelState({ conversation: "other", exchanges: others });
    const isDrawn = await chat.page.evaluate(
      async (message) => {
        const arrived = new Promise((resolve) => {
          window.addEventListener("message", resolve, { once: true });
        });
        window.postMessage(message);
        await arrived;
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        return document.querySelector(".exchange:last-child reply-text") !== null;
      },
      { type: "snapshot", state } as const,
    );
    assert.equal(isDrawn, true);
  });

  it("has the bare text of the others, for screen readers", async () => {
    assert.equal(
      await chat.page.locator(".you p").first().textContent(),
      "Question 0, which is it?",
    );
    const answered = await chat.page.locator(".reply p").first().textContent();
    assert.ok(answered?.includes("Section 0.3"));
  });

  it("draws what the reader comes near, and nothing jumps meanwhile", async () => {
    const moves = await chat.page.evaluate(async () => {
      const log = document.querySelector<HTMLElement>(".log");
      if (log === null) return [];
      const { top } = log.getBoundingClientRect();
      const wrong: number[] = [];
      const rowAt = () => document.elementFromPoint(200, top + 150)?.closest(".exchange");
      for (let step = 0; step < 120; step += 1) {
        const row = rowAt();
        const before = row?.getBoundingClientRect().top ?? 0;
        log.scrollTop -= 250;
        for (let frame = 0; frame < 2; frame += 1) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
        const moved = (row?.getBoundingClientRect().top ?? 0) - before;
        if (Math.abs(moved - 250) > 2) wrong.push(moved);
      }
      return wrong;
    });
    assert.deepEqual(moves, []);
    assert.ok((await drawn()) >= 4);
    assert.ok((await drawn()) < 20);
  });

  it("draws what is far away once the reader is there, in place", async () => {
    await chat.log.evaluate((log) => (log.scrollTop = log.scrollHeight / 2));
    await chat.page.waitForFunction(() => {
      const row = document.elementFromPoint(200, 300)?.closest(".exchange");
      return row?.querySelector("reply-text") instanceof HTMLElement;
    });
    assert.ok((await drawn()) < 30);
  });

  it("draws nothing anew for text that streams in at its end", async () => {
    const asked = exchange({
      id: "last",
      answers: [answer({ id: "grows", status: "streaming", text: "B", complete: false })],
    });
    await chat.send({ type: "exchange", exchange: asked });
    await chat.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 0)));
    const touched = await chat.page.evaluateHandle(() => {
      const rows = new Set<string>();
      new MutationObserver((records) => {
        for (const { target } of records) {
          const element = target instanceof Element ? target : target.parentElement;
          const row = element?.closest<HTMLElement>(".exchange");
          rows.add(row?.dataset["exchange"] ?? element?.className ?? "");
        }
      }).observe(document.querySelector("main") ?? document, {
        ...{ subtree: true, childList: true, characterData: true, attributes: true },
      });
      return rows;
    });
    const delta = { type: "delta", exchange: "last", answer: "grows", thinking: "" } as const;
    for (const text of ["e", "g", "i", "n"]) await chat.send({ ...delta, text });
    await chat.page.locator(".exchange:last-child").getByText("Begin").waitFor();
    assert.deepEqual(await touched.evaluate((rows) => [...rows]), ["last"]);
  });
});
