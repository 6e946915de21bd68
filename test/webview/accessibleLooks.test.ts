import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import type { Page } from "playwright-core";
import { openBatch } from "./batchPage.ts";
import { row } from "./batchSamples.ts";
import { openComposer } from "./composerPage.ts";
import { openConversation } from "./conversationPage.ts";
import type { PageHarness } from "./page.ts";
import { answer, composer, exchange } from "./samples.ts";

type Opened = Pick<PageHarness, "page" | "close">;

let opened: Opened | undefined;
afterEach(async () => {
  const page = opened;
  opened = undefined;
  await page?.close();
});

function keep<Harness extends Opened>(harness: Harness): Harness {
  opened = harness;
  return harness;
}

/** What moves by itself for as long as it is there, in the page and in its components. */
function endless(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("*"), document.documentElement]
      .flatMap((element) => [
        ...element.getAnimations(),
        ...(element.shadowRoot?.getAnimations() ?? []),
      ])
      .filter((animation) => {
        const { endTime } = animation.effect?.getComputedTiming() ?? {};
        return animation.playState === "running" && Number(endTime) > 10;
      })
      .map((animation) => (animation as CSSAnimation).animationName),
  );
}

/** VS Code’s own setting comes to the page as a class. */
const ways = {
  "VS Code": (page: Page) =>
    page.evaluate(() => document.body.classList.add("vscode-reduce-motion")),
  "the system": (page: Page) => page.emulateMedia({ reducedMotion: "reduce" }),
};

describe("a page that is to move little", () => {
  const awaited = answer({ status: "waiting", text: "", complete: false });
  for (const [name, reduce] of Object.entries(ways)) {
    it(`moves nothing while a reply is awaited, where ${name} says so`, async () => {
      const { page } = keep(await openConversation([exchange({ answers: [awaited] })]));
      await page.locator(".progress .codicon-loading").waitFor();
      assert.notDeepEqual(await endless(page), []);
      await reduce(page);
      assert.deepEqual(await endless(page), []);
      assert.match(await page.locator("p.progress").innerText(), /Waiting/u);
    });

    it(`moves nothing while a batch runs, where ${name} says so`, async () => {
      const { page } = keep(await openBatch([row("a", { state: "asking" })]));
      assert.notDeepEqual(await endless(page), []);
      await reduce(page);
      assert.deepEqual(await endless(page), []);
    });
  }
});

/** What is wider than its place, and what stands outside the window. */
function outside(page: Page, selectors: readonly string[]): Promise<string[]> {
  return page.evaluate((wanted) => {
    const { clientWidth, clientHeight } = document.documentElement;
    return wanted.flatMap((selector) => {
      const element = document.querySelector(selector);
      if (element === null) return [`${selector} is not there`];
      const { left, right, bottom } = element.getBoundingClientRect();
      const isIn = left >= -1 && right <= clientWidth + 1 && bottom <= clientHeight + 1;
      return isIn && element.scrollWidth <= element.clientWidth + 1
        ? []
        : [`${selector}: ${left} to ${right}, down to ${bottom}, ${element.scrollWidth} wide`];
    });
  }, selectors);
}

describe("twice as large", () => {
  const text =
    "# Heading\n\n| a | b |\n| - | - |\n| 1 | a longer cell |\n\n```js\nlet x = 1;\n```\n\n中文 བོད་ཡིག";
  const exchanges = [exchange({ siblings: ["q0", "q1"], answers: [answer({ text })] })];
  // A side bar of 600 × 800 pixels at a zoom of 200 %, and letters twice as large in one of 420.
  const sizes = { everything: [300, 400, 13], letters: [420, 800, 26] } as const;
  for (const [what, [width, height, letters]] of Object.entries(sizes)) {
    it(`is all there: ${what}, in a conversation and in the history`, async () => {
      const chat = keep(await openConversation(exchanges, { width, height }));
      const { page } = chat;
      await page.evaluate((size) => {
        document.documentElement.style.setProperty("--vscode-font-size", `${size}px`);
      }, letters);
      assert.deepEqual(await outside(page, ["body", ".log", ".composer", ".message-field"]), []);
      const send = await page.locator(".controls vscode-button").boundingBox();
      assert.ok(send !== null && send.x + send.width <= width && send.y + send.height <= height);
      const log = await chat.log.boundingBox();
      assert.ok(log !== null && log.height > height / 5, JSON.stringify(log));
      await chat.send({ type: "show", view: "history" });
      const items = [{ id: "a", title: "A title of some length", pinned: true, updatedAt: 0 }];
      const history = { query: "", items, hasMore: false };
      await chat.send({ type: "history", append: false, history });
      assert.deepEqual(await outside(page, ["body", ".history-list", ".history-search"]), []);
    });

    it(`is all there: ${what}, in the table of a batch`, async () => {
      const { page } = keep(await openBatch([row("a")], { width, height }));
      await page.evaluate((size) => {
        document.documentElement.style.setProperty("--vscode-font-size", `${size}px`);
      }, letters);
      assert.deepEqual(await outside(page, ["body", ".batch-head", ".filter"]), []);
      const table = await page.getByRole("grid").boundingBox();
      assert.ok(table !== null && table.height > height / 5, JSON.stringify(table));
    });
  }
});

describe("colours that the system sets", () => {
  it("leave to be seen which parameter is chosen and how far a batch is", async () => {
    const background = (page: Page, selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).backgroundColor);
    const chat = keep(await openComposer({ composer: composer() }, { theme: "contrast" }));
    await chat.page.emulateMedia({ forcedColors: "active" });
    await chat.page.getByRole("button", { name: "Parameters" }).click();
    const [chosen, other] = [".segment:has(:checked)", ".segment:not(:has(:checked))"];
    assert.notEqual(await background(chat.page, chosen), await background(chat.page, other));
    await chat.close();
    const batch = keep(await openBatch([row("a", { state: "failed" })], { theme: "contrast" }));
    await batch.page.emulateMedia({ forcedColors: "active" });
    assert.notEqual(
      await background(batch.page, ".part.is-failed"),
      await background(batch.page, ".bar"),
    );
  });
});
