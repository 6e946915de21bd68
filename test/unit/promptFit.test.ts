import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { buildMessages, type Turn } from "../../src/core/prompt/prompt.ts";
import {
  longestPassage,
  measurePrompt,
  overflowOf,
  promptOf,
  reservedTokens,
  roomForPrompt,
  sizeOf,
} from "../../src/core/fit/promptFit.ts";
import { estimatePrompt } from "../../src/core/fit/tokenEstimate.ts";
import { passage, unsent } from "./unsentQuestion.ts";

const earlier = { turns: [{ question: "一", passages: [], answer: "1" }], summary: "before" };

describe("prompt size", () => {
  it("is the estimate of all messages with the template around them, scaled", () => {
    const endpoint = { label: "T", systemPrompt: "Be brief." };
    const turns: Turn[] = [
      ...earlier.turns,
      { question: "二", passages: [passage("字".repeat(99))] },
    ];
    const estimate = estimatePrompt(buildMessages(endpoint, { turns }), false);
    assert.equal(measurePrompt(endpoint, { turns }, 1), estimate);
    assert.equal(measurePrompt(endpoint, { turns }, 1.5), Math.ceil(estimate * 1.5));
    const off = measurePrompt({ ...endpoint, thinking: false }, { turns }, 1);
    assert.equal(off, estimate + 4);
    assert.equal(measurePrompt({ ...endpoint, thinking: true }, { turns }, 1), estimate);
  });

  it("holds what the draft's background says of the turns before", () => {
    const draft = { text: "二", passages: [] };
    const turn = { question: "二", passages: [] };
    const { turns } = earlier;
    assert.deepEqual(promptOf(draft, earlier), { turns: [...turns, turn], summary: "before" });
    const all = { kind: "turns" } as const;
    assert.deepEqual(promptOf({ ...draft, background: all }, { turns }), {
      turns: [...turns, turn],
    });
    const none = { kind: "none" } as const;
    assert.deepEqual(promptOf({ ...draft, background: none }, earlier), { turns: [turn] });
    const summary = { kind: "summary", text: "short" } as const;
    assert.deepEqual(promptOf({ ...draft, background: summary }, earlier), {
      turns: [turn],
      summary: "short",
    });
  });

  it("keeps room for max_tokens, else for what an answer needs", () => {
    const reserved = (fields: object) => reservedTokens({ label: "T", ...fields });
    assert.equal(reserved({ contextWindow: 32768, maxTokens: 300 }), 300);
    assert.equal(reserved({ contextWindow: 32768 }), 1024);
    assert.equal(reserved({ contextWindow: 2001 }), 500);
    assert.equal(reserved({ maxTokens: 300 }), 300);
    assert.equal(reserved({}), 0);
    assert.equal(roomForPrompt({ label: "T", contextWindow: 2000, maxTokens: 300 }), 1700);
    assert.equal(roomForPrompt({ label: "T", contextWindow: 200, maxTokens: 300 }), 0);
    assert.equal(roomForPrompt({ label: "T", maxTokens: 300 }), Infinity);
  });

  it("overflows by what is past the window, never where that is unknown", () => {
    assert.equal(overflowOf({ tokens: 900, contextWindow: 1000, reserved: 100 }), 0);
    assert.equal(overflowOf({ tokens: 901, contextWindow: 1000, reserved: 100 }), 1);
    assert.equal(overflowOf({ tokens: 10, contextWindow: 1000, reserved: 5000 }), 4010);
    assert.equal(overflowOf({ tokens: 9e9, reserved: 100 }), 0);
    const size = sizeOf(unsent({ text: "字".repeat(200) }, { contextWindow: 100 }));
    assert.deepEqual(size, { tokens: 128 + 5 + 3, contextWindow: 100, reserved: 25 });
    assert.ok(!("contextWindow" in sizeOf(unsent({}, {}))));
  });

  it("finds the longest passage by its tokens", () => {
    const tibetan = passage("བོད་ཡིག", { id: "bo" });
    const english = passage("language", { id: "en" });
    assert.equal(longestPassage([english, tibetan, english]), tibetan);
    assert.equal(longestPassage([]), undefined);
  });

  it("never falls when a text is added", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const without = sizeOf(unsent({ passages: [passage(one)] }, {})).tokens;
        const withIt = sizeOf(unsent({ passages: [passage(one), passage(other)] }, {})).tokens;
        assert.ok(withIt > without);
      }),
    );
  });
});
