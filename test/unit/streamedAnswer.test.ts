import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { StreamedAnswer } from "../../src/core/editor/streamedAnswer.ts";
import { ReplyParser } from "../../src/core/reply/replyParser.ts";

interface Delta {
  readonly content?: string;
  readonly reasoning?: string;
}

/** What stands in a text document after each frame, and in the end. */
function stream(deltas: readonly Delta[], thinking: boolean | undefined): string[] {
  const parser = new ReplyParser(1, thinking);
  const answer = new StreamedAnswer(thinking);
  const shown: string[] = [];
  for (const delta of deltas) {
    for (const event of parser.push({ choices: [{ index: 0, delta }] }).events) {
      answer.receive(event);
    }
    shown.push(answer.soFar("plaintext"));
  }
  const last = { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] };
  for (const event of [...parser.push(last).events, ...parser.end()]) answer.receive(event);
  answer.end({ status: "done" });
  return [...shown, answer.whole("plaintext")];
}

const contents = (text: string): Delta[] => text.split("").map((content) => ({ content }));

describe("what of an answer may stand in a document", () => {
  it("is never its thinking, however it comes", () => {
    const thought = "思";
    const word = fc.stringMatching(/^[a-c<>/ \n]{0,12}$/u);
    const opener = fc.constantFrom("<think>\n", "<think>", "");
    fc.assert(
      fc.property(opener, word, word, fc.constantFrom(true, undefined), (open, a, b, thinking) => {
        const inside = `${thought}${a.replaceAll("<", "")}${thought}`;
        const deltas = contents(`${open}${inside}</think>\n\n${b.replaceAll("<", "")}`);
        for (const text of stream(deltas, thinking)) assert.ok(!text.includes(thought), text);
      }),
      { numRuns: 2000 },
    );
  });

  it("comes at once where the model does not think", () => {
    assert.deepEqual(stream(contents("自由"), false), ["自", "自由", "自由"]);
  });

  it("comes at once behind thinking that was told apart", () => {
    const deltas = [{ reasoning: "思" }, ...contents("自由")];
    assert.deepEqual(stream(deltas, undefined), ["", "自", "自由", "自由"]);
    assert.deepEqual(stream(contents("<think>思</think>自由"), true).slice(-3), [
      "自",
      "自由",
      "自由",
    ]);
  });

  it("comes in the end where it may have been an unopened block of thinking", () => {
    assert.deepEqual(stream(contents("自由"), undefined), ["", "", "自由"]);
  });

  it("comes in the end where it came as thinking though thinking was off", () => {
    assert.deepEqual(stream([{ reasoning: "自" }, { reasoning: "由" }], false), ["", "", "自由"]);
  });
});
