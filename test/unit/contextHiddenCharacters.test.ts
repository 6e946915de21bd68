import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { describeHidden, hiddenCharacters } from "../../src/core/text/hiddenCharacters.ts";

describe("hidden characters", () => {
  const plain: readonly (readonly [name: string, text: string])[] = [
    ["Tibetan with tsheg, shad and the tsheg that does not break", "བོད་ཡིག༌གི་ནོར།"],
    ["Tibetan with a break after each syllable", "བོད་\u200Bཡིག་\u200Bགི།"],
    ["Chinese", "人人生而自由，在尊严上一律平等。"],
    ["a family, a rainbow flag, a doctor with a skin tone", "👨‍👩‍👧 🏳️‍🌈 👩🏽‍⚕️"],
    ["a heart, a keycap, a phone as text", "❤️ 1️⃣ ☎︎"],
    ["the flags of England, Scotland and Wales", "🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴󠁧󠁢󠁳󠁣󠁴󠁿🏴󠁧󠁢󠁷󠁬󠁳󠁿"],
    ["Persian and Devanagari joiners", "می\u200Cخواهم क्\u200Dष"],
    ["Uyghur with a direction mark", "ئۇيغۇر\u200F!"],
    ["Mongolian", "ᠮᠣᠩᠭᠣᠯ\u180Eᠠ\u180B"],
    ["Phags-pa and a variant of a Han character", "ꡖ\uFE00 葛\u{E0100} 。\uFE00"],
    ["a mark of byte order", "\uFEFFtext"],
    ["a soft hyphen in a word", "Zusammen\u00ADarbeit"],
    ["white space", "a\tb\r\nc\u3000d\u00A0e\u2028f"],
    ["nothing", ""],
  ];
  for (const [name, text] of plain) {
    it(`finds none in ${name}`, () => assert.deepEqual(hiddenCharacters(text), []));
  }

  const flagged: readonly (readonly [name: string, text: string, kind: string, count: number])[] = [
    ["overrides of direction", "a\u202Eb\u202Cc", "bidi", 2],
    ["isolates in Arabic too", "\u0633\u2067\u0633\u2069", "bidi", 2],
    ["a direction mark in Latin", "a\u200Eb", "bidi", 1],
    ["tags", "Hello\u{E0048}\u{E0069}", "tag", 2],
    ["tags behind a flag that is none", "🏴\u{E0061}\u{E0062}\u{E007F}", "tag", 3],
    ["tags behind a flag that is one", "🏴󠁧󠁢󠁥󠁮󠁧󠁿\u{E0041}", "tag", 1],
    ["spaces of no width in Latin", "pass\u200Bword", "zeroWidth", 1],
    ["spaces of no width in Chinese", "密\u200B码", "zeroWidth", 1],
    ["the second break in a row in Tibetan", "བོད་\u200B\u200Bཡིག", "zeroWidth", 1],
    ["joiners between letters that do not join", "a\u200Db\u200Cc", "zeroWidth", 2],
    ["a joiner behind an emoji, before a letter", "👨\u200Da", "zeroWidth", 1],
    ["marks of byte order within", "a\uFEFFb", "zeroWidth", 1],
    ["a word joiner and invisible operators", "a\u2060\u2062b", "zeroWidth", 2],
    ["fillers", "a\u3164\u115Fb", "zeroWidth", 2],
    ["selectors behind a letter", "a\uFE0F\uFE00", "variation", 2],
    ["all selectors but the first of a row", "😀\uFE0F\u{E0101}\u{E0102}", "variation", 2],
    ["what drives a terminal", "a\u001B[31m\b\0\u009B", "control", 4],
  ];
  for (const [name, text, kind, count] of flagged) {
    it(`finds ${name}`, () => assert.deepEqual(hiddenCharacters(text), [{ kind, count }]));
  }

  it("counts each kind, the most dangerous first", () => {
    assert.deepEqual(hiddenCharacters("\u0007a\u200B\u{E0041}\u202E\u200B"), [
      { kind: "bidi", count: 1 },
      { kind: "tag", count: 1 },
      { kind: "zeroWidth", count: 2 },
      { kind: "control", count: 1 },
    ]);
  });

  it("is told in words, and not of a text that needs them", () => {
    assert.equal(
      describeHidden("a\u{E0041}\u{E0042}\u202E"),
      "1 × direction mark, 2 × tag character",
    );
    assert.equal(describeHidden("བོད་\u200Bཡིག 👩\u200D👧 ❤\uFE0F \u{1F3F4}"), undefined);
  });

  it("counts as many as there are, among any letters without joiners", () => {
    const letter = fc.constantFrom("a", "字", "བོད་", "😀", " ", "\n");
    const unseen = ["\u202E", "\u2060", "\u{E0041}", "\u001B"];
    const hidden = fc.constantFrom(...unseen);
    fc.assert(
      fc.property(fc.array(fc.oneof(letter, hidden)), (pieces) => {
        const found = hiddenCharacters(pieces.join(""));
        const expected = pieces.filter((piece) => unseen.includes(piece));
        assert.equal(
          found.reduce((sum, { count }) => sum + count, 0),
          expected.length,
        );
      }),
    );
  });

  it("takes bounded time for texts of nothing else", () => {
    for (const each of ["\u200B", "\u{E0041}", "🏴", "\u{E0101}", "\u202E", "👨\u200D"]) {
      const found = hiddenCharacters(each.repeat(300_000));
      assert.ok(found.length <= 1);
    }
  });
});
