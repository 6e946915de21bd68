import { describe, it } from "mocha";
import assert from "node:assert/strict";
import type { Batch, BatchItem, BatchOutput, BatchStage } from "../../src/core/batch/batch.ts";
import { BatchProgress } from "../../src/core/batch/progress.ts";
import { headView, listView, rowView } from "../../src/host/batch/batchViews.ts";

function batchOf(output: BatchOutput = { kind: "beside", suffix: "zh" }): Batch {
  const template = { name: "translate", text: "", parameters: {}, glossary: true };
  return {
    ...{ id: "b", title: "A batch", createdAt: 1, root: "file:///w", models: ["tibet"], output },
    templates: [{ ...template, title: "Translate" }],
  };
}

function itemOf(id: string, overrides: Partial<BatchItem> = {}): BatchItem {
  return {
    ...{ id, position: 0, uri: `file:///w/${id}`, name: id, template: 0, model: "tibet" },
    ...{ state: "waiting", estimate: 50 },
    ...overrides,
  };
}

function headOf(
  stage: BatchStage,
  isRunning: boolean,
  states: readonly BatchItem["state"][],
  output?: BatchOutput,
) {
  const items = states.map((state, index) => itemOf(String(index), { state }));
  return headView({
    ...{ batch: batchOf(output), stage, isRunning, notice: undefined, folder: "out", now: 0 },
    progress: new BatchProgress(items),
  });
}

describe("what the table is told of a batch", () => {
  it("names the stage that a person sees", () => {
    assert.equal(headOf("running", true, ["asking"]).stage, "running");
    assert.equal(headOf("running", false, ["waiting"]).stage, "paused");
    assert.equal(headOf("running", false, ["waiting"]).notice, "It does not run in this window.");
    assert.equal(headOf("running", false, ["done", "failed", "skipped"]).stage, "finished");
    assert.equal(headOf("paused", false, ["done", "waiting"]).stage, "paused");
    assert.equal(headOf("exported", false, ["waiting"]).stage, "exported");
    assert.equal(headOf("exported", false, ["done"]).stage, "finished");
    assert.equal(headOf("cancelled", false, ["done", "cancelled"]).stage, "cancelled");
  });

  it("offers only what makes sense now", () => {
    const edits = { kind: "edits" } as const;
    assert.deepEqual(headOf("running", true, ["waiting"]).actions, ["pause", "cancel"]);
    assert.deepEqual(headOf("paused", false, ["waiting", "failed"]).actions, [
      ...["resume", "cancel", "retryFailed", "export", "import", "report", "remove"],
    ]);
    assert.deepEqual(headOf("running", false, ["done"]).actions, ["report", "remove"]);
    assert.deepEqual(headOf("running", false, ["answered"], edits).actions, [
      ...["report", "applyEdits", "remove"],
    ]);
    assert.deepEqual(headOf("cancelled", false, ["cancelled"]).actions, ["resume", "remove"]);
  });

  it("says where results go", () => {
    const outputOf = (output: BatchOutput) => headOf("paused", false, ["waiting"], output).output;
    assert.equal(
      outputOf({ kind: "beside", suffix: "zh" }),
      "Beside each file, as in “name.zh.md”.",
    );
    assert.equal(
      outputOf({ kind: "folder", folder: "file:///w/out", suffix: "zh" }),
      "Into the folder “out”, as in “name.zh.md”.",
    );
    assert.match(outputOf({ kind: "edits" }), /reviewed/u);
  });

  it("shows of a line what there is of it", () => {
    const view = (overrides: Partial<BatchItem>, streamed?: { tokens: number; elapsed: number }) =>
      rowView(batchOf(), itemOf("a", overrides), "Tibet", streamed);
    assert.deepEqual(view({}), {
      ...{ id: "a", name: "a", state: "waiting", model: "Tibet", template: "Translate" },
      ...{ hasOutput: false, canCompare: false },
    });
    const asked = view({ state: "asking" }, { tokens: 7, elapsed: 900 });
    assert.deepEqual(asked.tokens, { prompt: 50, completion: 7 });
    assert.equal(asked.elapsed, 900);
    const done = view({ state: "done", output: "file:///w/a.zh", elapsed: 5 });
    assert.deepEqual([done.hasOutput, done.canCompare, done.elapsed], [true, true, 5]);
    const edited = view({ state: "done", output: "file:///w/a" });
    assert.deepEqual([edited.hasOutput, edited.canCompare], [true, false]);
    const answered = view({ state: "answered" });
    assert.deepEqual([answered.hasOutput, answered.canCompare], [true, false]);
  });

  it("lists others with what is answered of them", () => {
    const counts = { done: 2, answered: 1, failed: 1 };
    const { stage, done, total } = listView({ batch: batchOf(), stage: "running", counts });
    assert.deepEqual([stage, done, total], ["finished", 3, 4]);
  });
});
