import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { checkOf, requestId } from "../../src/core/batch/jsonl/requestId.ts";
import { ResultImport } from "../../src/core/batch/jsonl/resultImport.ts";
import { longestLine, readResultLine } from "../../src/core/batch/jsonl/resultLine.ts";

const division = { sourceHash: "0123456789abcdef".repeat(4), ends: [3, 6] };
const custom_id = requestId("one", 1, division);
const id = { item: "one", part: 1, check: checkOf(division) };
const usage = { prompt_tokens: 30, completion_tokens: 20, total_tokens: 50 };
const counted = { promptTokens: 30, completionTokens: 20, totalTokens: 50 };

/** A line as vLLM's runner writes it. */
function line(message: unknown, finish: string | null = "stop", name: unknown = custom_id): string {
  const choice = { index: 0, message, logprobs: null, finish_reason: finish, stop_reason: null };
  const body = {
    ...{ id: "chatcmpl-1", object: "chat.completion", created: 1, model: "m", choices: [choice] },
    usage,
  };
  const response = { status_code: 200, request_id: "vllm-batch-1", body };
  return JSON.stringify({ id: "vllm-1", custom_id: name, response, error: null });
}

function said(content: string | null, more: object = {}): object {
  return { role: "assistant", content, tool_calls: [], ...more };
}

function read(text: string, thinking?: boolean) {
  return readResultLine(text, () => thinking);
}

function answer(text: string) {
  return { kind: "answer", id, answer: text, usage: counted };
}

describe("a line of a result file", () => {
  it("has the answer and what it took", () => {
    assert.deepEqual(read(line(said("ལན།"))), answer("ལན།"));
    assert.deepEqual(read(`\uFEFF${line(said("ལན།"))}\r`), answer("ལན།"));
  });

  const thoughts: readonly (readonly [string, object, boolean | undefined])[] = [
    ["reasoning", said("ལན།", { reasoning: "Hm." }), true],
    ["reasoning_content", said("ལན།", { reasoning_content: "Hm." }), undefined],
    ["a block", said("<think>\nHm.\n</think>\n\nལན།"), true],
    ["a block without its begin", said("Hm.\n</think>\n\nལན།"), undefined],
    ["an empty block", said("<think>\n\n</think>\n\nལན།"), false],
    ["an answer that came as thinking", said(null, { reasoning: "ལན།" }), false],
  ];
  for (const [what, message, thinking] of thoughts) {
    it(`has the answer without thinking: ${what}`, () => {
      assert.deepEqual(read(line(message), thinking), answer("ལན།"));
    });
  }

  const failures: readonly (readonly [string, object | string, string])[] = [
    ["is cut", line(said("ལ"), "length"), "The answer was cut at max_tokens."],
    [
      "is filtered",
      line(said("ལ"), "content_filter"),
      "The server’s content filter cut the answer.",
    ],
    ["is empty", line(said(" \n")), "The answer is empty."],
    ["is null", line(said(null)), "The answer is empty."],
    ["is only thought", line(said("<think>Hm."), null), "The model thought and did not answer."],
    ["is a number", line({ content: 7 }), "The answer is empty."],
    [
      "is refused by vLLM",
      {
        response: { status_code: 400, request_id: "r", body: null },
        error: { error: { message: "Too <b>long</b>.", type: "BadRequestError", code: 400 } },
      },
      "Too long . (status 400)",
    ],
    [
      "is refused by an older vLLM",
      {
        response: { status_code: 404, body: null },
        error: { object: "error", message: "No model" },
      },
      "No model (status 404)",
    ],
    [
      "is refused in a text",
      { response: { status_code: 400 }, error: "Request must not be sent in stream mode" },
      "Request must not be sent in stream mode (status 400)",
    ],
    [
      "has an error in its body",
      { response: { status_code: 500, body: { error: { message: "Out of memory" } } } },
      "Out of memory (status 500)",
    ],
    [
      "has only a status",
      { response: { status_code: 503, body: {} } },
      "The server answered with status 503.",
    ],
    [
      "has a status of another kind",
      { response: { status_code: "200", body: {} } },
      "The server answered with no status.",
    ],
    ["has no response", { response: null, error: null }, "The line has no response."],
    [
      "has expired",
      { response: null, error: { code: "batch_expired", message: "Expired." } },
      "Expired.",
    ],
    ["has an error without a text", { error: 7 }, "The server sent an error without a text."],
    ["has an error with an empty text", { error: "" }, "The server sent an error without a text."],
    ["has no choices", { response: { body: { choices: {} } } }, "The answer is empty."],
  ];
  for (const [what, result, problem] of failures) {
    it(`says why an answer ${what}`, () => {
      const text = typeof result === "string" ? result : JSON.stringify({ custom_id, ...result });
      const { kind, ...rest } = read(text);
      assert.equal(kind, "failed");
      assert.equal("problem" in rest ? rest.problem : undefined, problem);
      assert.deepEqual("id" in rest ? rest.id : undefined, id);
    });
  }

  for (const text of [
    "",
    "x",
    "[]",
    "null",
    "7",
    '"x"',
    line(said("x")).slice(0, -9),
    "[".repeat(100_000),
  ]) {
    it(`is not ${JSON.stringify(text.slice(0, 20))}`, () => {
      assert.equal(read(text).kind, "unreadable");
    });
  }

  it("is not a line of more than 32 million characters", () => {
    const text = `${" ".repeat(longestLine)}${line(said("x"))}`;
    assert.deepEqual(read(text), { kind: "unreadable", problem: "The line is too long." });
  });

  it("may be anything", () => {
    const value = fc.json({ maxDepth: 5 });
    const shaped = fc.record(
      {
        custom_id: fc.oneof(fc.constant(custom_id), fc.anything()),
        response: fc.record(
          {
            status_code: fc.oneof(fc.constant(200), fc.anything()),
            body: fc.record(
              {
                choices: fc.array(
                  fc.record(
                    {
                      index: fc.oneof(fc.constant(0), fc.anything()),
                      message: fc.oneof(
                        fc.record(
                          { content: fc.anything(), reasoning: fc.anything() },
                          { requiredKeys: [] },
                        ),
                        fc.anything(),
                      ),
                      finish_reason: fc.anything(),
                    },
                    { requiredKeys: [] },
                  ),
                ),
                usage: fc.anything(),
                error: fc.anything(),
              },
              { requiredKeys: [] },
            ),
          },
          { requiredKeys: [] },
        ),
        error: fc.anything(),
        ["__proto__"]: fc.anything(),
      },
      { requiredKeys: ["custom_id"] },
    );
    const text = fc.oneof(
      value,
      shaped.map((each) => json(each)),
      fc.string(),
    );
    fc.assert(
      fc.property(text, fc.option(fc.boolean(), { nil: undefined }), (each, thinking) => {
        const result = read(each, thinking);
        if (result.kind === "answer") assert.notEqual(result.answer.trim(), "");
        else assert.match(result.problem, /\S/u);
      }),
      { numRuns: 1000 },
    );
  });

  it("does not take a prototype's fields for its own", () => {
    const own = JSON.stringify({ custom_id, response: null }).slice(0, -1);
    const polluting = `${own},"__proto__":{"error":"x","response":{"status_code":500}}}`;
    assert.equal("problem" in read(polluting) && "error" in {}, false);
    assert.deepEqual(read(polluting), { kind: "failed", id, problem: "The line has no response." });
  });
});

