import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, it } from "mocha";
import { answer, converse, done, head, HistoryFolder, question, until } from "./historyFolder.ts";
import { batch, item, items } from "./sampleBatch.ts";

describe("history of a version before", () => {
  let folder: HistoryFolder;
  beforeEach(async () => {
    folder = await HistoryFolder.create();
  });
  afterEach(() => folder.dispose());

  /** A history as a version before made it. */
  function makeOld(version: 1 | 2): void {
    mkdirSync(folder.path);
    const old = folder.raw();
    for (let each = 1; each <= version; each++) {
      old.exec(readFileSync(new URL(`../history/version${each}.sql`, import.meta.url), "utf8"));
    }
    old.close();
  }

  it("is brought from the first version to the latest", async () => {
    makeOld(1);
    const [store, other] = await Promise.all([folder.open(), folder.open()]);
    assert.deepEqual(store.load("old"), {
      ...head("old", { title: "旧的谈话", pinned: true, parameters: { temperature: 0.5 } }),
      ...{ modelKey: "tibet", chosen: { "": "q" } },
      messages: [
        question("q", "翻译这一段", { sentAt: 1_000 }),
        answer("r.0", "q", "ཡིག་སྒྱུར་བྱས་ཟིན།", { ...done, thinking: "想" }),
        answer("r.1", "q", "broken off"),
      ],
    });
    const [hit] = store.search("སྒྱུར་བྱས", 10);
    assert.equal(hit?.message, "r.0");
    assert.equal(store.search("旧的", 10)[0]?.id, "old");
    await until(() => folder.count("unindexed") === 0);
    assert.deepEqual(store.search("སྒྱུར་བྱས", 10), [hit]);
    assert.equal(store.search("off", 10)[0]?.message, "r.1");
    converse(other, "new", "下一段");
    assert.equal(store.search("一段", 10).length, 2);
  });

  it("is brought from the second version, without batches, to the latest", async () => {
    makeOld(2);
    const [store, other] = await Promise.all([folder.open(), folder.open()]);
    assert.equal(store.load("old")?.messages.length, 3);
    assert.equal(store.search("སྒྱུར་བྱས", 10)[0]?.message, "r.0");
    assert.equal(store.search("off", 10)[0]?.message, "r.1");
    assert.deepEqual(store.batches.list(10), []);
    store.batches.create(batch("b"), items("b", 3));
    other.batches.saveItem(item("b", 1, { state: "done" }));
    assert.deepEqual(other.batches.list(10)[0]?.counts, { done: 1, waiting: 2 });
    converse(other, "new", "下一段");
    assert.equal(store.search("一段", 10).length, 2);
  });
});
