import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { textForDocument } from "../../src/core/editor/insertion.ts";
import { StreamedText } from "../../src/core/editor/streamedText.ts";

/** What stands in the document after each code unit of an answer. */
function growing(answer: string, languageId: string): string[] {
  const text = new StreamedText(languageId);
  return answer.split("").map((unit) => {
    text.push(unit);
    return text.text;
  });
}

function textSoFar(answer: string, languageId: string): string {
  const text = new StreamedText(languageId);
  text.push(answer);
  return text.text;
}

const lines = fc.array(
  fc.constantFrom("自由", "བོད་", "a", "", "    b", " ``", "`x`", "~~", "😀", "*", "``` x"),
  { maxLength: 6 },
);
const ends = fc.constantFrom("\n", "\r\n");
/** Nothing but a block, as models like to answer. */
const block = fc
  .tuple(lines, ends, fc.constantFrom("```", "~~~", "````"), fc.constantFrom("", "js", " ts"), ends)
  .map(([code, end, fence, info, last]) => {
    const inside = code.filter((line) => !line.startsWith("```"));
    return [fence + info, ...inside, fence].join(end) + last;
  });
const prose = fc.tuple(lines, ends).map(([all, end]) => ["Text", ...all].join(end));

describe("the text of a reply in a document while it arrives", () => {
  for (const [name, answers, languageId] of [
    ["prose", prose, "plaintext"],
    ["a block of code", block, "python"],
    ["Markdown", fc.oneof(block, prose), "markdown"],
  ] as const) {
    it(`only ever grows into what the whole will be: ${name}`, () => {
      fc.assert(
        fc.property(answers, (answer) => {
          const whole = textForDocument(answer.replaceAll("\r\n", "\n"), languageId, "");
          let before = "";
          for (const text of growing(answer, languageId)) {
            assert.ok(text.startsWith(before), JSON.stringify([before, text]));
            assert.ok(whole.startsWith(text), JSON.stringify([text, whole]));
            before = text;
          }
        }),
        { numRuns: 2000 },
      );
    });
  }

  it("is the same however the answer is cut, and however often it is read", () => {
    const answers = fc.oneof(
      block,
      prose,
      fc.tuple(block, prose).map(([a, b]) => a + b),
    );
    const cuts = fc.array(fc.nat({ max: 40 }), { maxLength: 8 });
    const languages = fc.constantFrom("python", "markdown");
    fc.assert(
      fc.property(answers, cuts, languages, (answer, places, languageId) => {
        const text = new StreamedText(languageId);
        let from = 0;
        for (const at of [...places.filter((place) => place < answer.length), answer.length].sort(
          (a, b) => a - b,
        )) {
          text.push(answer.slice(from, at));
          from = at;
          assert.equal(text.text, textSoFar(answer.slice(0, at), languageId));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("does not wait for the end", () => {
    assert.equal(textSoFar("```js\nlet a;\nlet b", "javascript"), "let a;\nlet b");
    assert.equal(textSoFar("一\n二", "plaintext"), "一\n二");
  });

  const held: readonly (readonly [string, string, string, string])[] = [
    ["a fence that may enclose all", "```js", "javascript", ""],
    ["the beginning of a fence", "``", "javascript", ""],
    ["a line that may close it", "```\na\n``", "javascript", "a"],
    ["line breaks at the end", "a\n\n", "plaintext", "a"],
    ["half a line end", "a\r", "plaintext", "a"],
    ["half a character", "a\ud83d", "plaintext", "a"],
  ];
  for (const [name, answer, languageId, text] of held) {
    it(`holds back ${name}`, () => assert.equal(textSoFar(answer, languageId), text));
  }

  it("takes bounded time for an answer of many blank lines", () => {
    for (const answer of ["\n".repeat(300_000) + "x", "```\n" + "\n".repeat(300_000) + "x"]) {
      assert.ok(textSoFar(answer, "python").endsWith("\nx"));
      assert.ok(textForDocument(answer, "python", answer).endsWith("\nx"));
    }
  });

  it("gives up the guess where text follows the block, and keeps fences in Markdown", () => {
    const answer = "```\na\n```\nSo it is.";
    assert.equal(textSoFar(answer, "python"), answer);
    assert.equal(textSoFar("```\na", "markdown"), "```\na");
  });
});
