import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { BatchItem, ItemState } from "../../src/core/batch/batch.ts";
import { estimateItem } from "../../src/core/batch/estimate.ts";
import { divideSource } from "../../src/core/batch/longFile/divideSource.ts";
import { partMessages } from "../../src/core/batch/longFile/partMessages.ts";
import { BatchProgress } from "../../src/core/batch/progress.ts";
import { estimatePrompt, estimateTokens } from "../../src/core/fit/tokenEstimate.ts";
import { longSource, translation } from "./batchRunTexts.ts";

const model = { key: "m", label: "m", baseUrl: "http://127.0.0.1/v1", model: "m" };

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
  it("counts items by state", () => {
    const progress = new BatchProgress([item(0, { state: "done" }), ...four.slice(1)]);
    progress.update(running, 0);
    progress.update(change(1, { state: "asking" }), 10);
    progress.update({ type: "progress", item: "i1", tokens: 30 }, 20);
    assert.deepEqual(progress.counts, { done: 1, asking: 1, waiting: 2 });
  });

  it("counts no token of a completion twice, under way and then as the server has it", () => {
    const progress = new BatchProgress(four);
    progress.update(running, 0);
    progress.update(change(1, { state: "asking" }), 0);
    progress.update({ type: "progress", item: "i1", tokens: 30 }, 1000);
    assert.equal(progress.throughput(1000), 30);
    progress.update(change(1, { state: "asking", usage: usage(20) }), 2000);
    assert.equal(progress.throughput(2000), 15);
    progress.update(change(1, { state: "done", usage: usage(25) }), 5000);
    progress.update({ type: "progress", item: "i1", tokens: 99 }, 5000);
    assert.equal(progress.throughput(5000), 5);
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
      }),
    );
  });
});

describe("batch estimate", () => {
  for (const [what, source, instruction, glossary] of [
    ["English", longSource("a", 400), "Translate into capitals. ".repeat(40), false],
    [
      "Chinese",
      "他们赋有理性和良心，并应以兄弟关系的精神相对待。\n\n".repeat(400),
      "翻译成藏文。",
      true,
    ],
    ["Tibetan", "འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས་ལ་སྐྱེས་ཙམ་ཉིད་ནས། \n\n".repeat(200), "Summarise.", false],
  ] as const) {
    it(`comes near what the parts of a long ${what} text take`, () => {
      const template = { ...translation, text: instruction, glossary };
      for (const scale of [1, 1.4]) {
        for (const contextWindow of [3000, 6000, undefined]) {
          const endpoint = { ...model, ...(contextWindow && { contextWindow }) };
          const ends = divideSource(source, template, endpoint, scale);
          const request = { template, endpoint, source, ends, languageId: "", name: "a.txt" };
          const actual = ends
            .map((_, index) => estimatePrompt(partMessages({ ...request, index, terms: [] })))
            .reduce((sum, tokens) => sum + tokens * scale, 0);
          const known = { endpoint, sample: source.slice(0, 1000) };
          const estimate = estimateItem(estimateTokens(source), template, scale, known);
          const ratio = estimate / actual;
          assert.ok(ratio > 0.85 && ratio < 1.15, `${ratio} of ${ends.length} parts`);
        }
      }
    });
  }

  it("is the same with a window where all fits into one request", () => {
    const known = { endpoint: { ...model, contextWindow: 4000 }, sample: "a" };
    assert.equal(estimateItem(100, translation, 1, known), estimateItem(100, translation, 1));
  });
});
