import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { estimatePrompt, estimateTokens } from "../../src/core/fit/tokenEstimate.ts";

/** Texts with what Qwen3's tokenizer makes of them, and how far off an estimate may be, in %. */
const samples: readonly (readonly [string, number, number, string])[] = [
  [
    "English prose",
    46,
    10,
    "All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and should act towards one another in a spirit of brotherhood. Everyone has the right to life, liberty and security of person.",
  ],
  [
    "simplified Chinese",
    70,
    10,
    "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。人人有资格享有本宣言所载的一切权利和自由，不分种族、肤色、性别、语言、宗教、政治或其他见解、国籍或社会出身、财产、出生或其他身分等任何区别。",
  ],
  [
    "traditional Chinese",
    82,
    10,
    "人人生而自由，在尊嚴和權利上一律平等。他們賦有理性和良心，並應以兄弟關係的精神相對待。人人有資格享有本宣言所載的一切權利和自由，不分種族、膚色、性別、語言、宗教、政治或其他見解、國籍或社會出身、財產、出生或其他身分等任何區別。",
  ],
  [
    "Tibetan",
    349,
    5,
    "འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས་ལ་སྐྱེས་ཙམ་ཉིད་ནས་ཆེ་མཐོངས་དང༌། ཐོབ་ཐང་གི་རང་དབང་འདྲ་མཉམ་དུ་ཡོད་ལ། ཁོང་ཚོར་རང་བྱུང་གི་བློ་རྩལ་དང་བསམ་ཚུལ་བཟང་པོ་འདོན་པའི་འོས་བབས་ཀྱང་ཡོད། དེ་བཞིན་ཕན་ཚུན་གཅིག་གིས་གཅིག་ལ་བུ་སྤུན་གྱི་འདུ་ཤེས་འཛིན་པའི་བྱ་སྤྱོད་ཀྱང་ལག་ལེན་བསྟར་དགོས་པ་ཡིན༎",
  ],
  ["Tibetan with Sanskrit stacks", 72, 10, "ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ། བཛྲ་སཏྭ་ཧཱུྃ། སརྦ་མངྒ་ལཾ།"],
  [
    "TypeScript",
    61,
    10,
    'export function fenceFor(text: string): string {\n  const runs = text.match(/`{3,}/gu) ?? [];\n  const longest = runs.reduce((most, run) => Math.max(most, run.length), 2);\n  return "`".repeat(longest + 1);\n}\n',
  ],
  [
    "Markdown",
    57,
    10,
    "## The house\n\n- **New surface**: a new `ReplySink`, see [the core](src/core/reply.ts).\n- What can go wrong is a `Fault`; it is shown *once*.\n\n1. Read it.\n2. Try it: `npm start`.\n",
  ],
  [
    "a table",
    66,
    15,
    "| 日期 | 地点 | 人数 |\n| --- | --- | ---: |\n| 2024-05-17 | 拉萨 | 1,250 |\n| 2024-06-03 | 台北 | 980 |\n",
  ],
  ["digits", 16, 0, "3141592653589793"],
];

describe("token estimate", () => {
  for (const [kind, measured, most, text] of samples) {
    it(`is within ${most} % of what Qwen3's tokenizer makes of ${kind}`, () => {
      const error = Math.abs(estimateTokens(text) / measured - 1) * 100;
      assert.ok(error <= most, `${error.toFixed(1)} % off`);
    });
  }

  it("is 0 for nothing, at least 1 for anything, and grows with the text", () => {
    assert.equal(estimateTokens(""), 0);
    let last = 0;
    for (const part of ["a", "བ", "字", "👋", "\n", "\ud800", "ａ", "한"]) {
      assert.ok(estimateTokens(part) >= 1);
      last += estimateTokens(part);
    }
    const together = estimateTokens("aབ字👋\n\ud800ａ한");
    assert.ok(together <= last && together > last / 2);
  });

  it("never falls when a text goes on", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (text, more) => {
        assert.ok(estimateTokens(text + more) >= estimateTokens(text));
      }),
    );
  });

  it("takes a run of spaces for one token more", () => {
    assert.equal(estimateTokens("a" + " ".repeat(500)), 2);
  });
});

describe("prompt estimate", () => {
  it("adds what Qwen3's chat template puts around the messages", () => {
    const messages = [
      { role: "system", content: "1" },
      { role: "user", content: "22" },
      { role: "assistant", content: "333" },
      { role: "user", content: "" },
    ] as const;
    assert.equal(estimatePrompt(messages), 6 + 4 * 5 + 3);
    assert.equal(estimatePrompt(messages, false), 6 + 4 * 5 + 3);
    assert.equal(estimatePrompt(messages, true), 6 + 4 * 5 + 3 + 4);
  });
});
