import { describe, it } from "mocha";
import { deepEqual, equal, ok } from "node:assert/strict";
import { shownText, tokensOf } from "./markdownTokens.ts";

describe("task lists in Markdown", () => {
  const tasks = (text: string) =>
    tokensOf(text)
      .filter(({ type }) => type === "list_item_open")
      .map(({ meta }) => meta?.["isDone"]);

  it("are items that begin with a box", () => {
    deepEqual(tasks("- [ ] a\n- [x] b\n- [X] **c**\n- d"), [false, true, true, undefined]);
    equal(shownText("- [x] **b** c"), "b c");
    deepEqual(tasks("1. [x] a\n\n   b"), [true]);
  });

  it("are no items with other brackets", () => {
    deepEqual(
      tasks("- [y] a\n- [x]b\n- \\[x] c\n- a [x] d\n- [x](/u) e\n- [x]"),
      Array.from({ length: 6 }, () => undefined),
    );
    deepEqual(tasks("- [x] a\n\n[x]: /u"), [undefined]);
  });
});

describe("footnotes in Markdown", () => {
  const types = (text: string) =>
    tokensOf(text)
      .map(({ type, meta }) => (meta === null ? type : `${type} ${Number(meta["id"])}`))
      .filter((type) => type.startsWith("footnote_"));

  it("are numbered as they are referred to and stand at the end", () => {
    deepEqual(types("a[^b] c[^a] d[^b]\n\n[^a]: A\n[^b]: B\n\ne"), [
      ...["footnote_ref 0", "footnote_ref 1", "footnote_ref 0", "footnote_block_open"],
      ...["footnote_open 0", "footnote_anchor 0", "footnote_anchor 0", "footnote_close"],
      ...["footnote_open 1", "footnote_anchor 1", "footnote_close", "footnote_block_close"],
    ]);
    equal(shownText("a[^b] c\n\n[^b]: B\n\nd"), "a c\nd\nB");
  });

  it("are shown though nothing refers to them", () => {
    equal(shownText("a\n\n[^b]: B"), "a\nB");
  });

  it("may stand in each other and in quotations", () => {
    equal(shownText("[^a] [^b]\n\n[^a]: A\n\n    > [^b]: B\n\n    C"), "A\nC\nB");
  });

  it("are given once, by the first definition", () => {
    equal(shownText("a[^b]\n\n[^b]: B\n\n[^b]: C"), "a\nB");
  });

  it("are none where nothing defines them, and a power is none", () => {
    equal(shownText("a[^b] 10^[2]"), "a[^b] 10^[2]");
  });
});

describe("deep Markdown", () => {
  it("keeps the text that stands too deep to be drawn", () => {
    for (const text of [
      `${">".repeat(5_000)} deep`,
      `${"> ".repeat(5_000)}deep`,
      `${"- ".repeat(5_000)}deep`,
      `${"1. ".repeat(5_000)}deep`,
      `${"> - ".repeat(2_000)}deep`,
      Array.from({ length: 300 }, (_, depth) => `${"  ".repeat(depth)}- deep`).join("\n"),
      Array.from({ length: 300 }, (_, depth) => `${"    ".repeat(depth)}[^${depth}]: deep`).join(
        "\n",
      ),
    ]) {
      const tokens = tokensOf(text);
      ok(shownText(text).endsWith("deep"));
      equal(shownText(text).match(/deep/gu)?.length, text.match(/deep/gu)?.length);
      ok(tokens.every(({ level }) => level < 120));
    }
  });

  it("keeps brackets that nest without end", () => {
    for (const text of ["[", "![", "[^", "^[", "\\(", "*a", "_a", "~~a"].map((each) =>
      each.repeat(20_000),
    )) {
      ok(shownText(text).length >= 20_000);
    }
  });
});
