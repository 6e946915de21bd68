import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { ConversationStore } from "../../src/core/conversation/conversationStore.ts";
import type { Passage } from "../../src/core/prompt/passage.ts";
import { answer, converse, done, head, HistoryFolder, question } from "./historyFolder.ts";

const passage: Passage = {
  ...{ id: "p", kind: "selection", uri: "file:///a.md", name: "a.md", languageId: "markdown" },
  ...{ text: "ཐོབ་ཐང༌།", lines: { first: 3, last: 9 }, part: { index: 1, count: 2 }, trimmed: true },
};

describe("history store", () => {
  let folder: HistoryFolder;
  let store: ConversationStore;
  beforeEach(async () => {
    folder = await HistoryFolder.create();
    store = await folder.open();
  });
  afterEach(() => folder.dispose());

  const listed = (limit = 100) => store.list(limit).map(({ id }) => id);

  it("gives back a conversation as it was saved, after reopening too", async () => {
    const parameters = {
      temperature: 0.3,
      n: 2,
      thinking: false,
      stream: true,
      systemPrompt: "简",
    };
    const whole = head("c", {
      ...{ title: "མིང་", pinned: true, modelKey: "tibet", parameters, createdAt: 12.5 },
      chosen: { "": "q1", q1: "r1.1", __proto__: "kept" },
    });
    const model = { key: "k", label: "L", model: "m", host: "h:1", parameters };
    const fault = { kind: "serverError", host: "h:1", status: 500, detail: "broken" } as const;
    const usage = { promptTokens: 1, completionTokens: 2, totalTokens: 3 };
    const messages = [
      question("q1", "译", { passages: [passage], background: { kind: "none" }, sentAt: 5 }),
      answer("r1.0", "q1", "一", {
        ...{ model, thinking: "想", thinkingTime: 12.25, finish: "length", usage },
        ...{ cameAsThinking: true, outcome: { status: "failed", fault } },
      }),
      answer("r1.1", "q1", "", { outcome: { status: "stopped" } }),
      question("q2", "", { parent: "r1.1", background: { kind: "summary", text: "在前" } }),
      answer("r2.0", "q2", "is arriving"),
    ];
    store.saveHead(whole);
    store.saveMessages("c", messages);
    assert.deepEqual(store.load("c"), { ...whole, messages });
    store.close();
    assert.deepEqual((await folder.open()).load("c"), { ...whole, messages });
  });

  it("knows nothing of other conversations", () => {
    assert.equal(store.load("none"), undefined);
    assert.equal(store.draft("none"), undefined);
    assert.equal(store.isBeingWritten("none"), false);
    store.rename("none", "x");
    store.setPinned("none", true);
    store.remove("none");
    assert.deepEqual(store.list(10), []);
  });

  it("puts messages in the place of those with the same ids and keeps their order", () => {
    store.saveHead(head("c"));
    store.saveMessages("c", [question("q", "?"), answer("r.0", "q", "a"), answer("r.1", "q", "b")]);
    store.saveMessages("c", [answer("r.2", "q", "c"), answer("r.0", "q", "a and more", done)]);
    const texts = store.load("c")?.messages.map(({ text }) => text);
    assert.deepEqual(texts, ["?", "a and more", "b", "c"]);
  });

  it("saves all messages or none", () => {
    converse(store, "c", "one");
    store.saveHead(head("d"));
    const stranger = answer("c-a.0", "q", "of c", done);
    assert.throws(() => store.saveMessages("d", [question("d-q", "lost?"), stranger]), {
      problem: "exists",
    });
    assert.throws(() => store.saveMessages("none", [question("x", "?")]), { problem: "other" });
    assert.deepEqual(store.load("d")?.messages, []);
    assert.deepEqual(store.search("lost", 10), []);
    assert.deepEqual(listed(), ["c"]);
  });

  it("leaves pin and title alone where a head is saved again, unless there is no title", () => {
    store.saveDraft("c", { text: "draft", passages: [] });
    store.saveHead(head("c", { title: "first", createdAt: 7 }));
    store.setPinned("c", true);
    store.saveHead(head("c", { title: "second", createdAt: 7, modelKey: "general" }));
    assert.deepEqual(store.load("c"), {
      ...head("c", { title: "first", createdAt: 7, pinned: true, modelKey: "general" }),
      messages: [],
    });
    store.rename("c", "third");
    assert.equal(store.load("c")?.title, "third");
  });

  it("lists what was asked in, pinned ones first, then the newest, page by page", () => {
    for (const id of ["a", "b", "c", "d", "e"]) {
      folder.time += 1_000;
      converse(store, id, "?");
    }
    store.saveHead(head("silent"));
    store.saveDraft("typed", { text: "not asked", passages: [] });
    store.setPinned("b", true);
    store.saveMessages("c", [question("again", "?")]);
    const whole = store.list(10);
    assert.deepEqual(
      whole.map(({ id }) => id),
      ["b", "e", "c", "d", "a"],
    );
    assert.deepEqual(whole[0], {
      id: "b",
      title: "about b",
      pinned: true,
      updatedAt: 1_700_000_002_000,
    });
    const paged = [store.list(2)];
    while (paged.at(-1)?.length === 2) paged.push(store.list(2, paged.at(-1)?.at(-1)));
    assert.deepEqual(paged.flat(), whole);
  });

  it("counts a reply as being written until its writer is silent for 10 s or it ends", () => {
    store.saveHead(head("c"));
    store.saveMessages("c", [question("q", "?")]);
    assert.equal(store.isBeingWritten("c"), false);
    store.saveMessages("c", [answer("r.0", "q", "a")]);
    folder.time += 9_999;
    assert.equal(store.isBeingWritten("c"), true);
    store.keepAlive(["r.0", "q"]);
    folder.time += 9_999;
    assert.equal(store.isBeingWritten("c"), true);
    folder.time += 1;
    assert.equal(store.isBeingWritten("c"), false);
    store.keepAlive(["r.0"]);
    store.saveMessages("c", [answer("r.0", "q", "a", done)]);
    store.keepAlive(["r.0"]);
    assert.equal(store.isBeingWritten("c"), false);
    converse(store, "d", "?");
    store.saveMessages("c", [answer("r.1", "q", "b")]);
    assert.equal(store.isBeingWritten("d"), false);
  });

  it("keeps a draft by conversation, before anything is asked too", async () => {
    store.saveDraft("c", { text: "typed", passages: [passage] });
    store.close();
    store = await folder.open();
    assert.deepEqual(store.draft("c"), { text: "typed", passages: [passage] });
    store.saveHead(head("c", { title: "t" }));
    assert.deepEqual(store.draft("c"), { text: "typed", passages: [passage] });
    assert.equal(store.load("c")?.title, "t");
    store.saveDraft("c", { text: "", passages: [passage] });
    assert.deepEqual(store.draft("c"), { text: "", passages: [passage] });
    store.saveDraft("c", { text: "", passages: [] });
    assert.equal(store.draft("c"), undefined);
    store.saveDraft("untouched", { text: "", passages: [] });
    assert.equal(store.load("untouched"), undefined);
  });

  it("recalls questions of all conversations, the newest first, each once", () => {
    for (const [index, text] of ["one", "two", "one", " ", "three"].entries()) {
      store.saveHead(head(`c${index}`));
      store.saveMessages(`c${index}`, [question(`q${index}`, text, { sentAt: index })]);
    }
    store.saveMessages("c1", [answer("r.0", "q1", "no question", { sentAt: 100, ...done })]);
    assert.deepEqual(store.recentQuestions(10), ["three", "one", "two"]);
    assert.deepEqual(store.recentQuestions(2), ["three", "one"]);
    assert.deepEqual(store.recentQuestions(0), []);
  });

  it("gives what is sound where JSON in the file is damaged", () => {
    const model = { key: "k", label: "L", model: "m", host: "h:1", parameters: { n: 2 } };
    store.saveHead(head("c", { title: "t", chosen: { a: "b" }, parameters: { n: 2 } }));
    store.saveMessages("c", [question("q", "asked", { passages: [passage] })]);
    for (const id of ["r.0", "r.1", "r.2"]) {
      store.saveMessages("c", [answer(id, "q", "answered", { model, ...done })]);
    }
    store.saveDraft("c", { text: "draft", passages: [passage] });
    const raw = folder.raw();
    const details = raw.prepare("UPDATE messages SET details = ? WHERE id = ?");
    details.run('{"passages":[{"id":7},null,"x"],"background":{"kind":"odd"}}', "q");
    details.run("{", "r.0");
    details.run(
      JSON.stringify({ model, finish: 7, usage: {}, outcome: { status: "failed" } }),
      "r.1",
    );
    details.run("[]", "r.2");
    raw.exec(`UPDATE conversations SET parameters = '{"n":"many","topP":0.5}', chosen = '["x",7]',
      draft_passages = '{'`);
    const unknown = { key: "", label: "", model: "", host: "", parameters: {} };
    assert.deepEqual(store.load("c"), {
      ...head("c", { title: "t", parameters: { topP: 0.5 }, chosen: { 0: "x" } }),
      messages: [
        question("q", "asked"),
        answer("r.0", "q", "answered", { model: unknown }),
        answer("r.1", "q", "answered", { model }),
        answer("r.2", "q", "answered", { model: unknown }),
      ],
    });
    assert.deepEqual(store.draft("c"), { text: "draft", passages: [] });
    raw.exec("UPDATE conversations SET chosen = '7', parameters = 'null'");
    assert.deepEqual(store.load("c")?.chosen, {});
  });

  it("keeps NUL and halves of surrogate pairs as the replacement character, and what follows", () => {
    store.saveHead(head("c", { title: "t\ud800" }));
    store.saveMessages("c", [question("q", "a\0b\udc00c"), answer("r.0", "q", "\ud83d", done)]);
    store.saveDraft("c", { text: "\ud800", passages: [] });
    const loaded = store.load("c");
    assert.deepEqual(loaded?.title, "t\ufffd");
    assert.deepEqual(
      loaded.messages.map(({ text }) => text),
      ["a\ufffdb\ufffdc", "\ufffd"],
    );
    assert.equal(store.draft("c")?.text, "\ufffd");
  });

  it("sees what another window saves", async () => {
    const other = await folder.open();
    converse(store, "a", "from here");
    converse(other, "b", "from there");
    store.saveMessages("b", [question("a-in-b", "from both")]);
    assert.deepEqual(other.load("b"), store.load("b"));
    assert.equal(other.search("from", 10).length, 2);
    other.saveMessages("a", [answer("r.0", "a-q", "…")]);
    assert.equal(store.isBeingWritten("a"), true);
  });

  it("can be closed twice and says so where it is used after that", () => {
    store.close();
    store.close();
    assert.throws(() => store.list(1), { problem: "other" });
  });
});
