import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import type { Page } from "playwright-core";
import { batchActions, type BatchRowView } from "../../src/protocol/batchMessages.ts";
import { openBatch } from "./batchPage.ts";
import { doneRow, listed, row } from "./batchSamples.ts";
import { axeFindings } from "./conversationPage.ts";
import { openPage, type PageHarness } from "./page.ts";
import { answer, composer, exchange, panelState } from "./samples.ts";

let opened: Pick<PageHarness, "close"> | undefined;
afterEach(async () => {
  const page = opened;
  opened = undefined;
  await page?.close();
});

function keep<Harness extends Pick<PageHarness, "close">>(harness: Harness): Harness {
  opened = harness;
  return harness;
}

/** The product, keys, formats and names in a request are called so in every language. */
const everywhere =
  /\b(?:Tibet Model Chat|Esc|Enter|Shift|Ctrl|Del|End|F2|R|Markdown|JSONL|UTF-8|MB|top_p|n|max_tokens)\b/gu;
const spoken = ["aria-label", "aria-valuetext", "label", "placeholder", "title"];

/** What the page says to eyes or ears that still has words of Latin letters. */
async function latinIn(page: Page): Promise<string[]> {
  const texts = await page.evaluate(
    (attributes) =>
      [...document.body.querySelectorAll("*:not(script)")].flatMap((element) => [
        ...[...element.childNodes].map((node) => (node instanceof Text ? node.data : "")),
        ...attributes.map((name) => element.getAttribute(name) ?? ""),
      ]),
    spoken,
  );
  const found = texts.filter((text) => /[a-z]/iu.test(text.replaceAll(everywhere, "")));
  return [...new Set(found.map((text) => text.trim()))];
}

/** Which way of writing the first font for Chinese has that an element asks for. */
function fontIn(page: Page, selector: string): Promise<string | undefined> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => /Noto Sans CJK (\w+)/u.exec(getComputedStyle(element).fontFamily)?.[1]);
}

const passages = [{ id: "p", kind: "file", title: "文", preview: "", tokens: 1_234 }] as const;
const parameters = composer().parameters.map((each) => ({ ...each, fallback: "无" }));
const sample = composer({
  ...{ passages, parameters, modelKey: "1", models: [{ key: "1", label: "模型" }] },
  meter: { tokens: 31_000, isExact: false, contextWindow: 32_768, reserved: 2_048 },
});
const thoughtful = { modelLabel: "模型", thinking: "想" };
const shown = answer({
  ...{ ...thoughtful, thinkingTime: 3_400, continuable: true, hidden: "一" },
  text: "| 一 |\n| - |\n| 二 |\n\n```\n一\n```\n\n- [x] 甲\n- [ ] 乙\n\n注[^1]\n\n[^1]: 脚注。",
  usage: { prompt: 1_234, completion: 567 },
});
const stopped = answer({ ...thoughtful, status: "stopped", text: "一" });
const asked = {
  ...thoughtful,
  thinking: "",
  text: "",
  complete: false,
  status: "waiting",
} as const;
const waiting = { reason: "一。", seconds: 7, attempt: 1, attempts: 2 };
const exchanges = [
  exchange({
    ...{ question: "一", passages, replaceable: true, summary: "摘要" },
    ...{ siblings: ["0", "1"], id: "1", answers: [shown, stopped] },
  }),
  exchange({ question: "二", alone: true, answers: [stopped] }),
  exchange({ question: "三", answers: [] }),
];

for (const language of ["zh-cn", "zh-tw"]) {
  describe(`the pages in ${language}`, () => {
    it("say nothing in English where questions are asked and answered", async () => {
      const chat = keep(await openPage({ language }));
      const { page } = chat;
      const show = (state: Parameters<typeof panelState>[0]) =>
        chat.send({ type: "snapshot", state: panelState({ composer: sample, ...state }) });
      await show({ composer: { ...sample, models: [] } });
      assert.deepEqual(await latinIn(page), []);
      await show({ conversation: "2" });
      await page.locator(".composer-tool").last().click();
      assert.deepEqual(await latinIn(page), []);
      await show({ conversation: "3", exchanges });
      await page.locator("figure.code").waitFor();
      await page.keyboard.press("Control+f");
      await page.locator(".find input").fill("一");
      await page.locator(".edit").last().click();
      assert.deepEqual(await latinIn(page), []);
      assert.deepEqual(await axeFindings(chat), []);
      const awaited = exchange({ question: "四", answers: [answer({ ...asked, waiting })] });
      await chat.send({ type: "exchange", exchange: awaited });
      await page.getByText("（第 1 次，共 2 次）").first().waitFor();
      assert.deepEqual(await latinIn(page), []);
      const failed = answer({ ...asked, ...thoughtful, status: "failed" });
      await chat.send({ type: "exchange", exchange: { ...awaited, answers: [failed] } });
      assert.deepEqual(await latinIn(page), []);
    });

    it("say nothing in English in the history, and have its days", async () => {
      const chat = keep(await openPage({ language }));
      const { page } = chat;
      await chat.send({ type: "snapshot", state: panelState({ composer: sample }) });
      await chat.send({ type: "show", view: "history" });
      const history = { query: "", items: [], hasMore: false };
      await chat.send({ type: "history", append: false, history });
      assert.deepEqual(await latinIn(page), []);
      const item = (id: string, updatedAt: number, pinned = false) => {
        return { id, title: "标题", pinned, updatedAt };
      };
      const items = [
        ...[item("1", 0, true), item("2", Date.now()), item("3", Date.now() - 86_400_000)],
        item("4", new Date(2024, 4, 6).getTime()),
      ];
      const deleted = { id: "5", title: "标题" };
      await chat.send({ type: "history", append: false, history: { ...history, items, deleted } });
      await page.locator(".history-item").first().hover();
      assert.deepEqual(await latinIn(page), []);
      const [, ...days] = await page.locator("h3").allInnerTexts();
      assert.deepEqual(days, ["今天", "昨天", "2024年5月"]);
      assert.equal(await page.locator("time").last().innerText(), "2024年5月6日");
      assert.equal(await fontIn(page, "h2"), language === "zh-tw" ? "TC" : "SC");
      assert.equal(await fontIn(page, ".history-title"), "SC");
      assert.deepEqual(await axeFindings(chat), []);
    });

    it("say nothing in English where batches are", async () => {
      const rows: BatchRowView[] = [
        doneRow("1", { parts: { done: 5, count: 5 }, elapsed: 45_000_000 }),
        row("2", { state: "asking", parts: { done: 2, count: 4 }, elapsed: 64_000 }),
        ...(["waiting", "answered", "failed", "skipped", "cancelled"] as const).map((state) =>
          row(state, { state, elapsed: 900 }),
        ),
      ].map((line) => ({ ...line, name: "文", template: "译", model: "模型" }));
      const batches = [listed("b1", { title: "译" }), listed("b2", { title: "译" })];
      const batch = keep(await openBatch([], { language, width: 300 }, batches));
      const words = { title: "译", output: "旁", actions: batchActions, throughput: 431.4 };
      await batch.show(rows, words);
      await batch.change(rows, rows, { ...words, stage: "finished" });
      assert.deepEqual(await latinIn(batch.page), []);
      assert.deepEqual(await axeFindings(batch), []);
      await batch.page.getByRole("searchbox").fill("空");
      await batch.page.locator(".nothing-fits").waitFor();
      assert.deepEqual(await latinIn(batch.page), []);
      await batch.send({ type: "batch", batches: [], rows: [] });
      assert.deepEqual(await latinIn(batch.page), []);
    });
  });
}
