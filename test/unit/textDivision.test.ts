import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { divideText, trimText } from "../../src/core/text/textDivision.ts";
import { estimateTokens } from "../../src/core/fit/tokenEstimate.ts";

const lengthOf = (text: string) => text.length;

/** What must not be divided, and what may be divided only between, in all scripts that matter. */
const pieces = [
  ...["བསྒྲུབས", "་", "༌", "།", "༎", "༑", " ", "ཧཱུྃ", "ཀ", "བོད་ཡིག་གི་སྐད། །", "་་་"],
  ...["西藏", "。", "，", "！？", "……", "；", "他们赋有理性", "臺灣", "　", "”"],
  ...["👨‍👩‍👧‍👦", "🇨🇳", "🇳", "👋🏽", "e\u0301", "a\u0308\u0323", "\u0301", "‼️", "\ud800"],
  ...["\r\n", "\r\n\r\n", "\n", "\r", "\n \n", "\t", "Word", "3.14", "a != b; c", "Yes. ", "x, y"],
  ...["```\n", "~~~\n", "한국어", "ภาษา", "https://a.test/?b=c"],
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "grapheme", maxLength: 4 })))
  .map((parts) => parts.join(""));
const measures = { length: lengthOf, tokens: estimateTokens };
const measure = fc.constantFrom(...Object.values(measures));
const room = fc.integer({ min: 0, max: 60 });

function graphemeBounds(whole: string): Set<number> {
  const segments = new Intl.Segmenter("en", { granularity: "grapheme" }).segment(whole);
  return new Set([...Array.from(segments, ({ index }) => index), whole.length]);
}

/** Offsets at which the parts meet. */
function boundsOf(parts: readonly string[]): number[] {
  let at = 0;
  return parts.map((part) => (at += part.length));
}

function assertUndivided(whole: string, bounds: readonly number[]): void {
  const allowed = graphemeBounds(whole);
  for (const bound of bounds) {
    const around = JSON.stringify([whole.slice(0, bound), whole.slice(bound)]);
    assert.ok(allowed.has(bound), `inside a grapheme: ${around}`);
    assert.doesNotMatch(whole.slice(bound - 1, bound + 1), /^[^\s་༌][་༌]$/u, around);
  }
}

