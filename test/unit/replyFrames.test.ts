import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { chunk, contentChunks, parseReply } from "./parsedReply.ts";

describe("usage", () => {
  const usageOf = (usage: unknown) => parseReply([{ choices: [], usage }]).record.usage;

  it("is read from the frame without choices", () => {
    assert.deepEqual(usageOf({ prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 }), {
      promptTokens: 3,
      completionTokens: 4,
      totalTokens: 7,
    });
  });

  it("is added up where the server left something out", () => {
    assert.deepEqual(usageOf({ prompt_tokens: 3, completion_tokens: 4 }), {
      promptTokens: 3,
      completionTokens: 4,
      totalTokens: 7,
    });
    assert.equal(usageOf({ prompt_tokens: 3 })?.totalTokens, 3);
  });

  it("is passed over when it is nonsense", () => {
    for (const usage of [null, 3, [], {}, { prompt_tokens: -1 }, { prompt_tokens: "3" }]) {
      assert.equal(usageOf(usage), undefined);
    }
  });
});

describe("error frames", () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    ["nested", { error: { message: "out of memory", type: "x", code: 500 } }, "out of memory"],
    ["flat", { object: "error", message: "out of memory", code: 500 }, "out of memory"],
    ["a string", { error: "Unauthorized" }, "Unauthorized"],
    ["nested without a text", { error: { code: 1 } }, "The server sent an error without a text."],
    ["flat without a text", { object: "error" }, "The server sent an error without a text."],
  ];
  for (const [name, frame, text] of cases) {
    it(`are told: ${name}`, () => {
      const { errors, answers } = parseReply([...contentChunks(["kept"]), frame]);
      assert.deepEqual(errors, [text]);
      assert.equal(answers[0]?.text, "kept");
    });
  }

  it("are not seen in a chunk whose error is null", () => {
    const { errors, answers } = parseReply([{ ...chunk({ content: "yes" }), error: null }]);
    assert.deepEqual(errors, []);
    assert.equal(answers[0]?.text, "yes");
  });
});

describe("hostile frames", () => {
  const setting = fc.constantFrom(undefined, true, false);
  const junk = fc.oneof(fc.anything(), fc.jsonValue({ maxDepth: 6 }));
  const choice = fc.record(
    {
      index: fc.oneof(fc.nat(3), junk),
      delta: fc.oneof(
        fc.record(
          { content: junk, reasoning: junk, reasoning_content: junk },
          { requiredKeys: [] },
        ),
        junk,
      ),
      message: junk,
      finish_reason: junk,
    },
    { requiredKeys: [] },
  );
  const shaped = fc.record(
    { choices: fc.oneof(fc.array(choice), junk), usage: junk, error: junk, object: junk },
    { requiredKeys: [] },
  );

  it("never throw and never bring what is no event", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(shaped, junk)), setting, (frames, thinking) => {
        const { events, errors } = parseReply(frames, { n: 2, thinking });
        for (const error of errors) assert.equal(typeof error, "string");
        for (const event of events) {
          if ("choice" in event) assert.ok(event.choice === 0 || event.choice === 1);
          if ("text" in event) assert.ok(typeof event.text === "string" && event.text !== "");
        }
      }),
      { numRuns: 300 },
    );
  });
  it("leave a good frame behind them readable", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (frames) => {
        const { answers } = parseReply([...frames, ...contentChunks(["yes"])]);
        assert.equal(answers.at(0)?.text, "yes");
      }),
    );
  });

  it("may be 200,000 levels deep", () => {
    const deep: unknown = JSON.parse(`${"[".repeat(200_000)}${"]".repeat(200_000)}`);
    const { answers } = parseReply([
      deep,
      { choices: deep },
      chunk(deep),
      chunk({ content: deep }),
      ...contentChunks(["yes"]),
    ]);
    assert.equal(answers[0]?.text, "yes");
  });

  it("pollute no prototype", () => {
    const frame: unknown = JSON.parse(
      '{"__proto__": {"polluted": 1}, "choices": [{"index": 0, "__proto__": {"polluted": 1},' +
        ' "delta": {"__proto__": {"content": "no"}, "content": "yes"}}]}',
    );
    assert.equal(parseReply([frame]).answers[0]?.text, "yes");
    assert.equal(Reflect.get({}, "polluted"), undefined);
  });
});
