import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import type { Page } from "playwright-core";
import { chatPageSource, pageSkeleton } from "../../src/host/panel/pageSkeleton.ts";
import { openBatch } from "./batchPage.ts";
import { doneRow, row } from "./batchSamples.ts";
import { openConversation } from "./conversationPage.ts";
import { answer, exchange } from "./samples.ts";

const opened: { close(): Promise<void> }[] = [];

function keep<Opened extends { close(): Promise<void> }>(page: Opened): Opened {
  opened.push(page);
  return page;
}

afterEach(async () => {
  for (const page of opened.splice(0)) await page.close();
});

/** Words of the page’s own, as they are seen and heard, in which no Chinese is. */
function withoutChinese(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const look = (root: ParentNode) => {
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot !== null) look(element.shadowRoot);
        if (element.matches("script, style, title")) continue;
        const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
        const texts = own.map((node) => node.textContent ?? "");
        const names = ["aria-label", "aria-description", "title", "placeholder", "alt", "label"];
        found.push(...texts, ...names.map((name) => element.getAttribute(name) ?? ""));
      }
    };
    look(document);
    const words = found.map((text) => text.trim()).filter((text) => /[a-z]{3}/iu.test(text));
    return [...new Set(words.filter((text) => !/\p{Script=Han}/u.test(text)))];
  });
}

/** What is wider than its place, or stands beside the window. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("body, main, main *")].flatMap((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      const scrolls = getComputedStyle(element).overflowX;
      const isOut = width > 1 && (left < -1 || right > document.documentElement.clientWidth + 1);
      const isCut = scrolls === "visible" && element.scrollWidth > element.clientWidth + 1;
      const isShown = element.checkVisibility() && element.clientWidth > 1;
      return isShown && (isOut || isCut) ? [`${element.tagName}.${element.className}`] : [];
    }),
  );
}

const exchanges = [
  exchange({
    siblings: ["q0", "q1"],
    replaceable: true,
    answers: [answer({ text: "回答", thinking: "思考", continuable: true, complete: false })],
  }),
];
/** What the host said in these tests, and names. */
const said = ["Tibet Model Chat", "Tibet model", "General model", "Taiwan model", "A question?"];

describe("a page in another language", () => {
  for (const [language, send] of [
    ["zh-cn", "发送"],
    ["zh-tw", "傳送"],
  ] as const) {
    it(`has all its own words in ${language}, and room for them in a narrow side bar`, async () => {
      const chat = keep(await openConversation(exchanges, { language, width: 300 }));
      const { page } = chat;
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      await page.getByRole("button", { name: send }).waitFor();
      for (const show of [
        () => chat.show([]),
        () => chat.send({ type: "show", view: "history" }),
        () => chat.show(exchanges),
      ]) {
        await show();
        const words = await withoutChinese(page);
        assert.deepEqual(
          words.filter((word) => !said.includes(word)),
          [],
        );
        assert.deepEqual(await tooWide(page), []);
      }
      assert.deepEqual(await chat.cspViolations(), []);
      assert.deepEqual(chat.errors, []);
    });
  }

  it("has the batches’ words, each value in its place", async () => {
    const batch = keep(await openBatch([row("a"), doneRow("b")], { language: "zh-cn" }));
    const all = await batch.page.locator("main").innerText();
    assert.match(all, /已完成 1\/2/u);
    assert.doesNotMatch(all, /\{\w+\}/u);
  });

  it("stays English where a text has no translation", async () => {
    const { page } = keep(await openConversation(exchanges, { language: "bo" }));
    await page.getByRole("button", { name: "སྐུར་བ།" }).waitFor();
    await page.getByRole("log", { name: "ཁ་བརྡ།" }).waitFor();
    assert.ok((await withoutChinese(page)).includes("Copy as text"));
  });

  it("cannot be ended or added to by a text", () => {
    const bundle = { "</script>": "</ScRiPt><script>alert(1)</script><!--" };
    const html = pageSkeleton(chatPageSource, {
      ...{ nonce: "n", source: "s", address: (...path) => path.join("/") },
      language: { id: "zh-cn", bundle, texts: Object.keys(bundle) },
    });
    const [, json = ""] =
      /<script type="application\/json" id="l10n">(.*)<\/script>/u.exec(html) ?? [];
    assert.doesNotMatch(json, /</u);
    assert.deepEqual(JSON.parse(json), bundle);
  });
});
