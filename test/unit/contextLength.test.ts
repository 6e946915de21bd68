import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readContextOverflow, type ContextOverflow } from "../../src/core/reply/contextLength.ts";

const cases: readonly (readonly [string, string, ContextOverflow])[] = [
  [
    "requested in messages and completion",
    "This model's maximum context length is 32768 tokens. However, you requested 40096 tokens (36000 in the messages, 4096 in the completion). Please reduce the length of the messages or completion.",
    { limit: 32768, requested: 40096 },
  ],
  [
    "the request's input tokens",
    "This model's maximum context length is 32768 tokens. However, your request has 40000 input tokens. Please reduce the length of the input messages.",
    { limit: 32768, requested: 40000 },
  ],
  [
    "max_tokens too large",
    "'max_tokens' or 'max_completion_tokens' is too large: 5000. This model's maximum context length is 32768 tokens and your request has 30000 input tokens (5000 > 32768 - 30000).",
    { limit: 32768, requested: 35000 },
  ],
  [
    "input passed and output requested",
    "You passed 30001 input tokens and requested 4096 output tokens. However, the model's context length is only 32768 tokens, resulting in a maximum input length of 28672 tokens. Please reduce the length of the input prompt.",
    { limit: 32768, requested: 34097 },
  ],
  [
    "a lower bound of the prompt",
    "This model's maximum context length is 32768 tokens. However, you requested 100 output tokens and your prompt contains at least 32669 input tokens, for a total of at least 32769 tokens. Please reduce the length of the input prompt or the number of requested output tokens.",
    { limit: 32768, requested: 32769 },
  ],
  [
    "OpenAI's, whose number has no pattern",
    "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.",
    { limit: 8192, requested: 9000 },
  ],
];

describe("context overflow", () => {
  for (const [name, message, expected] of cases) {
    it(`reads vLLM's wording: ${name}`, () => {
      assert.deepEqual(readContextOverflow(message), expected);
      const body = JSON.stringify({ error: { message, type: "BadRequestError", code: 400 } });
      assert.deepEqual(readContextOverflow(body), expected);
    });
  }

  it("reads llama.cpp's fields", () => {
    const message = "the request exceeds the available context size, try increasing it";
    const numbers = { n_prompt_tokens: 5000, n_ctx: 4096 };
    const error = { code: 400, message, type: "exceed_context_size_error", ...numbers };
    const expected = { limit: 4096, requested: 5000 };
    assert.deepEqual(readContextOverflow(JSON.stringify({ error })), expected);
    assert.deepEqual(readContextOverflow(JSON.stringify({ error }, null, 2)), expected);
  });

  it("is known without any number", () => {
    assert.deepEqual(readContextOverflow('{"error": {"code": "context_length_exceeded"}}'), {});
    assert.deepEqual(readContextOverflow("prompt is longer than the context window"), {});
  });

  it("is not seen in other refusals", () => {
    for (const body of [
      "",
      "temperature must be in [0, 2], got 3.",
      "max_tokens must be at least 1, got 0.",
      '{"error": {"message": "The context is empty.", "type": "BadRequestError"}}',
    ]) {
      assert.equal(readContextOverflow(body), undefined);
    }
  });
});