describe("text division", () => {
  it("gives parts that are the text, fit, and divide nothing that belongs together", () => {
    fc.assert(
      fc.property(text, room, measure, (whole, most, measured) => {
        const parts = divideText(whole, most, measured);
        assert.equal(parts.join(""), whole);
        assertUndivided(whole, boundsOf(parts));
        for (const part of parts) {
          const piece = part.replace(/[་༌]\p{M}*$/u, "");
          const isOnePiece = graphemeBounds(piece).size <= 2;
          assert.ok(part !== "" && (measured(part) <= most || isOnePiece), JSON.stringify(part));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("keeps fenced code blocks whole where they fit", () => {
    const line = fc.constantFrom("x = 1", "", "  y", "དཔེ་ཆ།", "```js", "~~~");
    const block = fc.array(line, { maxLength: 6 }).map((lines) => {
      const body = lines.map((each) => `${each}\n`).join("");
      return `\`\`\`\`js\n${body}\`\`\`\`\n`;
    });
    const prose = fc
      .array(fc.constantFrom("Yes. ", "字。", "བོད་", "\n", "\n\n", "word "), { maxLength: 9 })
      .map((parts) => `${parts.join("")}\n`);
    fc.assert(
      fc.property(fc.array(fc.tuple(prose, block)), room, (sections, most) => {
        const whole = sections.flat().join("");
        const bounds = boundsOf(divideText(whole, most, lengthOf));
        let at = 0;
        for (const [before, code] of sections) {
          const from = at + before.length;
          at = from + code.length;
          if (code.length > most) continue;
          const inside = bounds.filter((bound) => bound > from && bound < at);
          assert.deepEqual(inside, [], JSON.stringify(whole));
        }
      }),
      { numRuns: 300 },
    );
  });

  const cases: readonly (readonly [string, number, readonly string[]])[] = [
    ["One two.\n\nThree.\nFour five.", 18, ["One two.\n\n", "Three.\nFour five."]],
    ["One two.\r\n\r\nThree.\r\nFour.", 20, ["One two.\r\n\r\n", "Three.\r\nFour."]],
    [
      "One two three.\nFour five. Six seven.",
      15,
      ["One two three.\n", "Four five. ", "Six seven."],
    ],
    ["Three. Four five.", 16, ["Three. Four ", "five."]],
    ["It is 3.14. So be it.", 13, ["It is 3.14. ", "So be it."]],
    ["He said “No!” And left.", 16, ["He said “No!” ", "And left."]],
    ["人人生而自由。他们平等，一律。", 9, ["人人生而自由。", "他们平等，一律。"]],
    ["人人生而自由，他们平等一律", 9, ["人人生而自由，", "他们平等一律"]],
    ["བོད་སྐད། །ཡིག་ཚང་། ", 12, ["བོད་སྐད། །", "ཡིག་ཚང་། "]],
    ["ང་ཚོ་བོད་པ་ཡིན", 9, ["ང་ཚོ་བོད་", "པ་ཡིན"]],
    ["སྐད་ཡིག ཡོད་པ་རེད", 12, ["སྐད་ཡིག ", "ཡོད་པ་རེད"]],
    ["alpha beta gamma delta", 13, ["alpha beta ", "gamma delta"]],
    ["f(a, 1,000, b)", 12, ["f(a, 1,000, ", "b)"]],
    ["👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 19, ["👨‍👩‍👧👨‍👩‍👧", "👨‍👩‍👧"]],
    ["", 5, []],
    ["all", 5, ["all"]],
  ];
  for (const [whole, most, parts] of cases) {
    it(`makes ${JSON.stringify(parts)} of a text with room for ${most}`, () => {
      assert.deepEqual(divideText(whole, most, lengthOf), parts);
    });
  }

  it("divides a code block that is too long at its lines", () => {
    const block = `\`\`\`py\n${"value = 1\n".repeat(9)}\`\`\`\n`;
    const parts = divideText(block, 40, lengthOf);
    assert.ok(parts.length > 2 && parts.every((part) => part.endsWith("\n")));
  });

  it("measures about as much of a long text as its length, whatever stands in it", () => {
    const length = 200_000;
    const longTexts = [
      "a",
      ".",
      "་",
      "། ",
      "\n",
      "字",
      '."',
      "```\nx\n```\n",
      "ab cd. ",
      "\r\n\r\n",
    ];
    for (const unit of longTexts) {
      let measured = 0;
      const counting = (part: string) => {
        measured += part.length;
        return part.length;
      };
      const whole = unit.repeat(length / unit.length);
      const parts = divideText(whole, 5000, counting);
      assert.ok(parts.length < 85, `${parts.length} parts of ${JSON.stringify(unit)}`);
      assert.ok(measured < 45 * length, `${measured} of ${JSON.stringify(unit)}`);
    }
  });
});

describe("trimmed text", () => {
  it("is a beginning that fits and ends where the text may be divided", () => {
    fc.assert(
      fc.property(text, room, measure, (whole, most, measured) => {
        const kept = trimText(whole, most, measured);
        assert.ok(whole.startsWith(kept) && measured(kept) <= most);
        assertUndivided(whole, [kept.length]);
        if (measured(whole) <= most) assert.equal(kept, whole);
      }),
      { numRuns: 300 },
    );
  });

  it("is nearly all that fits", () => {
    const whole = "人人生而自由。他们赋有理性和良心，应相对待。\n\n".repeat(20);
    for (const most of [10, 50, 120, 300, 460]) {
      const kept = trimText(whole, most, lengthOf).length;
      assert.ok(kept > most * 0.7 && kept <= most, `${kept} of ${most}`);
    }
    const long = trimText(whole, 240, lengthOf);
    assert.ok(long.length > 210 && long.endsWith("\n\n"));
  });

  it("ends at the widest bound near the end, else at a word", () => {
    const kept = (text: string, most: number) => trimText(text, most, lengthOf);
    assert.equal(kept("One two three four. Five six", 21), "One two three four. ");
    assert.equal(kept("One two. Three four five six", 21), "One two. Three four ");
    assert.equal(kept("བོད་ཡིག་གི་སྐད་ཡིག", 12), "བོད་ཡིག་གི་");
    assert.equal(kept("👨‍👩‍👧👨‍👩‍👧", 9), "👨‍👩‍👧");
    assert.equal(kept("👨‍👩‍👧👨‍👩‍👧", 7), "");
    assert.equal(kept("", -1), "");
  });
});
