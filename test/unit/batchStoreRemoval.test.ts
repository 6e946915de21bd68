import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { BatchStore } from "../../src/core/batch/batch.ts";
import { HistoryFolder, until } from "./historyFolder.ts";
import { batch, item, items, part } from "./sampleBatch.ts";

const third = { sourceHash: "h1", ends: [10, 20, 30] };

describe("batch store, what goes", () => {
  let folder: HistoryFolder;
  let store: BatchStore;
  beforeEach(async () => {
    folder = await HistoryFolder.create();
    store = (await folder.open()).batches;
  });
  afterEach(() => folder.dispose());

  it("removes a batch at once and leaves nothing of it in the file", async () => {
    const secrets = ["jabberwocky", "vorpal", "slithy", "mimsy"];
    store.create(batch("stays"), items("stays", 1));
    store.create(batch("gone", { title: "jabberwocky" }), [item("gone", 0, { uri: "vorpal:" })]);
    store.claim("gone", "one");
    for (const id of ["stays-0", "gone-0"]) {
      store.beginParts(id, { sourceHash: id === "gone-0" ? "mimsy" : "h", ends: [1, 2, 3] });
      for (let index = 0; index < 3; index++) {
        const word = id === "gone-0" ? "slithy " : "calm ";
        store.savePart(id, part(index, word.repeat(5_000)));
      }
    }
    store.remove("gone");
    assert.equal(store.load("gone"), undefined);
    assert.deepEqual(
      store.list(10).map(({ batch }) => batch.id),
      ["stays"],
    );
    assert.equal(store.keepAlive("gone", "one"), false);
    assert.throws(() => store.saveItem(item("gone", 0)), { problem: "other" });
    assert.throws(() => store.savePart("gone-0", part(0, "late")), { problem: "other" });
    assert.deepEqual(store.parts("gone-0"), []);
    await until(() => folder.count("batches") === 1);
    for (const [table, count] of [
      ...([
        ["batch_items", 1],
        ["batch_divisions", 1],
        ["batch_parts", 3],
      ] as const),
      ...([["batch_counts", 1]] as const),
    ]) {
      assert.equal(folder.count(table), count, table);
    }
    const holds = (file: string) => {
      const bytes = readFileSync(file);
      return secrets.some((text) => bytes.includes(text));
    };
    await until(() => !holds(`${folder.file}-wal`));
    assert.equal(holds(folder.file), false);
    assert.equal(store.parts("stays-0").length, 3);
  });

  it("creates a batch again that was removed a moment ago", async () => {
    store.create(batch("b"), items("b", 2));
    store.beginParts("b-0", third);
    for (const index of [0, 1, 2]) store.savePart("b-0", part(index, "of before".repeat(1_000)));
    store.remove("b");
    store.create(batch("b"), items("b", 2));
    assert.deepEqual(store.beginParts("b-0", third).answers, []);
    store.savePart("b-0", part(0, "of now"));
    await until(() => folder.count("batches") === 1);
    assert.deepEqual(store.load("b")?.items, items("b", 2));
    assert.deepEqual(store.parts("b-0"), [part(0, "of now")]);
  });

  it("lets the rest of a removed batch go when it opens", async () => {
    store.create(batch("b"), items("b", 1));
    store.beginParts("b-0", third);
    store.savePart("b-0", part(0, "left"));
    const raw = folder.raw();
    raw.exec("DELETE FROM batch_items; UPDATE batches SET id = NULL");
    await folder.open();
    await until(() => folder.count("batches") === 0);
    assert.equal(folder.count("batch_parts"), 0);
  });
});
