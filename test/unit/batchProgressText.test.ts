import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { BatchItem, ItemState } from "../../src/core/batch/batch.ts";
import { BatchProgress } from "../../src/core/batch/progress.ts";
import {
  countStates,
  progressText,
  resultText,
  tally,
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

  for (const [counts, text] of [
    [{ done: 11 }, "11 answered"],
    [{ done: 11, failed: 0, skipped: 5 }, "11 answered, 5 skipped"],
    [{ done: 11, failed: 2, skipped: 5 }, "11 of 13 answered, 2 failed, 5 skipped"],
    [{ done: 1000, waiting: 200, asking: 34 }, "1,000 of 1,234 answered"],
    [{ failed: 3, cancelled: 1 }, "0 of 4 answered, 3 failed, 1 cancelled"],
    [{ skipped: 4 }, "0 answered, 4 skipped"],
    [{ answered: 5 }, "5 answered, to be reviewed"],
    [{ answered: 5, failed: 1 }, "5 of 6 answered, to be reviewed, 1 failed"],
    [{ done: 2, answered: 3, skipped: 1 }, "5 answered, 3 of them to be reviewed, 1 skipped"],
  ] as const) {
    it(`tells how it ended: ${text}`, () => assert.equal(resultText(counts), text));
  }

  it("counts an answer that waits for its place as there, and nothing that is skipped", () => {
    const states: ItemState[] = ["done", "answered", "skipped", "cancelled", "waiting"];
    const counts = countStates(states.map((state) => ({ state })));
    assert.deepEqual(tally(counts), { done: 2, total: 4 });
  });

  it("rounds tokens up as an estimate should be", () => {
    assert.equal(tokensText(1_234_567), "about 1.2 million tokens");
    assert.equal(tokensText(45_001), "about 46,000 tokens");
    assert.equal(tokensText(1_201), "about 1,300 tokens");
    assert.equal(tokensText(7), "about 10 tokens");
  });
});
