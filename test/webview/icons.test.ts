import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Page } from "playwright-core";
import { openBatch } from "./batchPage.ts";
import { doneRow, row } from "./batchSamples.ts";
import { openConversation } from "./conversationPage.ts";
import { answer, exchange } from "./samples.ts";

interface ShownIcons {
  readonly shown: string[];
  /** Those that the font does not draw. */
  readonly empty: string[];
  /** Whether it draws one that no page has, of a pull request. */
  readonly hasOthers: boolean;
}

function iconsOf(page: Page): Promise<ShownIcons> {
  return page.evaluate(async () => {
    const context = document.createElement("canvas").getContext("2d");
    const font = "32px codicon";
    await document.fonts.load(font, "\uea60");
    const isDrawn = (text: string) => {
      if (context === null) return false;
      context.clearRect(0, 0, 64, 64);
      context.font = font;
      context.fillText(text, 8, 40);
      return context.getImageData(0, 0, 64, 64).data.some((value) => value > 0);
    };
    const icons = [...document.querySelectorAll(".codicon")];
    const names = icons.map((icon) => [
      icon.className,
      getComputedStyle(icon, "::before").content.replaceAll('"', ""),
    ]);
    const empty = names.filter(([, content = ""]) => content === "none" || !isDrawn(content));
    return {
      ...{ shown: names.map(String), empty: empty.map(String) },
      hasOthers: isDrawn("\uea64"),
    };
  });
}

describe("icons", () => {
  it("of the pages are all in the font, though it has no others", async () => {
    const text = "```js\nlet x = 1;\n```";
    const answers = [answer({ text, complete: false, continuable: true }), answer()];
    const exchanges = [exchange({ siblings: ["q0", "q1"], replaceable: true, answers })];
    const chat = await openConversation(exchanges);
    const batch = await openBatch([row("a"), doneRow("b")]);
    try {
      for (const { page } of [chat, batch]) {
        const { shown, empty, hasOthers } = await iconsOf(page);
        assert.ok(shown.length > 5, shown.join("\n"));
        assert.deepEqual(empty, []);
        assert.equal(hasOthers, false);
      }
    } finally {
      await chat.close();
      await batch.close();
    }
  });
});
