import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { assembleAnswers } from "../../src/core/batch/longFile/assembleAnswers.ts";
import { divideSource } from "../../src/core/batch/longFile/divideSource.ts";
import { partText } from "../../src/core/batch/longFile/partMessages.ts";
import { divideText } from "../../src/core/text/textDivision.ts";
import { anyText, endpoint, endsOf, template } from "./batchLongFileText.ts";

const language = fc.constantFrom("markdown", "plaintext", "typescript");

/** What a text becomes that is parted before each `|` and answered with these. */
function put(marked: string, answers: readonly string[], languageId = "plaintext"): string {
  const parts = marked.split("|");
  let end = 0;
  const ends = parts.map((part) => (end += part.length));
  return assembleAnswers({ answers, source: parts.join(""), ends, languageId });
}

describe("answers put together", () => {
  it("are the source where each is its part, wherever that was divided", () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.nat(500)), language, (source, places, languageId) => {
        const ends = endsOf(source, places);
        const answers = ends.map((_, index) => partText({ source, ends, index }));
        assert.equal(assembleAnswers({ answers, source, ends, languageId }), source);
      }),
      { numRuns: 2000 },
    );
  });

  it("are the source where the model trims each part, for any room", () => {
    const room = fc.integer({ min: 1, max: 60 });
    // Whether a paragraph begins with full-width spaces, the answer says.
    const unindented = anyText.map((text) => text.replaceAll("\u3000", ""));
    fc.assert(
      fc.property(unindented, room, language, (source, most, languageId) => {
        let end = 0;
        const ends = divideText(source, most, (text) => text.length).map(
          (part) => (end += part.length),
        );
        const answers = ends.map((_, index) => partText({ source, ends, index }).trim());
        assert.equal(assembleAnswers({ answers, source, ends, languageId }), source);
      }),
      { numRuns: 1000 },
    );
  });

  it("are the source where the division is the window's", () => {
    const source = "人人生而自由。他们赋有理性。\r\n\r\nAll are born free. ".repeat(300);
    const ends = divideSource(source, template(), endpoint({ contextWindow: 2000 }), 1);
    assert.ok(ends.length > 5);
    const answers = ends.map((_, index) => partText({ source, ends, index }));
    assert.equal(assembleAnswers({ answers, source, ends, languageId: "markdown" }), source);
  });

  const cases: readonly (readonly [string, string, readonly string[], string])[] = [
    ["blank lines", "一。\n\n|二。\n", ["One.", "Two."], "One.\n\nTwo.\n"],
    ["line breaks", "- 一\n|  - 二", ["- one\n", "- two\n"], "- one\n  - two"],
    ["a space for Latin", "一。|二。", ["One.", "Two."], "One. Two."],
    ["a space after a quotation", "一。”|“二。", ["“One.”", "“Two.”"], "“One.” “Two.”"],
    ["none for Chinese", "One. |Two.", ["一。", "二。"], "一。二。"],
    ["none beside a full-width sign", "One. |Two.", ["一", "（二）"], "一（二）"],
    ["a space behind a shad", "一。|二。", ["གཅིག །", "གཉིས །"], "གཅིག ། གཉིས །"],
    ["none behind a tsheg", "one |two", ["བོད་", "ཡིག"], "བོད་ཡིག"],
    ["the source's within a word", "long|word", ["lang", "wort"], "langwort"],
    ["no end where there was none", "一。|二。", ["One.\n", "Two.\n\n"], "One. Two."],
    ["CRLF throughout", "一\r\n二\r\n|三\r\n", ["one\ntwo", "three"], "one\r\ntwo\r\nthree\r\n"],
    [
      "one gap for a part without an answer",
      "一\n\n|二\n|三",
      ["one", " ", "three"],
      "one\n\nthree",
    ],
    ["no answer to white space", "一|\n\n|二", ["one", "There is no text.", "two"], "one\n\ntwo"],
    ["no indentation in Tibetan", "　　一\n|　　二", ["གཅིག", "གཉིས"], "གཅིག\nགཉིས"],
    [
      "the indentation that an answer has",
      "　　一\n|　　二",
      ["　　壹", "　　贰"],
      "　　壹\n　　贰",
    ],
    ["nothing of nothing", "", [""], ""],
  ];
  for (const [what, marked, answers, whole] of cases) {
    it(`have ${what}`, () => assert.equal(put(marked, answers), whole));
  }

  it("lose a fence around a whole answer, if its part had none", () => {
    const fenced = "```\none\n```";
    assert.equal(put("一\n\n|二\n", [fenced, "```txt\ntwo\n```\n"]), "one\n\ntwo\n");
    assert.equal(put(`${fenced}\n\n|二\n`, [fenced, "two"]), `${fenced}\n\ntwo\n`);
    const two = "```\na\n```\n\n```\nb\n```";
    assert.equal(put("一\n", [two]), `${two}\n`);
  });

  it("lose in Markdown only a fence that says it is Markdown", () => {
    const own = "```js\nf();\n```";
    assert.equal(put("一\n", [own], "markdown"), `${own}\n`);
    assert.equal(put("# 一\n", ["```markdown\n# one\n```"], "markdown"), "# one\n");
  });
});
