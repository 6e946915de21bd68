import { afterEach, describe, it } from "mocha";
import { equal, ok } from "node:assert/strict";
import { setRenderDepth } from "../../src/webview/markdown/nestingLimit.ts";
import { depthOf, shownText } from "./markdownTokens.ts";

const nested: Readonly<Record<string, (count: number) => string>> = {
  quotations: (count) => `${"> ".repeat(count)}deep`,
  lists: (count) => `${"- ".repeat(count)}deep`,
  "numbered lists": (count) => `${"1. ".repeat(count)}deep`,
  "lists in quotations": (count) => `${"> - ".repeat(count)}deep`,
  italics: (count) => `${"*a ".repeat(count)}deep${" b*".repeat(count)}`,
  bold: (count) => `${"**a ".repeat(count)}deep${" b**".repeat(count)}`,
  strokes: (count) => `${"~~a ".repeat(count)}deep${" b~~".repeat(count)}`,
  "emphasis in quotations": (count) =>
    `${"> ".repeat(count)}${"*a ".repeat(count)}deep${" b*".repeat(count)}`,
  brackets: (count) => `${"[".repeat(count)}deep${"]".repeat(count)}`,
  links: (count) => `${"[a ".repeat(count)}deep${"](b)".repeat(count)}`,
  // Each level needs lines of its own, so the text grows with the square.
  "tables in lists": (count) => {
    const [markers, indent] = ["- ", "  "].map((each) => each.repeat(Math.min(count, 300)));
    return `${markers}| a |\n${indent}|---|\n${indent}| deep |`;
  },
};

/** Letters alone: signs of Markdown are drawn as what they mean where they are not too deep. */
const letters = (text: string) => text.replaceAll(/[^a-z]/gu, "");

describe("the depth that replies are drawn with", () => {
  afterEach(() => {
    setRenderDepth(40);
  });

  for (const [what, text] of Object.entries(nested)) {
    it(`holds for ${what}, and nothing is lost`, () => {
      for (const [depth, count] of [
        [8, 5],
        [8, 9],
        [40, 10_000],
        [200, 10_000],
      ] as const) {
        setRenderDepth(depth);
        const source = text(count);
        // A table brings its rows and cells.
        ok(depthOf(source) <= depth + 3, `${depthOf(source)} in ${depth}`);
        const shown = letters(shownText(source));
        const isWhole = shown === letters(source) || (what === "links" && shown.includes("deep"));
        ok(isWhole, `${count} in ${depth}`);
      }
    });
  }

  it("is as deep as the setting says, no less", () => {
    for (const depth of [8, 40, 200]) {
      setRenderDepth(depth);
      ok(depthOf(`${"> ".repeat(300)}deep`) >= depth);
      ok(depthOf(`${"*a ".repeat(300)}deep${" b*".repeat(300)}`) >= depth);
    }
  });

  it("leaves what stands deeper as it was written", () => {
    setRenderDepth(8);
    const line = "**b** [*l*](https://a.test/b) ~~s~~ <https://a.test> `c`";
    equal(shownText(`${"> ".repeat(6)}${line}`), "b *l* s https://a.test c");
    equal(
      shownText(`${"> ".repeat(7)}${line}`),
      "**b** [*l*](https://a.test/b) ~~s~~ https://a.test c",
    );
  });

  it("tells whether it is another one than before", () => {
    equal(setRenderDepth(40), false);
    equal(setRenderDepth(41), true);
    equal(setRenderDepth(41), false);
  });
});
