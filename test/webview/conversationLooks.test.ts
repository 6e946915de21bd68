import { describe, it } from "mocha";
import assert from "node:assert/strict";
import { axeFindings, openConversation } from "./conversationPage.ts";
import { answer, exchange, panelState } from "./samples.ts";

const passages = [
  { id: "p1", kind: "selection", title: "passage.md:3–9", preview: "人人生而自由", tokens: 12 },
] as const;

const exchanges = [
  exchange({
    id: "q1",
    passages,
    replaceable: true,
    siblings: ["q0", "q1"],
    summary: "They spoke of rights.",
    answers: [
      answer({ text: "# Title\n\n| a | b |\n| - | - |\n| 1 | 2 |" }),
      answer({
        thinking: "Hm",
        thinkingTime: 900,
        continuable: true,
        remark: "Cut at max_tokens.",
        usage: { prompt: 12, completion: 34 },
      }),
    ],
    chosen: 1,
  }),
  exchange({
    alone: true,
    answers: [
      answer({
        ...{ status: "failed", text: "", complete: false },
        notice: { message: "Refused.", remedies: [{ id: "setToken", label: "Set Token" }] },
      }),
    ],
  }),
];
const awaited = answer({ status: "streaming", text: "", thinking: "Hm…", complete: false });
const items = [
  { id: "a", title: "One", pinned: true, updatedAt: 0 },
  { id: "b", title: "Two", pinned: false, updatedAt: Date.now() },
];

for (const theme of ["dark", "light", "contrast"] as const) {
  describe(`the page in ${theme}`, () => {
    it("leaves axe nothing to find in a conversation, whatever is open in it", async () => {
      const chat = await openConversation(exchanges, { theme });
      try {
        assert.deepEqual(await chat.cspViolations(), []);
        assert.deepEqual(await axeFindings(chat), []);
        await chat.button("Edit question").first().click();
        await chat.send({ type: "exchange", exchange: exchange({ answers: [awaited] }) });
        await chat.log.evaluate((log) => (log.scrollTop = 0));
        await chat.send({ type: "find" });
        await chat.page.keyboard.type("hm");
        await chat.page.getByRole("status").getByText("of").waitFor();
        assert.deepEqual(await axeFindings(chat), []);
        await chat.send({ type: "snapshot", state: panelState({ conversation: "empty" }) });
        assert.deepEqual(await axeFindings(chat), []);
        assert.deepEqual(chat.errors, []);
      } finally {
        await chat.close();
      }
    });

    it("leaves axe nothing to find in the history, whatever is open in it", async () => {
      const chat = await openConversation([], { theme });
      const tell = (history: object) => {
        const told = { query: "", items, hasMore: false, ...history };
        return chat.send({ type: "history", append: false, history: told });
      };
      try {
        await chat.send({ type: "show", view: "history" });
        await tell({ deleted: { id: "x", title: "Gone" } });
        await chat.page.keyboard.press("ArrowDown");
        assert.deepEqual(await chat.cspViolations(), []);
        assert.deepEqual(await axeFindings(chat), []);
        await chat.button("More actions").click();
        await chat.page.getByRole("menu").waitFor();
        assert.deepEqual(await axeFindings(chat), []);
        await chat.page.keyboard.press("Escape");
        await chat.page.keyboard.press("F2");
        const excerpt = { before: "…in ", match: "words", after: " of it" };
        await tell({ query: "words", items: items.map((item) => ({ ...item, excerpt })) });
        assert.deepEqual(await axeFindings(chat), []);
        await tell({ query: "nothing", items: [] });
        assert.deepEqual(await axeFindings(chat), []);
        await tell({ items: [], notice: { message: "No history.", remedies: [] } });
        assert.deepEqual(await axeFindings(chat), []);
        assert.deepEqual(chat.errors, []);
      } finally {
        await chat.close();
      }
    });
  });
}

describe("the width of the page", () => {
  for (const width of [300, 420, 900]) {
    it(`is never exceeded at ${width} pixels`, async () => {
      const chat = await openConversation(exchanges, { width });
      const overflow = () =>
        chat.page.evaluate(() =>
          ["body", ".log", ".history-list", ".find"].flatMap((selector) => {
            const box = document.querySelector(selector);
            const over = box === null ? 0 : box.scrollWidth - box.clientWidth;
            return over > 0 ? [`${selector} by ${over}`] : [];
          }),
        );
      try {
        await chat.send({ type: "find" });
        await chat.page.keyboard.type("a");
        assert.deepEqual(await overflow(), []);
        const reached = await chat.button("Close").boundingBox();
        assert.ok(reached !== null && reached.x + reached.width < width);
        await chat.send({ type: "show", view: "history" });
        const history = { query: "", items, hasMore: false };
        await chat.send({ type: "history", append: false, history });
        await chat.page.keyboard.press("ArrowDown");
        assert.deepEqual(await overflow(), []);
      } finally {
        await chat.close();
      }
    });
  }
});
