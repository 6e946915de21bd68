import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { alignSentences } from "../../src/core/proposal/sentenceAlignment.ts";
import { commonItems } from "../../src/core/proposal/commonItems.ts";
import { proposalKind, proposeChanges, type Hunk } from "../../src/core/proposal/proposal.ts";
import { sentencesOf } from "../../src/core/proposal/sentences.ts";

const pieces = [
  ...["人人生而自由。", "他说：“好。”", "真的吗？！", "བོད་ཡིག་གི་སྐད། །", "ང་ཚོ་", "།", "༎ "],
  ...["Yes. ", "e.g. the", "Mr. X said", "3.14", "1. ", "- item", "# Head", "> quoted"],
  ...["\n", "\r\n", "\n\n", "\r\n \r\n", "\r", "  ", "\t", "　", "\u2028", "\u2029"],
  ...[
    "```js\nlet a. b;\n```\n",
    "| a | b |\n|---|---|\n| c. d | e |\n",
    "~~~\n",
    "|",
    "x".repeat(60),
  ],
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "grapheme", maxLength: 4 })), {
    maxLength: 30,
  })
  .map((parts) => parts.join(""));
const kind = fc.constantFrom("prose", "lines");

/** The original with those hunks that are chosen. */
function applied(original: string, hunks: readonly Hunk[], isTaken: (index: number) => boolean) {
  let at = 0;
  const parts = hunks.map((hunk, index) => {
    const kept = original.slice(at, hunk.start);
    at = hunk.end;
    return kept + (isTaken(index) ? hunk.text : original.slice(hunk.start, hunk.end));
  });
  return parts.join("") + original.slice(at);
}

function pairsOf(original: string, hunks: readonly Hunk[]): string[][] {
  return hunks.map(({ start, end, text }) => [original.slice(start, end), text]);
}

