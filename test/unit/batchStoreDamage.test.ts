import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { BatchStore } from "../../src/core/batch/batch.ts";
import { HistoryFolder } from "./historyFolder.ts";
import { batch, item, items, part, usage } from "./sampleBatch.ts";

const division = { sourceHash: "h", ends: [5, 9] };
const damaged = { state: "failed", remark: "Its entry in the history is damaged." } as const;

describe("batch store and a file that somebody changed", () => {
  let folder: HistoryFolder;
  let store: BatchStore;
  let raw: DatabaseSync;
  beforeEach(async () => {
    folder = await HistoryFolder.create();
    store = (await folder.open()).batches;
    store.create(batch("b"), items("b", 4));
    raw = folder.raw();
  });
  afterEach(() => folder.dispose());

  it("pauses a batch whose stage is none", () => {
    raw.exec("UPDATE batches SET stage = 'go'");
    assert.equal(store.load("b")?.stage, "paused");
    assert.equal(store.list(1)[0]?.stage, "paused");
  });

  it("fails the items of a damaged template and leaves the others alone", () => {
    store.saveItem(item("b", 1, { template: 1 }));
    store.saveItem(item("b", 2, { template: 1, state: "done", output: "file:///x" }));
    const [first, second] = batch("b").templates;
    for (const broken of [7, null, { ...second, text: 7 }, { ...second, glossary: "yes" }]) {
      raw
        .prepare("UPDATE batches SET templates = ?")
        .run(JSON.stringify([{ ...first, more: 1, parameters: { n: "many", topP: 0.5 } }, broken]));
      const loaded = store.load("b");
      assert.deepEqual(loaded?.batch.templates, [
        { ...first, parameters: { topP: 0.5 } },
        { name: "", title: "", text: "", parameters: {}, glossary: false },
      ]);
      assert.deepEqual(loaded.items, [
        item("b", 0),
        item("b", 1, { template: 1, ...damaged }),
        item("b", 2, { template: 1, state: "done", output: "file:///x" }),
        item("b", 3),
      ]);
    }
  });

  it("writes nothing by itself where it cannot tell where to", () => {
    const places = [
      ...['{"kind":"beside"}', '{"kind":"beside","suffix":""}', '{"kind":"over"}', "{", "null"],
      ...['{"kind":"beside","suffix":"../zh"}', '{"kind":"folder","folder":7,"suffix":"zh"}'],
      String.raw`{"kind":"folder","folder":"file:///o","suffix":"..\\zh"}`,
    ];
    store.saveItem(item("b", 0, { state: "answered" }));
    for (const place of places) {
      raw.prepare("UPDATE batches SET output = ?").run(place);
      const loaded = store.load("b");
      assert.deepEqual(loaded?.batch.output, { kind: "edits" }, place);
      assert.deepEqual(
        loaded.items,
        [0, 1, 2, 3].map((position) => item("b", position, damaged)),
      );
    }
  });

  it("gives what is sound of models, terms and tokens", () => {
    store.beginParts("b-0", division);
    store.savePart("b-0", part(0, "x", { usage }));
    raw.exec(`UPDATE batches SET models = '["tibet",7,null]';
      UPDATE batch_items SET total_tokens = 5, parts_done = 1;
      UPDATE batch_parts SET terms = '["a = b",{},7]', prompt_tokens = NULL`);
    assert.deepEqual(store.load("b")?.batch.models, ["tibet"]);
    assert.deepEqual(store.load("b")?.items, items("b", 4));
    assert.deepEqual(store.parts("b-0"), [part(0, "x", { terms: ["a = b"] })]);
    raw.exec("UPDATE batches SET models = '{}'; UPDATE batch_parts SET terms = '{'");
    assert.deepEqual(store.load("b")?.batch.models, []);
    assert.deepEqual(store.parts("b-0"), [part(0, "x")]);
  });

  it("fails an item that says what cannot be", () => {
    raw.exec("UPDATE batch_items SET state = 'odd' WHERE id = 'b-0'");
    raw.exec("UPDATE batch_items SET template = 1e300 WHERE id = 'b-1'");
    raw.exec("UPDATE batch_items SET template = -0.5 WHERE id = 'b-2'");
    assert.deepEqual(store.load("b")?.items, [
      item("b", 0, damaged),
      item("b", 1, { template: 1e300, ...damaged }),
      item("b", 2, { template: -0.5, ...damaged }),
      item("b", 3),
    ]);
    assert.deepEqual(store.list(1)[0]?.counts, { failed: 1, waiting: 3 });
  });

  it("leaves out what has columns of another kind", () => {
    store.create(batch("c"), []);
    store.beginParts("b-2", division);
    store.savePart("b-2", part(0, "a"));
    store.savePart("b-2", part(1, "b"));
    for (const table of ["batches", "batch_items", "batch_parts"]) {
      // A table that is made so takes values of any kind.
      raw.exec(`CREATE TABLE copy AS SELECT * FROM ${table}; DROP TABLE ${table};
        ALTER TABLE copy RENAME TO ${table}`);
    }
    raw.exec(`UPDATE batch_items SET name = x'00ff' WHERE id = 'b-0';
      UPDATE batch_items SET estimate = 'much' WHERE id = 'b-1';
      UPDATE batch_parts SET text = x'00ff' WHERE part = 0;
      UPDATE batches SET root = x'00ff' WHERE id = 'c'`);
    assert.deepEqual(store.load("b")?.items, [item("b", 2), item("b", 3)]);
    assert.deepEqual(store.parts("b-2"), [part(1, "b")]);
    assert.equal(store.load("c"), undefined);
    assert.deepEqual(
      store.list(9).map(({ batch }) => batch.id),
      ["b"],
    );
  });

  it("divides a source anew where its division is damaged", () => {
    for (const ends of ["[3,2]", "[-1]", "[1.5]", '["1"]', "7", "[", "[1e300]"]) {
      store.beginParts("b-0", division);
      store.savePart("b-0", part(1, "kept"));
      raw.prepare("UPDATE batch_divisions SET ends = ?").run(ends);
      assert.throws(() => store.savePart("b-0", part(0, "x")), { problem: "other" }, ends);
      assert.deepEqual(store.beginParts("b-0", division), { division, answers: [] });
      assert.deepEqual(store.parts("b-0"), []);
    }
  });

  it("leaves out answers that are no part of the division", () => {
    store.beginParts("b-0", division);
    store.savePart("b-0", part(0, "a"));
    store.savePart("b-0", part(1, "b"));
    raw.exec("UPDATE batch_parts SET part = 1e18 WHERE part = 1");
    assert.deepEqual(store.beginParts("b-0", division).answers, [part(0, "a")]);
  });
});
