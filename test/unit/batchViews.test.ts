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
    // An answer that was not written when the window ended still is to be.
    const unwritten = headOf("running", false, ["done", "answered"]);
    assert.equal(unwritten.stage, "paused");
    assert.ok(unwritten.actions.includes("resume"));
    assert.equal(headOf("cancelled", false, ["done", "cancelled"]).stage, "cancelled");
    assert.equal(headOf("running", false, ["done", "cancelled"]).stage, "cancelled");
    assert.equal(headOf("paused", false, ["waiting", "cancelled"]).stage, "paused");
    assert.equal(headOf("exported", false, ["done", "cancelled"]).stage, "exported");
    assert.equal(headOf("paused", true, ["asking"]).stage, "pausing");
    assert.equal(headOf("cancelled", true, ["asking"]).stage, "cancelling");
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
    for (const stage of ["cancelled", "running", "paused"] as const) {
      assert.deepEqual(headOf(stage, false, ["cancelled"]).actions, [
        ...["resume", "export", "import", "remove"],
      ]);
    }
    assert.deepEqual(headOf("cancelled", false, ["cancelled", "done"]).actions, [
      ...["resume", "export", "import", "report", "remove"],
    ]);
    assert.ok(headOf("paused", true, ["asking"]).actions.includes("resume"));
    assert.ok(!headOf("cancelled", true, ["asking", "cancelled"]).actions.includes("resume"));
    assert.ok(!headOf("running", true, ["asking", "cancelled"]).actions.includes("resume"));
  });

  it("says where results go", () => {
    const outputOf = (output: BatchOutput) => headOf("paused", false, ["waiting"], output).output;
    assert.equal(
      outputOf({ kind: "beside", suffix: "zh" }),
      "Beside each file, with “.zh” before the extension.",
    );
    assert.equal(
      outputOf({ kind: "folder", folder: "file:///w/out", suffix: "zh" }),
      "Into the folder “out”, with “.zh” before the extension.",
    );
    assert.match(outputOf({ kind: "edits" }), /reviewed/u);
  });

  it("shows of a line what there is of it", () => {
    const view = (overrides: Partial<BatchItem>, streamed?: { tokens: number; elapsed: number }) =>
      rowView(batchOf(), itemOf("a", overrides), "Tibet", streamed);
    assert.deepEqual(view({}), {
      ...{ id: "a", name: "a", state: "waiting", model: "Tibet", template: "Translate" },
      ...{ canRetry: false, hasOutput: false, canCompare: false },
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

  it("lets be asked again what is at rest, and answers that were not taken into their files", () => {
    const isOffered = (state: BatchItem["state"], output?: BatchOutput) =>
      rowView(batchOf(output), itemOf("a", { state }), "Tibet").canRetry;
    const states = ["waiting", "asking", "answered", "done", "failed", "skipped", "cancelled"];
    const offered = (output?: BatchOutput) =>
      (states as BatchItem["state"][]).filter((state) => isOffered(state, output));
    assert.deepEqual(offered(), ["failed", "skipped", "cancelled"]);
    assert.deepEqual(offered({ kind: "edits" }), ["answered", "failed", "skipped", "cancelled"]);
  });

  it("lists others with what is answered of them", () => {
    const counts = { done: 2, answered: 1, failed: 1 };
    const listed = listView({ batch: batchOf({ kind: "edits" }), stage: "running", counts });
    assert.deepEqual([listed.stage, listed.isReviewed], ["finished", true]);
    assert.deepEqual(listed.counts, counts);
  });
});
