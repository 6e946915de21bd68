import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { BatchItem, ItemState } from "../../src/core/batch/batch.ts";
import {
  estimateBatch,
  estimateItem,
  paceOf,
  tokensOfSize,
} from "../../src/core/batch/estimate.ts";
import { BatchProgress } from "../../src/core/batch/progress.ts";
import { translation } from "./batchRunTexts.ts";

function item(position: number, changes: Partial<BatchItem> = {}): BatchItem {
  return {
    ...{ id: `i${position}`, position, uri: "file:///a", name: "a", template: 0, model: "tibet" },
    ...{ state: "waiting", estimate: 100 },
    ...changes,
  };
}

function usage(completionTokens: number) {
  return { promptTokens: 100, completionTokens, totalTokens: 100 + completionTokens };
}

const four = [0, 1, 2, 3].map((position) => item(position));
const running = { type: "stage", stage: "running" } as const;

function change(position: number, changes: Partial<BatchItem>) {
  return { type: "item", item: item(position, changes) } as const;
}

describe("batch progress", () => {
  it("counts items and tokens, those under way by the estimate", () => {
    const progress = new BatchProgress([
      item(0, { state: "done", usage: usage(7) }),
      ...four.slice(1),
    ]);
    progress.update(running, 0);
    progress.update(change(1, { state: "asking" }), 10);
    progress.update({ type: "progress", item: "i1", tokens: 30 }, 20);
    assert.deepEqual(progress.tokens, { prompt: 100, completion: 37 });
    assert.deepEqual(progress.counts, { done: 1, asking: 1, waiting: 2 });
    progress.update(change(1, { state: "asking", usage: usage(20) }), 30);
    assert.deepEqual(progress.tokens, { prompt: 200, completion: 37 });
    progress.update(change(1, { state: "done", usage: usage(25) }), 40);
    assert.deepEqual(progress.tokens, { prompt: 200, completion: 32 });
    progress.update({ type: "progress", item: "i1", tokens: 99 }, 50);
    assert.deepEqual(progress.tokens, { prompt: 200, completion: 32 });
  });

  it("tells the throughput of the last ten seconds, once a second has gone by", () => {
    const progress = new BatchProgress(four);
    assert.equal(progress.throughput(0), undefined);
    progress.update(running, 0);
    progress.update(change(0, { state: "asking" }), 0);
    for (let time = 500; time <= 30_000; time += 500) {
      const tokens = time <= 20_000 ? time / 10 : 2000;
      progress.update({ type: "progress", item: "i0", tokens }, time);
      if (time === 500) assert.equal(progress.throughput(time), undefined);
      if (time >= 1000 && time <= 20_000) assert.equal(progress.throughput(time), 100);
    }
    assert.equal(progress.throughput(30_000), 0);
    progress.update({ type: "stage", stage: "paused" }, 30_000);
    assert.equal(progress.throughput(30_000), undefined);
  });

  it("tells what is left at this run's pace, parts of items among it", () => {
    const progress = new BatchProgress([item(0, { state: "done" }), ...four.slice(1)]);
    progress.update(running, 1000);
    assert.equal(progress.remaining(5000), undefined);
    progress.update(change(1, { state: "done" }), 3000);
    assert.equal(progress.remaining(3000), 4000);
    progress.update(change(2, { state: "asking", parts: { done: 1, count: 2 } }), 4000);
    assert.equal(progress.remaining(4000), 3000);
    progress.update(change(2, { state: "failed", parts: { done: 1, count: 2 } }), 4000);
    assert.equal(progress.remaining(4000), 2000);
    progress.update({ type: "ended" }, 4000);
    assert.equal(progress.remaining(4000), undefined);
  });

  it("comes to the same as counting anew, whatever happens", () => {
    const states: readonly ItemState[] = [
      "waiting",
      "asking",
      "answered",
      "done",
      "failed",
      "skipped",
      "cancelled",
    ];
    const move = fc.record({
      position: fc.integer({ min: 0, max: 3 }),
      state: fc.constantFrom(...states),
      tokens: fc.integer({ min: 0, max: 50 }),
    });
    fc.assert(
      fc.property(fc.array(move), (moves) => {
        const progress = new BatchProgress(four);
        const items = [...four];
        moves.forEach(({ position, state, tokens }, time) => {
          items[position] = item(position, { state, usage: usage(tokens) });
          progress.update({ type: "item", item: items[position] }, time);
        });
        const counts = Object.entries(progress.counts).filter(([, count]) => count > 0);
        const anew = new BatchProgress(items);
        assert.deepEqual(Object.fromEntries(counts), anew.counts);
        assert.equal(progress.tokens.prompt, anew.tokens.prompt);
      }),
    );
  });
});

describe("batch estimate", () => {
  it("multiplies files, templates and models, each model by its scale", () => {
    const files = [{ tokens: 100 }, { tokens: 300 }];
    const models = [{ scale: 1 }, { scale: 2 }];
    const estimate = estimateBatch(files, [translation], models);
    const beside = estimateItem(0, translation, 1);
    assert.ok(beside > 5 && beside < 100);
    assert.deepEqual([estimate.files, estimate.items, estimate.time], [2, 4, undefined]);
    const each = 400 + 2 * beside;
    assert.ok(Math.abs(estimate.promptTokens - 3 * each) <= 4);
  });

  it("tells the time by what was measured before", () => {
    const items = [
      item(0, { usage: usage(9), elapsed: 4000 }),
      item(1, { usage: usage(9), elapsed: 2000 }),
      item(2),
    ];
    assert.equal(paceOf([item(0)], 4), undefined);
    assert.equal(paceOf(items, 3), 10);
    const { promptTokens, time } = estimateBatch(
      [{ tokens: 100 }],
      [translation],
      [{ scale: 1 }],
      10,
    );
    assert.equal(time, promptTokens * 10);
  });

  it("guesses the tokens of a file by its size", () => {
    assert.equal(tokensOfSize(1000), 300);
  });
});