describe("proposed changes", () => {
  it("give what is proposed when all are taken, and the original when none is", () => {
    fc.assert(
      fc.property(text, text, kind, (original, proposed, by) => {
        const hunks = proposeChanges(original, proposed, by);
        assert.equal(
          applied(original, hunks, () => true),
          proposed,
        );
        assert.equal(
          applied(original, hunks, () => false),
          original,
        );
        for (const [index, { start, end, text: come }] of hunks.entries()) {
          assert.notEqual(original.slice(start, end), come);
          const before = hunks[index - 1];
          assert.ok(start >= (before?.end ?? 0) && end >= start);
          const isPlace = start === end && before?.start === start && before.end === end;
          assert.ok(!isPlace, "two for one place");
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("are none for the same text", () => {
    fc.assert(
      fc.property(text, kind, (same, by) => assert.deepEqual(proposeChanges(same, same, by), [])),
    );
  });

  it("are one a sentence for a translation, in Chinese and Tibetan", () => {
    const chinese =
      "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心。应以兄弟关系相对待。";
    const tibetan =
      "འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས་ལ་སྐྱེས་ཙམ་ཉིད་ནས་ཆེ་མཐོངས་དང༌། ཁོ་ཚོར་རང་བྱུང་གི་བློ་རྩལ་ཡོད། །ཕན་ཚུན་གཅིག་གིས་གཅིག་ལ་བུ་སྤུན་བཞིན་བྱ་དགོས། །";
    assert.deepEqual(pairsOf(chinese, proposeChanges(chinese, tibetan, "prose")), [
      ["人人生而自由，在尊严和权利上一律平等。", "འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས་ལ་སྐྱེས་ཙམ་ཉིད་ནས་ཆེ་མཐོངས་དང༌། "],
      ["他们赋有理性和良心。", "ཁོ་ཚོར་རང་བྱུང་གི་བློ་རྩལ་ཡོད། །"],
      ["应以兄弟关系相对待。", "ཕན་ཚུན་གཅིག་གིས་གཅིག་ལ་བུ་སྤུན་བཞིན་བྱ་དགོས། །"],
    ]);
  });

  it("leave the sentences of a proofread text that were right, and see one come in", () => {
    const original = "第一句对。第二句有错别子。第三句对。第四句有措误。\n\n第五句对。";
    const proposed = "第一句对。第二句有错别字。第三句对。加了一句。第四句有错误。\n\n第五句对。";
    assert.deepEqual(pairsOf(original, proposeChanges(original, proposed, "prose")), [
      ["第二句有错别子。", "第二句有错别字。"],
      ["", "加了一句。"],
      ["第四句有措误。\n\n", "第四句有错误。\n\n"],
    ]);
  });

  it("keep two sentences for one together, and paragraphs apart", () => {
    const original =
      "早上下雨了，路很滑，他走得很慢，所以到得很晚。\n\n大家都走了。他很难过。\n\n完。";
    const proposed =
      "It rained in the morning. The road was slippery, he went slowly, and so he came late.\n\nAll had gone. He was sad.\n\nEnd.";
    const hunks = proposeChanges(original, proposed, "prose");
    assert.deepEqual(pairsOf(original, hunks), [
      [
        "早上下雨了，路很滑，他走得很慢，所以到得很晚。\n\n",
        "It rained in the morning. The road was slippery, he went slowly, and so he came late.\n\n",
      ],
      ["大家都走了。", "All had gone. "],
      ["他很难过。\n\n", "He was sad.\n\n"],
      ["完。", "End."],
    ]);
  });

  it("go by what sentences share before they go by lengths", () => {
    const moved =
      "我们的图书馆每天早上八点开门，晚上九点关门，星期天只开半天，节日里不开，请大家注意时间。";
    const changed = moved.replace("节日里", "过节时");
    const original = `这一句在新的稿子里没有了，谁也不会想它。${moved}`;
    const proposed = `${changed}末了写了完全不同的另外一些话，长短差不多。`;
    assert.deepEqual(pairsOf(original, proposeChanges(original, proposed, "prose")), [
      ["这一句在新的稿子里没有了，谁也不会想它。", ""],
      [moved, changed],
      ["", "末了写了完全不同的另外一些话，长短差不多。"],
    ]);
  });

  it("pair paragraph with paragraph where there are as many, however long they are", () => {
    const long = `${"very ".repeat(20)}long.\n\n`;
    const original = `一。\n\n${"二".repeat(40)}。\n\n三。`;
    assert.deepEqual(pairsOf(original, proposeChanges(original, `${long}B.\n\nC.`, "prose")), [
      ["一。\n\n", long],
      [`${"二".repeat(40)}。\n\n`, "B.\n\n"],
      ["三。", "C."],
    ]);
  });

  it("are one for a sentence that becomes many", () => {
    const many = "བོད་ཡིག ། ".repeat(12);
    assert.deepEqual(pairsOf("一句很长的话。", proposeChanges("一句很长的话。", many, "prose")), [
      ["一句很长的话。", many],
    ]);
  });

  it("stay fine where a long file has many", () => {
    const lines = (mark: string) =>
      Array.from({ length: 3000 }, (_, n) => `${n}${n % 3 === 0 ? mark : ""}\n`).join("");
    assert.equal(proposeChanges(lines("a"), lines("b"), "lines").length, 1000);
  });

  it("take white space with the sentence that brings it", () => {
    const hunks = proposeChanges("One. Two.\nThree.", "One. Two. And a half.\nThree.", "prose");
    assert.deepEqual(pairsOf("One. Two.\nThree.", hunks), [["\n", " And a half.\n"]]);
  });

  it("go by lines in code", () => {
    const original = "a\nb\nc\nd\ne\n";
    const proposed = "a\nB\nC\nd\ne\nf\n";
    assert.deepEqual(pairsOf(original, proposeChanges(original, proposed, "lines")), [
      ["b\nc\n", "B\nC\n"],
      ["", "f\n"],
    ]);
  });

  it("are bounded work on long texts that have nothing in common", function () {
    this.timeout(10_000);
    const long = (mark: string) => Array.from({ length: 50_000 }, (_, n) => `${mark}${n % 97}。`);
    const [original, proposed] = [long("甲").join(""), long("乙").join("")];
    const hunks = proposeChanges(original, proposed, "prose");
    assert.equal(
      applied(original, hunks, () => true),
      proposed,
    );
    const lines = proposeChanges(long("a").join("\n"), long("b").join("\n"), "lines");
    assert.equal(lines.length, 1);
  });

  it("go by sentences where people write prose", () => {
    assert.equal(proposalKind("markdown"), "prose");
    assert.equal(proposalKind("plaintext"), "prose");
    assert.equal(proposalKind("typescript"), "lines");
  });
});

describe("sentences", () => {
  it("are the text, and hold their quotes, white space, shads, numbers and blocks", () => {
    const sentences = [
      "他说：“好。”",
      "真的？！ ",
      "བོད་ཡིག་གི་སྐད། །\n\n",
      "1. First is e.g. this. ",
      "Then 3.14 follows.\n",
      "## A head\n",
      `${"word ".repeat(12)}\ngoes on here.\r\n`,
      "```js\nlet a; // one. two.\n```\n",
      "| a. b | c |\n|---|---|\n| d. e | f |\n",
      "End",
    ];
    assert.deepEqual(sentencesOf(sentences.join("")), sentences);
    const crlf = sentences.map((each) => each.replace(/\r?\n/gu, "\r\n"));
    assert.deepEqual(sentencesOf(crlf.join("")), crlf);
  });

  it("lose nothing of any text", () => {
    fc.assert(fc.property(text, (whole) => assert.equal(sentencesOf(whole).join(""), whole)));
  });
});

describe("common items", () => {
  const items = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 14 });

  it("are equal and rise on both sides", () => {
    fc.assert(
      fc.property(items, items, (one, other) => {
        const pairs = commonItems(one, other);
        let before: readonly [number, number] = [-1, -1];
        for (const pair of pairs) {
          assert.equal(one[pair[0]], other[pair[1]]);
          assert.ok(pair[0] > before[0] && pair[1] > before[1]);
          before = pair;
        }
      }),
    );
  });

  it("are as many as can be where none stands once, which would decide first", () => {
    fc.assert(
      fc.property(items, items, (one, other) => {
        const twice = (list: readonly string[]) => [...list, ...list];
        const pairs = commonItems(twice(one), twice(other));
        assert.equal(pairs.length, longest(twice(one), twice(other)));
      }),
    );
  });
});

/** Length of the longest common subsequence, the plain way. */
function longest(one: readonly string[], other: readonly string[]): number {
  let row = new Array<number>(other.length + 1).fill(0);
  for (const item of one) {
    const next = [0];
    for (const [index, opposite] of other.entries()) {
      const equal = item === opposite ? (row[index] ?? 0) + 1 : 0;
      next.push(Math.max(equal, row[index + 1] ?? 0, next[index] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

describe("sentence alignment", () => {
  it("holds all sentences, and one side of each bead is one at most", () => {
    const sentences = fc.array(fc.constantFrom("一。", "二二二二。\n", "三三。\n\n", "Four. "), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(sentences, sentences, (one, other) => {
        const beads = alignSentences(one, other);
        const sum = (side: "one" | "other") => beads.reduce((all, bead) => all + bead[side], 0);
        assert.deepEqual([sum("one"), sum("other")], [one.length, other.length]);
        for (const bead of beads) assert.ok(Math.min(bead.one, bead.other) <= 1);
      }),
    );
  });
});
