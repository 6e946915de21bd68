import fc from "fast-check";
import { describe, it } from "mocha";
import assert from "node:assert/strict";
import { findMatches, mayShow } from "../../src/webview/view/find/query.ts";

function found(text: string, query: string, matchesCase = false): string[] {
  return findMatches(text, { text: query, matchesCase }).map(({ start, end }) =>
    text.slice(start, end),
  );
}

describe("matches in a text", () => {
  it("are found in any case, or only as typed", () => {
    assert.deepEqual(found("Right RIGHT rights", "right"), ["Right", "RIGHT", "right"]);
    assert.deepEqual(found("Right RIGHT rights", "Right", true), ["Right"]);
  });

  it("are found in Chinese, Tibetan and letters of other cases", () => {
    assert.deepEqual(found("人人生而自由，人人平等", "人人"), ["人人", "人人"]);
    assert.deepEqual(found("བོད་ཡིག་ནི་བོད་ཀྱི་", "བོད་"), ["བོད་", "བོད་"]);
    assert.deepEqual(found("STRASSE Ärger", "ärger"), ["Ärger"]);
  });

  it("take every sign of the query as it is", () => {
    assert.deepEqual(found("a.c abc (x) [y] a+b 1-2 $5 \\d", "a.c"), ["a.c"]);
    for (const query of ["(x)", "[y]", "a+b", "1-2", "$5", "\\d"]) {
      assert.deepEqual(found("a.c abc (x) [y] a+b 1-2 $5 \\d", query), [query]);
    }
  });

  it("are widened to whole graphemes", () => {
    assert.deepEqual(found("སྐྱེས་", "ས"), ["སྐྱེ", "ས"]);
    assert.deepEqual(found("cafe\u0301s", "cafe"), ["cafe\u0301"]);
    assert.deepEqual(found("👩‍👩‍👧!", "👧"), ["👩‍👩‍👧"]);
  });

  it("are found however their letters are put together", () => {
    assert.deepEqual(found("caf\u00e9", "cafe\u0301"), ["caf\u00e9"]);
    assert.deepEqual(found("cafe\u0301", "caf\u00e9"), ["cafe\u0301"]);
  });

  it("are none for nothing", () => {
    assert.deepEqual(found("abc", ""), []);
  });

  it("stand in order, apart, at the edges of graphemes, and hold the query", () => {
    const text = fc.string({
      unit: fc.constantFrom(
        ..."a A b B . 人 ཀ".split(" "),
        " ",
        "\u0f72",
        "\u0f90",
        "e\u0301",
        "👩\u200d👧",
        "\n",
      ),
      maxLength: 60,
    });
    const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
    fc.assert(
      fc.property(text, text, (haystack, needle) => {
        const spans = findMatches(haystack, { text: needle, matchesCase: true });
        const edges = new Set([haystack.length]);
        for (const { index } of segmenter.segment(haystack)) edges.add(index);
        let last = 0;
        for (const { start, end } of spans) {
          assert.ok(start >= last && end > start);
          assert.ok(edges.has(start) && edges.has(end));
          const shown = haystack.slice(start, end).normalize("NFC");
          assert.ok(shown.includes(needle) || shown.includes(needle.normalize("NFC")));
          last = end;
        }
        if (needle !== "" && haystack.includes(needle)) assert.ok(spans.length > 0);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("Markdown that may show a match", () => {
  const may = (source: string, text: string) => mayShow(source, { text, matchesCase: false });

  it("is known by the words, whatever markup stands between or in them", () => {
    assert.ok(may("**hello** _world_", "hello world"));
    assert.ok(may("[hello](https://x.test/a) world", "hello world"));
    assert.ok(may("hel**lo**", "Hello"));
    assert.ok(may("在尊严和**权利**上", "和权利上"));
    assert.ok(may("| a | b |\n| - | - |\n| x | y |", "y"));
  });

  it("is taken for possible where letters may come of signs", () => {
    assert.ok(may("&eacute;t&eacute;", "été"));
    assert.ok(may("$\\alpha$", "α"));
  });

  it("is ruled out where words are missing", () => {
    assert.ok(!may("**hello** _world_", "hello there"));
    assert.ok(!may("在尊严和权利上", "平等"));
  });
});
