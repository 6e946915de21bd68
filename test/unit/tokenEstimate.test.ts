import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { estimateTokens } from "../../src/core/tokenEstimate.ts";

/** Beginnings of the Universal Declaration of Human Rights, with Qwen3's tokens per character. */
const samples: readonly (readonly [string, number, string])[] = [
  [
    "English",
    0.19,
    "All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and should act towards one another in a spirit of brotherhood. Everyone has the right to life, liberty and security of person.",
  ],
  [
    "simplified Chinese",
    0.63,
    "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。人人有资格享有本宣言所载的一切权利和自由，不分种族、肤色、性别、语言、宗教、政治或其他见解、国籍或社会出身、财产、出生或其他身分等任何区别。",
  ],
  [
    "traditional Chinese",
    0.73,
    "人人生而自由，在尊嚴和權利上一律平等。他們賦有理性和良心，並應以兄弟關係的精神相對待。人人有資格享有本宣言所載的一切權利和自由，不分種族、膚色、性別、語言、宗教、政治或其他見解、國籍或社會出身、財產、出生或其他身分等任何區別。",
  ],
  [
    "Tibetan",
    1.35,
    "འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས་ལ་སྐྱེས་ཙམ་ཉིད་ནས་ཆེ་མཐོངས་དང༌། ཐོབ་ཐང་གི་རང་དབང་འདྲ་མཉམ་དུ་ཡོད་ལ། ཁོང་ཚོར་རང་བྱུང་གི་བློ་རྩལ་དང་བསམ་ཚུལ་བཟང་པོ་འདོན་པའི་འོས་བབས་ཀྱང་ཡོད། དེ་བཞིན་ཕན་ཚུན་གཅིག་གིས་གཅིག་ལ་བུ་སྤུན་གྱི་འདུ་ཤེས་འཛིན་པའི་བྱ་སྤྱོད་ཀྱང་ལག་ལེན་བསྟར་དགོས་པ་ཡིན༎",
  ],
];

describe("token estimate", () => {
  for (const [language, perCharacter, text] of samples) {
    it(`is within 10 % of what Qwen3's tokenizer makes of ${language}`, () => {
      const measured = perCharacter * text.length;
      const error = Math.abs(estimateTokens(text) / measured - 1);
      assert.ok(error <= 0.1, `${(error * 100).toFixed(1)} % off`);
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
});