/** Undefined, big integers and the like have no JSON. */
function json(value: unknown): string {
  try {
    return JSON.stringify(value, (_, each: unknown) =>
      typeof each === "bigint" || typeof each === "symbol" ? String(each) : each,
    );
  } catch {
    return "";
  }
}

describe("a result file", () => {
  function imported(lines: readonly string[], ends = division.ends) {
    const results = new ResultImport((item) =>
      item === "one"
        ? { division: { ...division, ends } }
        : item === "two"
          ? { division: undefined }
          : undefined,
    );
    return { taken: lines.map((each) => results.take(each)), counts: { ...results.counts } };
  }
  const none = { answers: 0, failed: 0, unknown: 0, outdated: 0, repeated: 0, unreadable: 0 };

  it("gives each part its first answer, whatever comes before or behind", () => {
    const failed = line(said(""));
    const { taken, counts } = imported([
      ...[failed, line(said("one")), line(said("other")), failed, "", "{"],
      line(said("first"), "stop", requestId("one", 0, division)),
    ]);
    assert.deepEqual(
      taken.map((each) => (each?.kind === "answer" ? each.answer : each?.problem)),
      ["The answer is empty.", "one", undefined, undefined, undefined, undefined, "first"],
    );
    assert.deepEqual(counts, { ...none, answers: 2, failed: 1, repeated: 2, unreadable: 1 });
  });

  it("passes over what the batch has no part for", () => {
    const ids = ["other", "two", "__proto__", "constructor"].map((name) =>
      requestId(name, 1, division),
    );
    const { taken, counts } = imported([
      ...[...ids, requestId("one", 2, division)].map((each) => line(said("x"), "stop", each)),
      line(said("x"), "stop", "request-1"),
    ]);
    assert.ok(taken.every((each) => each === undefined));
    assert.deepEqual(counts, { ...none, unknown: 5, unreadable: 1 });
  });

  it("notices the results of another source or division", () => {
    const { taken, counts } = imported([line(said("x"))], [2, 6]);
    assert.deepEqual(taken, [undefined]);
    assert.deepEqual(counts, { ...none, outdated: 1 });
  });

  it("reads an answer by the setting that its item was asked with", () => {
    const asked = (thinking?: boolean) =>
      new ResultImport(() => ({ division, ...(thinking === undefined ? {} : { thinking }) })).take(
        line(said("Hm.</think>x")),
      );
    const textOf = (each: ReturnType<typeof asked>) => (each?.kind === "answer" ? each.answer : "");
    assert.equal(textOf(asked()), "x");
    assert.equal(textOf(asked(false)), "Hm.</think>x");
  });
});
