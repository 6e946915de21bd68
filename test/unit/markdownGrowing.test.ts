import fc from "fast-check";
import { describe, it } from "mocha";
import { deepEqual, equal, ok } from "node:assert/strict";
import { GrowingMarkdown, type Block } from "../../src/webview/markdown/growingMarkdown.ts";

/** Pieces that begin, end and break off every kind of block, and what joins a block to another. */
const pieces = [
  ..."\n|\n\n|\r\n|\r| |    |\t|a|b c|བོད་|中文|# |---|===|- |-|* |1. |2|2. |10) |> |>|```|```js\n|~~~".split(
    "|",
  ),
  ...["$$", "$$\n", "\\[", "\\[\n", "\\]", "\\]\n", "$", "\\(", "\\)", "\\", "x^2"],
  ...["| a | b |\n", "|---|---|\n", "|", "- [ ] ", "[x] ", "~~", "**", "_", "`", "<b>", "&amp;"],
  ...[
    "[a]",
    "[a]: /u\n",
    "[a]:",
    "[^n]",
    "[^n]: ",
    "[^n]: note\n",
    "](/u)",
    "![",
    "http://a.b/c",
    "\0",
  ],
];

/** Lines that mean something else when others follow, or when they themselves go on. */
const lines = [
  ...["", "", "", "p", "$$", "\\[", "\\]", "x $$", "$$ y", "a | b", "---|---", "---", "- x", "  y"],
  ...["> q", "1. z", "```", "    c", "=", "# h", "---|--- p", "$$ y $$", "- $$", "  $$", "> $$"],
];

const texts = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((chosen) => chosen.join("")),
  fc.array(fc.constantFrom(...lines), { maxLength: 14 }).map((chosen) => chosen.join("\n")),
);

/** Where lines are counted from differs, and nothing is drawn from it. */
function withoutLines(blocks: readonly Block[]): unknown {
  const omit = (key: string, value: unknown) => (key === "map" ? undefined : value);
  return JSON.parse(JSON.stringify(blocks, omit));
}

/** Gives a text piece by piece and compares each step with the whole. */
function grow(text: string, nextLength: () => number): void {
  const growing = new GrowingMarkdown();
  for (let end = 0; end < text.length;) {
    end += nextLength();
    const shown = text.slice(0, end);
    const grown = growing.parse(shown);
    const whole = new GrowingMarkdown().parse(shown);
    deepEqual(withoutLines(grown.blocks), withoutLines(whole.blocks), JSON.stringify(shown));
    equal(grown.references, whole.references);
  }
}

describe("growing Markdown", () => {
  const joining = {
    "an item of a list before": "1. a\n\n2. b",
    "the text of an item before": "- a\n--- b\n",
    "a table that is none": "p\na | b\n---|--- c\n",
    "a formula with blank lines": "p\n\n$$\n\nx\n\ny\n\n$$\n\np",
    "a formula that a later word undoes": "$$\n\nx\n\ny $$ z\n\np\n",
    "a target of a link far above": "[a] [^b]\n\np\n\np\n\n[a]: /c\n\n[^b]: d\n",
    "line ends of two characters": "p\r\n\r\np\r\n\r\np\r\r\np",
  };
  for (const [name, text] of Object.entries(joining)) {
    it(`is parsed as the whole text is: ${name}`, () => grow(text, () => 1));
  }

  it("is parsed at every step as the whole text is", () => {
    fc.assert(
      fc.property(texts, fc.infiniteStream(fc.integer({ min: 1, max: 12 })), (text, steps) => {
        grow(text, () => Number(steps.next().value));
      }),
      { numRuns: 2_000 },
    );
  });

  it("is parsed as the text that takes its place", () => {
    fc.assert(
      fc.property(texts, texts, (first, second) => {
        const growing = new GrowingMarkdown();
        growing.parse(first);
        const whole = new GrowingMarkdown().parse(second);
        deepEqual(withoutLines(growing.parse(second).blocks), withoutLines(whole.blocks));
      }),
    );
  });

  it("keeps the blocks that nothing can change", () => {
    const growing = new GrowingMarkdown();
    const text = "# One\n\nTwo.\n\nThree.\n\nFour.\n";
    const [first, second] = growing.parse(text).blocks;
    const grown = growing.parse(`${text}\nFive.\n`).blocks;
    equal(grown.length, 5);
    ok(first !== undefined && grown[0] === first && grown[1] === second);
  });
});
