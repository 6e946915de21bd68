import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { chunk, contentChunks, cutAt, parseReply } from "./parsedReply.ts";

const pieces = ["<think>", "</think>", "<", "</", "<thi", "/think>", "\n", "\r\n", " ", "思考中。"];
const scripts = ["བོད་ཡིག་གི་", "👨‍👩‍👧", "🧑🏽‍💻", "西藏", "é", "a < b", "answer"];
const anyContent = fc
  .array(fc.constantFrom(...pieces, ...scripts), { maxLength: 12 })
  .map((parts) => parts.join(""));
const likelyContent = fc
  .tuple(fc.constantFrom("<think>\n", "<think>", "\n <think>", ""), anyContent, anyContent)
  .map(([opener, thought, answer]) => `${opener}${thought}</think>\n\n${answer}`);
const content = fc.oneof(anyContent, likelyContent);
const offsets = fc.array(fc.nat({ max: 200 }), { maxLength: 20 });
const setting = fc.constantFrom(undefined, true, false);

/** What the whole content means, read in one go. */
function partsOf(whole: string, thinking: boolean | undefined) {
  const begun = whole.trimStart();
  const opened = begun.startsWith("<think>");
  const at = whole.indexOf("</think>");
  const afterCloser = (text: string, closer: number) =>
    text.slice(closer + "</think>".length).replace(/^[\r\n]+/, "");
  if (opened) {
    const rest = begun.slice("<think>".length).replace(/^[\r\n]+/, "");
    const closer = rest.indexOf("</think>");
    return closer < 0
      ? { thinking: rest, text: "", inThinking: true }
      : { thinking: rest.slice(0, closer), text: afterCloser(rest, closer), inThinking: false };
  }
  return thinking === false || at < 0
    ? { thinking: "", text: whole, inThinking: false }
    : { thinking: whole.slice(0, at), text: afterCloser(whole, at), inThinking: false };
}

function assertReads(whole: string, cut: readonly string[], thinking: boolean | undefined) {
  const { answers, parser } = parseReply([chunk({ role: "assistant" }), ...contentChunks(cut)], {
    thinking,
  });
  const expected = partsOf(whole, thinking);
  const { text = "", thinking: thought = "" } = answers[0] ?? {};
  assert.deepEqual({ thinking: thought, text, inThinking: parser.inThinking }, expected);
}

describe("thinking in the content", () => {
  it("reads the same however the content is cut into deltas", () => {
    fc.assert(
      fc.property(content, offsets, setting, (whole, cuts, thinking) => {
        assertReads(whole, cutAt(whole, cuts), thinking);
      }),
      { numRuns: 2000 },
    );
  });

  it("reads the same when every UTF-16 code unit is a delta of its own", () => {
    fc.assert(
      fc.property(content, setting, (whole, thinking) => {
        assertReads(whole, whole.split(""), thinking);
      }),
    );
  });

  it("reads the same at each single cut of a typical reply", () => {
    const whole = "<think>\n藏文 བོད་ཡིག 👋\n</think>\n\n答案是 བཀྲ་ཤིས་བདེ་ལེགས། 🙏🏽";
    for (let at = 0; at <= whole.length; at++) {
      const { answers } = parseReply(contentChunks(cutAt(whole, [at])));
      assert.deepEqual(answers, [{ thinking: "藏文 བོད་ཡིག 👋\n", text: "答案是 བཀྲ་ཤིས་བདེ་ལེགས། 🙏🏽" }]);
    }
  });

  it("never shows a part of a tag that is still arriving", () => {
    fc.assert(
      fc.property(offsets, (cuts) => {
        const whole = "<think>thought</think>answer";
        const { events } = parseReply(contentChunks(cutAt(whole, cuts)));
        for (const event of events) {
          if ("text" in event) assert.doesNotMatch(event.text, /[<>]/);
        }
      }),
    );
  });

  const examples: readonly (readonly [string, string, boolean | undefined, string, string])[] = [
    ["a block", "<think>\nso\n</think>\n\nyes", undefined, "so\n", "yes"],
    ["a block when thinking was asked for", "<think>so</think>yes", true, "so", "yes"],
    ["a block though thinking is off", "<think>so</think>yes", false, "so", "yes"],
    ["an empty block", "<think>\n\n</think>\n\nyes", false, "", "yes"],
    ["white space before the block", "\n \n<think>so</think>yes", undefined, "so", "yes"],
    ["a missing opener", "so\n</think>\n\nyes", true, "so\n", "yes"],
    ["a missing opener by default", "so</think>yes", undefined, "so", "yes"],
    ["a lone closer as text when thinking is off", "so</think>yes", false, "", "so</think>yes"],
    [
      "a second block as text",
      "<think>a</think>b<think>c</think>d",
      true,
      "a",
      "b<think>c</think>d",
    ],
    ["a later opener as text", "yes <think>", true, "", "yes <think>"],
    ["a second closer as text", "so</think>yes</think>!", true, "so", "yes</think>!"],
    ["a half opener at the end as text", "<thin", true, "", "<thin"],
    ["a half closer at the end as thinking", "<think>so</thi", true, "so</thi", ""],
    ["a half closer at the end as text", "1 </t", true, "", "1 </t"],
    ["no tags with thinking off", "yes", false, "", "yes"],
    ["the first line's indentation", "  yes", true, "", "  yes"],
    ["an opener in another case as text", "<THINK>x", true, "", "<THINK>x"],
  ];
  for (const [name, whole, thinking, thought, text] of examples) {
    it(`reads ${name}`, () => {
      const { answers } = parseReply(contentChunks([whole]), { thinking });
      assert.deepEqual(answers, [{ thinking: thought, text }]);
    });
  }

  it("shows text at once when nothing can become a tag any more", () => {
    const { events } = parseReply(contentChunks(["ye", "s"]));
    assert.deepEqual(
      events.map((event) => "text" in event && event.text),
      ["ye", "s"],
    );
  });
});
