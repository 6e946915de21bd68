import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { ConversationStore } from "../../src/core/conversation/conversationStore.ts";
import { answer, converse, done, head, HistoryFolder, question, until } from "./historyFolder.ts";

describe("history, what comes and goes", () => {
  let folder: HistoryFolder;
  let store: ConversationStore;
  beforeEach(async () => {
    folder = await HistoryFolder.create();
    store = await folder.open();
  });
  afterEach(() => folder.dispose());

  const listed = (limit = 100) => store.list(limit).map(({ id }) => id);

  it("takes messages away for good", () => {
    converse(store, "c", "question", "unwanted");
    store.saveMessages("c", [answer("r.0", "c-q", "unwelcome")]);
    store.removeMessages(["c-a.0", "r.0", "none"]);
    assert.deepEqual(store.load("c")?.messages, [question("c-q", "question")]);
    assert.deepEqual(store.search("unw", 10), []);
    assert.equal(folder.count("search_places WHERE term = 'unw'"), 0);
    store.saveMessages("c", [answer("next.0", "c-q", "wanted", done)]);
    assert.deepEqual(store.search("wanted", 10)[0]?.message, "next.0");
  });

  it("removes a conversation everywhere and brings it back within a minute", () => {
    converse(store, "c", "question");
    store.saveDraft("c", { text: "draft", passages: [] });
    const before = store.load("c");
    store.remove("c");
    assert.deepEqual(listed(), []);
    assert.deepEqual(store.search("question", 10), []);
    assert.deepEqual(store.search("about", 10), []);
    assert.deepEqual(store.recentQuestions(10), []);
    assert.equal(store.load("c"), undefined);
    assert.equal(store.draft("c"), undefined);
    folder.time += 59_999;
    store.undoRemove("c");
    assert.deepEqual(store.load("c"), before);
    assert.deepEqual(listed(), ["c"]);
    assert.equal(store.search("question", 10).length, 1);
    store.remove("c");
    folder.time += 60_000;
    store.undoRemove("c");
    assert.equal(store.load("c"), undefined);
  });

  it("leaves nothing of a removed conversation in the file after a minute", async () => {
    const secrets = ["jabberwocky", "vorpal"];
    converse(store, "gone", "jabberwocky", "vorpal ".repeat(2_000));
    store.saveMessages("gone", [answer("r.0", "gone-q", "vorpal and more")]);
    converse(store, "stays", "slithy");
    store.remove("gone");
    folder.time += 60_000;
    assert.equal(folder.count("conversations"), 2);
    store.remove("other");
    await until(() => folder.count("conversations") === 1);
    await until(() => !holds(`${folder.file}-wal`, secrets));
    assert.equal(holds(folder.file, secrets), false);
    assert.equal(folder.count("messages"), 2);
    assert.equal(folder.count("search_places WHERE term IN ('jab', 'vor', 'gon')"), 0);
    assert.equal(folder.count("search_places WHERE term IN ('sli', 'sta')"), 2);
    assert.equal(folder.count("search_data WHERE instr(block, CAST('jab' AS BLOB))"), 0);
    assert.equal(folder.count("search_data WHERE instr(block, CAST('sli' AS BLOB))"), 1);
    assert.equal(store.search("slithy", 10).length, 1);
  });

  it("lets a removed conversation go when it opens, but none that is being written", async () => {
    converse(store, "gone", "a");
    converse(store, "written", "b");
    store.remove("gone");
    store.remove("written");
    folder.time += 60_000;
    store.saveMessages("written", [answer("r.0", "written-q", "…")]);
    store.close();
    store = await folder.open();
    await until(() => folder.count("conversations") === 1);
    folder.time += 10_000;
    store.saveMessages("written", [answer("r.0", "written-q", "… and on", done)]);
    store.remove("none");
    await until(() => folder.count("conversations") === 0);
  });

  it("adds a conversation whole", () => {
    const messages = [
      question("q", "asked long ago", { sentAt: 70 }),
      answer("r.0", "q", "b", done),
    ];
    const whole = { ...head("c", { title: "title", pinned: true }), messages };
    converse(store, "newer", "?");
    store.add(whole);
    store.add({ ...head("empty"), messages: [] });
    assert.deepEqual(store.load("c"), whole);
    assert.deepEqual(listed(), ["c", "newer"]);
    assert.equal(store.list(1)[0]?.updatedAt, 70);
    assert.equal(store.search("long ago", 1)[0]?.message, "q");
  });

  it("adds nothing of a conversation where an id of it is taken", () => {
    converse(store, "c", "?");
    const before = store.load("c");
    const exists = { name: "Error", problem: "exists" };
    assert.throws(() => store.add({ ...head("c"), messages: [] }), exists);
    const twice = [question("q", "twice"), question("q", "twice, again")];
    const taken = [question("q", "fine"), answer("c-a.0", "q", "taken")];
    assert.throws(() => store.add({ ...head("d"), messages: taken }), exists);
    assert.throws(() => store.add({ ...head("d"), messages: twice }), exists);
    assert.deepEqual(store.load("c"), before);
    assert.equal(store.load("d"), undefined);
  });

  it("adds a conversation again that was removed a moment ago", async () => {
    converse(store, "c", "question");
    const whole = store.load("c");
    assert.ok(whole);
    store.remove("c");
    store.add(whole);
    assert.deepEqual(store.load("c"), whole);
    store.remove("none");
    await until(() => folder.count("conversations") === 1);
    assert.deepEqual(store.load("c"), whole);
    assert.equal(store.search("question", 10).length, 1);
  });
});

function holds(file: string, texts: readonly string[]): boolean {
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  return texts.some((text) => bytes.includes(text));
}
