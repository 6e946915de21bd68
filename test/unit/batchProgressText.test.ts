import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { BatchItem, ItemState } from "../../src/core/batch/batch.ts";
import { BatchProgress } from "../../src/core/batch/progress.ts";
import {
  countStates,
  progressText,
  resultText,
  tokensText,
} from "../../src/core/batch/progressText.ts";

function item(position: number, state: ItemState): BatchItem {
  const id = String(position);
  return {
    ...{ id, position, uri: `file:///${id}`, name: id, template: 0, model: "tibet", state },
    estimate: 100,
  };
}

describe("a batch's progress in words", () => {
  it("tells what is done, what is not, how fast, and how long it takes", () => {
    const items = Array.from({ length: 1200 }, (_, at) => item(at, at < 2 ? "failed" : "waiting"));
    const progress = new BatchProgress(items);
    assert.equal(progressText(progress, 0), "0 of 1,200 · 2 failed");
    progress.update({ type: "stage", stage: "running" }, 0);
    for (let at = 2; at < 102; at++) {
      const usage = { promptTokens: 100, completionTokens: 42, totalTokens: 142 };
      progress.update({ type: "item", item: { ...item(at, "done"), usage } }, (at - 1) * 200);
    }
    assert.equal(
      progressText(progress, 20_000),
      "100 of 1,200 · 2 failed · 210 tokens/s · about 4 min left",
    );
  });

  it("counts an answer that waits for its place as there", () => {
    const states: ItemState[] = ["done", "answered", "skipped", "cancelled", "waiting"];
    const items = states.map((state) => ({ state }));
    assert.equal(resultText(countStates(items)), "2 of 5 · 1 skipped · 1 cancelled");
  });

  it("rounds tokens up as an estimate should be", () => {
    assert.equal(tokensText(1_234_567), "about 1.2 million tokens");
    assert.equal(tokensText(45_001), "about 46,000 tokens");
    assert.equal(tokensText(1_201), "about 1,300 tokens");
    assert.equal(tokensText(7), "about 10 tokens");
  });
});
