import { describe, it } from "mocha";
import { deepEqual, equal, ok } from "node:assert/strict";
import type { NoteReference } from "../../src/webview/markdown/footnotes.ts";
import { setRenderDepth } from "../../src/webview/markdown/nestingLimit.ts";
import { flatTokens, shownText } from "./markdownTokens.ts";

describe("task lists in Markdown", () => {
  const tasks = (text: string) =>
    flatTokens(text)
      .filter(({ type }) => type === "list_item_open")
      .map(({ detail }) => detail);

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
    flatTokens(text)
      .filter(({ type }) => type.startsWith("footnote_"))
      .map(({ type, detail }) => {
        const id = (type === "footnote_ref" ? (detail as NoteReference).id : detail) as
          string | number | undefined;
        return id === undefined ? type : `${type} ${String(id).split(" ", 1)[0]}`;
      });

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
      const opened = flatTokens(text).filter(({ type }) => type.endsWith("_open"));
      ok(shownText(text).endsWith("deep"));
      equal(shownText(text).match(/deep/gu)?.length, text.match(/deep/gu)?.length);
      ok(opened.length < 120);
    }
  });

  it("may be set to stand less deep", () => {
    ok(setRenderDepth(4));
    try {
      ok(!setRenderDepth(4));
      equal(shownText("> > > > > > a"), "> > a");
      equal(shownText("- - - a\n  - b"), "- a\nb");
    } finally {
      setRenderDepth(40);
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
