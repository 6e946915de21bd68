import { describe, it } from "mocha";
import { equal, ok } from "node:assert/strict";
import { GrowingMarkdown } from "../../src/webview/markdown/growingMarkdown.ts";
import { readInline } from "../../src/webview/markdown/inlineText.ts";

/** How much of a paragraph nothing that follows can change. */
function settledOf(text: string): number {
  const markdown = new GrowingMarkdown();
  markdown.append("text");
  const [block] = markdown.root.children;
  if (block?.kind !== "paragraph") throw new Error("Text alone is a paragraph.");
  return readInline(text, block, markdown.targets).settled;
}

describe("a paragraph that grows", () => {
  const settling = [
    ["prose of Chinese", "藏文文献的研究，"],
    ["Tibetan", "བོད་ཡིག་ནི་"],
    ["words", "one two "],
    ["tags and Chinese", "<think>想"],
    ["tags and Tibetan", "<a>བོད"],
  ] as const;
  for (const [name, text] of settling) {
    it(`settles but for its end where it is ${name}`, () => {
      const whole = text.repeat(200);
      ok(settledOf(whole) > whole.length - 2 * text.length, String(settledOf(whole)));
    });
  }

  it("does not settle behind what may still begin something", () => {
    equal(settledOf(`${"藏文".repeat(100)}\`${"藏文<b>".repeat(100)}`), 199);
    equal(settledOf("https://a.b/藏文<b>藏"), 0);
  });
});
