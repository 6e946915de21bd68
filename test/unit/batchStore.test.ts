import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { BatchItem, BatchStore } from "../../src/core/batch/batch.ts";
import { HistoryFolder } from "./historyFolder.ts";
import { batch, item, items, part, usage } from "./sampleBatch.ts";

const third = { sourceHash: "h1", ends: [10, 20, 30] };

describe("batch store", () => {
  let folder: HistoryFolder;
  let store: BatchStore;
  beforeEach(async () => {
    folder = await HistoryFolder.create();
    store = (await folder.open()).batches;
  });
  afterEach(() => folder.dispose());

  it("gives back a batch as it was created, after reopening too", async () => {
    const whole = batch("b", { createdAt: 12.5, output: { kind: "edits" } });
    const all: BatchItem[] = [
      item("b", 0),
      item("b", 7, { state: "skipped", remark: "It is binary.", estimate: 0.5, template: 1 }),
      item("b", 3, {
        ...{ state: "done", output: "file:///w/3.zh.md", usage, elapsed: 12.25 },
        ...{ parts: { done: 2, count: 2 }, model: "general", remark: "" },
      }),
    ];
    store.create(whole, all);
    const [first, last, middle] = all;
    const expected = { batch: whole, stage: "running", items: [first, middle, last] };
    assert.deepEqual(store.load("b"), expected);
    folder.closeAll();
    store = (await folder.open()).batches;
    assert.deepEqual(store.load("b"), expected);
    store.create(batch("f", { output: { kind: "folder", folder: "file:///out", suffix: "" } }), []);
    assert.deepEqual(store.load("f")?.batch.output, {
      ...{ kind: "folder", folder: "file:///out", suffix: "" },
    });
  });

  it("creates all of a batch or nothing", () => {
    store.create(batch("b"), items("b", 2));
    assert.throws(() => store.create(batch("b"), items("c", 1)), { problem: "exists" });
    assert.throws(() => store.create(batch("c"), items("b", 1)), { problem: "exists" });
    const samePlace = [item("c", 0), { ...item("d", 0) }];
    assert.throws(() => store.create(batch("c"), samePlace), { problem: "exists" });
    for (const position of [-1, 0.5, 2 ** 20]) {
      const none = [item("c", 0), item("c", position)];
      assert.throws(() => store.create(batch("c"), none), { problem: "other" });
    }
    assert.equal(store.load("c"), undefined);
    assert.equal(store.list(10).length, 1);
    assert.equal(folder.count("batch_items"), 2);
  });

  it("lists the newest first, with their items by state", () => {
    store.create(batch("old", { createdAt: 5 }), items("old", 3));
    store.create(batch("new", { createdAt: 9 }), items("new", 2));
    store.create(batch("same", { createdAt: 5 }), []);
    store.saveItem(item("old", 1, { state: "asking" }));
    store.saveItem(item("old", 1, { state: "done" }));
    store.saveItem(item("old", 2, { state: "waiting", remark: "again" }));
    store.setStage("old", "paused");
    assert.deepEqual(store.list(10), [
      { batch: batch("new", { createdAt: 9 }), stage: "running", counts: { waiting: 2 } },
      { batch: batch("same", { createdAt: 5 }), stage: "running", counts: {} },
      { batch: batch("old", { createdAt: 5 }), stage: "paused", counts: { waiting: 2, done: 1 } },
    ]);
    assert.deepEqual(
      store.list(2).map(({ batch }) => batch.id),
      ["new", "same"],
    );
  });

  it("keeps the stage that was set last", () => {
    store.create(batch("b"), []);
    for (const stage of ["paused", "cancelled", "exported", "running"] as const) {
      store.setStage("b", stage);
      assert.equal(store.load("b")?.stage, stage);
    }
  });

  it("puts an item in the place of the one with its id, whole", () => {
    store.create(batch("b"), items("b", 2));
    const full = item("b", 1, {
      ...{ state: "failed", remark: "སྐྱོན།", usage, elapsed: 5, parts: { done: 1, count: 2 } },
      ...{ output: "file:///x", estimate: 7, model: "general", template: 1 },
    });
    store.saveItem(full);
    assert.deepEqual(store.load("b")?.items, [item("b", 0), full]);
    store.saveItem(item("b", 1));
    assert.deepEqual(store.load("b")?.items, items("b", 2));
    assert.throws(() => store.saveItem(item("b", 2)), { problem: "other" });
    assert.throws(() => store.saveItem({ ...item("b", 1), position: 0 }), { problem: "other" });
    assert.deepEqual(store.load("b")?.items, items("b", 2));
  });

  it("knows nothing of other batches and items", () => {
    assert.equal(store.load("none"), undefined);
    assert.equal(store.claim("none", "one"), false);
    assert.equal(store.keepAlive("none", "one"), false);
    store.release("none", "one");
    store.setStage("none", "paused");
    store.remove("none");
    assert.deepEqual(store.parts("none"), []);
    assert.throws(() => store.beginParts("none", third), { problem: "other" });
    assert.throws(() => store.savePart("none", part(0, "x")), { problem: "other" });
    assert.deepEqual(store.list(10), []);
  });

  it("lets one runner have a batch until it is silent for 10 s or gives it back", () => {
    store.create(batch("b"), []);
    assert.equal(store.claim("b", "one"), true);
    assert.equal(store.claim("b", "one"), true);
    folder.time += 9_999;
    assert.equal(store.claim("b", "two"), false);
    assert.equal(store.keepAlive("b", "two"), false);
    assert.equal(store.keepAlive("b", "one"), true);
    folder.time += 9_999;
    assert.equal(store.claim("b", "two"), false);
    folder.time += 1;
    assert.equal(store.claim("b", "two"), true);
    assert.equal(store.keepAlive("b", "one"), false);
    store.release("b", "one");
    assert.equal(store.claim("b", "three"), false);
    store.release("b", "two");
    assert.equal(store.keepAlive("b", "two"), false);
    assert.equal(store.claim("b", "three"), true);
  });

  it("keeps a batch for a runner that was late while nobody else came", () => {
    store.create(batch("b"), []);
    store.claim("b", "one");
    folder.time += 60_000;
    assert.equal(store.keepAlive("b", "one"), true);
    assert.equal(store.claim("b", "two"), false);
  });

  it("gives a batch away where the clock was set back since the last sign", () => {
    store.create(batch("b"), []);
    store.claim("b", "one");
    folder.time -= 3_600_000;
    assert.equal(store.claim("b", "two"), true);
  });

  it("goes on with the division of before while the source is the same", () => {
    store.create(batch("b"), items("b", 2));
    assert.deepEqual(store.beginParts("b-0", third), { division: third, answers: [] });
    store.beginParts("b-1", third);
    const answers = [part(0, "一", { usage, terms: ["བོད = 西藏", "a"] }), part(2, "")];
    for (const answer of answers.toReversed()) store.savePart("b-0", answer);
    const other = { sourceHash: "h1", ends: [15, 30] };
    assert.deepEqual(store.beginParts("b-0", other), { division: third, answers });
    assert.deepEqual(store.parts("b-0"), answers);
    assert.deepEqual(store.parts("b-1"), []);
    assert.deepEqual(store.division("b-0"), third);
    assert.equal(store.division("none"), undefined);
  });

  it("forgets what was answered for another source", () => {
    store.create(batch("b"), items("b", 2));
    for (const id of ["b-0", "b-1"]) {
      store.beginParts(id, third);
      store.savePart(id, part(2, `of ${id}`));
    }
    const other = { sourceHash: "h2", ends: [15, 31] };
    assert.deepEqual(store.beginParts("b-0", other), { division: other, answers: [] });
    assert.deepEqual(store.parts("b-0"), []);
    assert.deepEqual(store.parts("b-1"), [part(2, "of b-1")]);
    assert.throws(() => store.savePart("b-0", part(2, "late")), { problem: "other" });
    assert.deepEqual(store.beginParts("b-0", third), { division: third, answers: [] });
  });

  it("keeps the last answer for each part, and none that is no part", () => {
    store.create(batch("b"), items("b", 1));
    assert.throws(() => store.savePart("b-0", part(0, "undivided")), { problem: "other" });
    store.beginParts("b-0", third);
    store.savePart("b-0", part(1, "first", { usage, terms: ["x = y"] }));
    store.savePart("b-0", part(1, "second"));
    for (const index of [-1, 3, 0.5, NaN]) {
      assert.throws(() => store.savePart("b-0", part(index, "x")), { problem: "other" });
    }
    assert.deepEqual(store.parts("b-0"), [part(1, "second")]);
  });

  it("keeps NUL and halves of surrogate pairs as the replacement character", () => {
    store.create(batch("b", { title: "a\0\ud800" }), [item("b", 0, { name: "n\0.md" })]);
    store.beginParts("b-0", third);
    store.savePart("b-0", part(0, "a\0b\udc00c"));
    assert.equal(store.load("b")?.batch.title, "a\ufffd\ufffd");
    assert.equal(store.load("b")?.items[0]?.name, "n\ufffd.md");
    assert.equal(store.parts("b-0")[0]?.text, "a\ufffdb\ufffdc");
  });

  it("works where the history is kept in memory only", async () => {
    folder.closeAll();
    const raw = folder.raw();
    raw.exec("PRAGMA user_version = 1000");
    raw.close();
    const { store, problem } = await folder.tryOpen();
    assert.deepEqual(problem, { problem: "newer" });
    store.batches.create(batch("b"), items("b", 1));
    assert.equal(store.batches.claim("b", "one"), true);
    store.batches.beginParts("b-0", third);
    store.batches.savePart("b-0", part(0, "x"));
    assert.deepEqual(store.batches.parts("b-0"), [part(0, "x")]);
    store.batches.remove("b");
    assert.deepEqual(store.batches.list(1), []);
  });
});
