import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { plainText } from "../../src/core/text/plainText.ts";

describe("plain text", () => {
  it("is one line without tags, scripts and control characters", () => {
    const page =
      "<!DOCTYPE html>\n<html><head><title>502</title><style>b{}</style></head>\n" +
      "<body>\r\n<h1>502 Bad\tGateway</h1><script>alert(1)</script>\x1b[31m<hr></body></html>";
    assert.equal(plainText(page), "502 Bad Gateway [31m");
    assert.equal(plainText("  a \n\n b\u0000c "), "a b c");
    assert.equal(plainText(""), "");
  });

  it("shows no script or style of a page that is longer than what is read", () => {
    for (const element of ["script", "style", "head"]) {
      const page = `<html><${element}>${"x{} ".repeat(5000)}</${element}>Bad Gateway</html>`;
      assert.equal(plainText(`502 ${page}`), "502");
    }
  });

  it("keeps short text as it is, Tibetan and emoji too", () => {
    for (const text of ["བོད་ཡིག་གི་ནོར།", "藏文 👨‍👩‍👧", "The model `X` does not exist."]) {
      assert.equal(plainText(text), text);
    }
  });

  it("is cut between graphemes, never within", () => {
    const family = "👨‍👩‍👧";
    const stack = "རྒྱུ";
    assert.equal(plainText(family.repeat(10), 3), `${family.repeat(3)}…`);
    assert.equal(plainText(stack.repeat(10), 2), `${stack.repeat(2)}…`);
    assert.equal(plainText(family.repeat(3), 3), family.repeat(3));
    assert.equal(plainText("ab cd", 3), "ab…");
  });

  it("is never longer than asked for, has whole characters and no line breaks", () => {
    const grapheme = fc.oneof(
      fc.constantFrom("རྒྱུ", "👨‍👩‍👧", "字", "\n", "<b>", "<script>", "a", " ", "\u0007", "<"),
      fc.string({ unit: "grapheme", maxLength: 3 }),
    );
    const text = fc.array(grapheme, { maxLength: 300 }).map((parts) => parts.join(""));
    const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 250 }), (input, most) => {
        const plain = plainText(input, most);
        assert.ok([...segmenter.segment(plain.replace(/…$/u, ""))].length <= most);
        assert.doesNotMatch(plain, /[\p{Cc}\n]|^\s|\s$/u);
        assert.ok(plain.isWellFormed());
      }),
    );
  });

  it("takes bounded time for a huge or hostile text", () => {
    for (const text of ["<head", "<", "<script>", "a ", "\u0300", "👨\u200d"]) {
      const plain = plainText(text.repeat(1_000_000));
      assert.ok(plain.length < 9000);
    }
  });
});
