import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import { openBatch } from "./batchPage.ts";
import { row } from "./batchSamples.ts";
import { openConversation } from "./conversationPage.ts";
import { measureInk } from "./ink.ts";
import type { PageHarness } from "./page.ts";
import { answer, composer, exchange, panelState } from "./samples.ts";

/** Up to five letters on each other, with signs above and below. */
const stacks = "བསྒྲུབས་རྒྱུ་ཀྵྨྲྻ་ཨོཾ";
const prose = "བོད་ཀྱི་རྒྱལ་རབས་གསལ་བའི་མེ་ལོང་ཞེས་བྱ་བ་བཞུགས་སོ། །".repeat(6);
/** As small, as usual and as large as VS Code's text gets by its zoom. */
const sizes = [11, 13, 24];

type Opened = Pick<PageHarness, "page" | "close" | "errors" | "cspViolations">;

let opened: Opened | undefined;
afterEach(async () => {
  const page = opened;
  opened = undefined;
  await page?.close();
});

async function setSize({ page }: Opened, size: number): Promise<void> {
  await page.evaluate((pixels) => {
    document.documentElement.style.setProperty("--vscode-font-size", `${pixels}px`);
  }, size);
}

/**
 * As high as where there is room, and no line that reaches into another. Letters may stand between
 * two pixels, which may be one pixel more or less.
 */
async function assertWhole({ page }: Opened, selectors: readonly string[]): Promise<void> {
  const found: string[] = [];
  for (const selector of selectors) {
    const { shown, whole, lineHeight } = await measureInk(page, selector);
    assert.ok(whole > 10, `${selector}: nothing is drawn`);
    // In the table a line is a whole row.
    const isWhole = Math.abs(shown - whole) <= 1 && (whole <= lineHeight || lineHeight === 0);
    if (!isWhole) found.push(`${selector}: ${shown} of ${whole} in ${lineHeight}`);
  }
  assert.deepEqual(found, []);
}

for (const size of sizes) {
  describe(`stacked Tibetan at ${size} pixels`, () => {
    it("is cut off nowhere in a conversation and its composer", async () => {
      const passages = [{ id: "p", kind: "file", title: stacks, preview: "", tokens: 1 }] as const;
      const text = `# ${stacks}\n\n${stacks}\n\n- ${stacks}\n\n> ${stacks}\n\n| ${stacks} |\n|---|\n| x |\n\nA line in English, of which ${stacks} is not`;
      const answers = [answer({ text, thinking: stacks })];
      const asked = exchange({ question: stacks, passages, summary: stacks, answers });
      const chat = await openConversation([], { width: 700, height: 900 });
      opened = chat;
      await setSize(chat, size);
      const state = panelState({
        ...{ conversation: "stacked", exchanges: [asked], draft: stacks },
        composer: composer({ passages }),
      });
      await chat.send({ type: "snapshot", state });
      await chat.page.locator("details").evaluateAll((all) => {
        for (const each of all) (each as HTMLDetailsElement).open = true;
      });
      await assertWhole(chat, [
        ".question",
        ".summary-text",
        "thinking-text > div",
        ...["h1", "p", "li span", "blockquote p", "th", "p:not([lang])"].map(
          (tag) => `.markdown ${tag}`,
        ),
        ".bubble .chip-title",
        ".message-field",
      ]);
      await chat.button("Edit question").click();
      await assertWhole(chat, [".question-editor textarea"]);
      assert.deepEqual(await chat.cspViolations(), []);
      assert.deepEqual(chat.errors, []);
    });

    it("is cut off nowhere in the history, the search and the table of a batch", async () => {
      const chat = await openConversation([], { width: 700, height: 900 });
      opened = chat;
      await setSize(chat, size);
      await chat.send({ type: "show", view: "history" });
      const excerpt = { before: "རྒྱུ་", match: stacks, after: "" };
      const items = [
        { id: "a", title: stacks, pinned: false, updatedAt: 0, excerpt },
        {
          id: "b",
          title: `Some words with ${stacks} in a title in English`,
          pinned: false,
          updatedAt: 0,
        },
      ];
      const deleted = { id: "x", title: stacks };
      const history = { query: "", items, hasMore: false, deleted };
      await chat.send({ type: "history", append: false, history });
      await chat.page.getByRole("searchbox").fill(stacks);
      await assertWhole(chat, [
        ".history-search input",
        ".history-title",
        ".history-excerpt",
        'li:has-text("English") .history-title',
        ".undo-title",
      ]);
      await chat.page.getByRole("searchbox").press("ArrowDown");
      await chat.page.keyboard.press("F2");
      await assertWhole(chat, [".history-rename"]);
      await chat.close();
      const batch = await openBatch([row("a", { name: `${stacks}/${stacks}.txt` })]);
      opened = batch;
      await setSize(batch, size);
      await batch.show([row("a", { name: `${stacks}/${stacks}.txt` })], { title: stacks });
      await assertWhole(batch, [".batch-name h1 bdi", ".file-name bdi", ".file-folder bdi"]);
    });
  });
}

describe("lines of Tibetan", () => {
  it("break behind a tsheg, a shad or a space and within no syllable", async () => {
    const chat = await openConversation(
      [exchange({ question: prose, answers: [answer({ text: prose })] })],
      { width: 320 },
    );
    opened = chat;
    assert.equal(await chat.page.locator(".question").innerText(), prose);
    for (const selector of [".question", ".markdown p"]) {
      const ends = await chat.page.locator(selector).evaluate((element) => {
        const node = [...element.childNodes].find(
          (each) => each instanceof Text && each.length > 9,
        );
        if (!(node instanceof Text)) throw new Error("It holds no text.");
        const range = document.createRange();
        const found: string[] = [];
        let bottom = 0;
        for (let at = 0; at < node.length; at += 1) {
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const box = range.getBoundingClientRect();
          if (box.width === 0) continue;
          if (bottom > 0 && box.top > bottom - 2) found.push(node.data.slice(at - 2, at));
          bottom = box.bottom;
        }
        return found;
      });
      assert.ok(ends.length > 4, `${selector}: ${ends.length} lines`);
      assert.deepEqual(
        ends.filter((end) => !/[་། ]$/u.test(end)),
        [],
      );
    }
  });
});

describe("the language of a text", () => {
  it("is told wherever it is shown or typed", async () => {
    const chat = await openConversation([exchange({ question: stacks })]);
    opened = chat;
    const langOf = (selector: string) => chat.page.locator(selector).first().getAttribute("lang");
    assert.equal(await langOf(".question"), "bo");
    await chat.page.locator(".message-field").pressSequentially("བོད་");
    assert.equal(await langOf(".message-field"), "bo");
    await chat.page.locator(".message-field").fill("請說明這個問題");
    assert.equal(await langOf(".message-field"), "zh-Hant");
    await chat.page.locator(".message-field").fill("And in English");
    assert.equal(await langOf(".message-field"), null);
  });
});
