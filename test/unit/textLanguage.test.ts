import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { hasStacks, languageOf } from "../../src/webview/markdown/languageOf.ts";

describe("the language of a text", () => {
  const texts = [
    ["བོད་ཡིག་ནི་ཡག་པོ་རེད།", "bo"],
    ["བོད་ཡིག (the Tibetan language)", undefined],
    ["བོད་ཡིག་གི་དཔེ་ཆ (book)", "bo"],
    ["人人生而自由,在尊严和权利上一律平等。", "zh"],
    ["人人生而自由,在尊嚴和權利上一律平等。這是對的。", "zh-Hant"],
    ["自由", "zh"],
    ["すべての人間は自由である。", undefined],
    ["自由という言葉", undefined],
    ["Only English", undefined],
    ["", undefined],
    ["x".repeat(401) + "བོད་ཡིག".repeat(400), undefined],
  ] as const;
  for (const [text, language] of texts) {
    it(`of “${text.slice(0, 20)}” is ${language ?? "not told"}`, () => {
      assert.equal(languageOf(text), language);
    });
  }

  it("needs higher lines where letters stand under each other", () => {
    for (const text of ["ལྷ", "ཀུ", "English with བསྒྲུབས་ in it", "ཀཱ"]) assert.ok(hasStacks(text));
    for (const text of ["བོད་", "中文", "English", ""]) assert.ok(!hasStacks(text));
  });
});
