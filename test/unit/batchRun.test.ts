import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "mocha";
import { startPracticeServer, type PracticeServer } from "../servers/practice/start.ts";
import { BatchBench, type BenchOptions } from "./batchRunBench.ts";
import { completions, longSource, shortSources, translation } from "./batchRunTexts.ts";
import { until } from "./historyFolder.ts";

describe("batch run", () => {
  let server: PracticeServer;
  let other: PracticeServer;
  let bench: BatchBench;
  before(async () => {
    server = await startPracticeServer();
    other = await startPracticeServer();
  });
  after(() => Promise.all([server.stop(), other.stop()]));
  afterEach(async () => {
    await bench.dispose();
    await Promise.all([server.clearLog(), other.clearLog()]);
  });

  async function benchOf(options: BenchOptions): Promise<BatchBench> {
    return (bench = await BatchBench.create(server, options));
  }

  it("asks every file once and writes each answer once", async () => {
    await benchOf({ sources: shortSources(30) });
    const run = bench.open();
    assert.equal(await run.run(), true);
    assert.ok(bench.items.every(({ state }) => state === "done"));
    assert.deepEqual(run.items, bench.items);
    assert.equal((await completions(server)).length, 30);
    assert.equal(bench.written.length, 30);
    for (const { uri, text } of bench.written) {
      assert.equal(text, bench.sources.get(uri.slice("file:///w/".length))?.toUpperCase());
    }
    const [item] = bench.items;
    assert.equal(item?.output, "file:///w/f0.txt.en");
    assert.ok((item.usage?.completionTokens ?? 0) > 0);
    assert.equal(typeof item.elapsed, "number");
    assert.equal(bench.events.at(-1)?.type, "ended");
    assert.equal(run.isRunning, false);
  });

  it("gives a server as many requests at once as it may have, all its models together", async () => {
    const plan = ({ text }: { text: string }) => ({ waitFor: text.trim() });
    const models = { one: {}, two: { model: "model/model_taiwan" } };
    await benchOf({ sources: shortSources(6), limit: 3, plan, models });
    const running = bench.open().run();
    for (let ended = 0; ended + 3 < 12; ended++) {
      await until(() => bench.sent.length >= ended + 3);
      const text = bench.sent[ended]?.text.trim() ?? "";
      const isOpen = ({ state }: { state: string }) => state === "open";
      await server.waitForRequest(({ id, textChunks }) => id > 0 && textChunks > 0);
      assert.ok((await completions(server)).filter(isOpen).length <= 3);
      await server.release(text);
    }
    for (const { text } of bench.sent.slice(-3)) await server.release(text.trim());
    await running;
    assert.deepEqual([...bench.most.values()], [3]);
    assert.ok(bench.states.every((state) => state === "done"));
  });

  it("lets several servers run beside each other, each with its own limit", async () => {
    const models = { one: {}, two: { baseUrl: other.baseUrl() } };
    await benchOf({ sources: shortSources(8), limit: 2, plan: () => ({ waitFor: "go" }), models });
    const running = bench.open().run();
    await until(() => bench.sent.length === 4);
    for (const each of [server, other]) {
      await each.waitForRequest(({ textChunks }) => textChunks > 0);
      await each.release("go");
    }
    await running;
    assert.deepEqual([...bench.most.values()], [2, 2]);
    for (const each of [server, other]) assert.equal((await completions(each)).length, 8);
  });

  it("asks in the order of the items, the parts of one file before the next file", async () => {
    const sources = { "a.txt": longSource("a", 200), ...shortSources(3) };
    await benchOf({ sources, limit: 1, models: { tibet: { contextWindow: 2000 } } });
    await bench.open().run();
    const count = bench.items[0]?.parts?.count ?? 0;
    assert.ok(count >= 4);
    const places = bench.sent.map(({ text }) =>
      text.startsWith("a says") ? "a" : text.slice(8, 14),
    );
    assert.deepEqual(places, [...Array<string>(count).fill("a"), "file 0", "file 1", "file 2"]);
    assert.equal(bench.written[0]?.text, sources["a.txt"].toUpperCase());
  });

  it("asks parts beside each other and puts them together in their order", async () => {
    const sources = { "a.txt": longSource("a", 200) };
    const plan = ({ text }: { text: string }) =>
      text.includes("paragraph 0 ") ? { waitFor: "first" } : {};
    await benchOf({ sources, limit: 3, plan, models: { tibet: { contextWindow: 2000 } } });
    const running = bench.open().run();
    await until(() => {
      const { done = 0, count = -1 } = bench.items[0]?.parts ?? {};
      return done === count - 1;
    });
    assert.deepEqual(bench.states, ["asking"]);
    await server.release("first");
    await running;
    assert.equal(bench.written[0]?.text, sources["a.txt"].toUpperCase());
  });

  it("asks the first part with its terms alone, and tells the others of them", async () => {
    const sources = { "a.txt": longSource("a", 200) };
    const template = { ...translation, glossary: true };
    await benchOf({
      sources,
      template,
      limit: 4,
      models: { tibet: { contextWindow: 3000, thinking: false } },
    });
    await bench.open().run();
    const [first, terms, ...rest] = bench.sent;
    assert.ok(first?.text.includes("paragraph 0 ") && terms?.isForTerms);
    assert.ok((bench.items[0]?.parts?.count ?? 0) > 3);
    const parts = rest.filter(({ isForTerms }) => !isForTerms);
    assert.equal(parts.length, (bench.items[0]?.parts?.count ?? 0) - 1);
    for (const { content } of parts) assert.ok(content.includes("a say = TERM"));
    assert.ok(bench.sent.filter(({ isForTerms }) => isForTerms).length < parts.length + 1);
    assert.equal(bench.written[0]?.text, sources["a.txt"].toUpperCase());
  });

  it("asks for terms only while a part is still to be asked", async () => {
    const template = { ...translation, glossary: true };
    const models = { tibet: { contextWindow: 3000, thinking: false } };
    await benchOf({ sources: { "a.txt": longSource("a", 200) }, template, limit: 20, models });
    await bench.open().run();
    assert.equal(bench.sent.filter(({ isForTerms }) => isForTerms).length, 1);
  });

  it("reads one file after the other, so that they are asked in their order", async () => {
    await benchOf({ sources: shortSources(9), limit: 3 });
    let reading = 0;
    let most = 0;
    bench.reading = async () => {
      most = Math.max(most, ++reading);
      await new Promise(setImmediate);
      reading--;
    };
    await bench.open().run();
    assert.deepEqual(new Set(bench.states), new Set(["done"]));
    assert.equal(most, 1);
  });

  it("leaves answers for the preview, and does not ask for them again", async () => {
    await benchOf({ sources: shortSources(2), output: { kind: "edits" } });
    const run = bench.open();
    await run.run();
    await run.run();
    assert.deepEqual(bench.states, ["answered", "answered"]);
    assert.deepEqual([bench.sent.length, bench.written.length], [2, 0]);
    run.markWritten("i1", "file:///w/f1.txt");
    assert.deepEqual(bench.states, ["answered", "done"]);
    assert.equal(bench.items[1]?.output, "file:///w/f1.txt");
  });

  it("skips what cannot be read or is empty, with the reason", async () => {
    await benchOf({ sources: { "a.txt": "a", "b.txt": " \n", "c.txt": "c" } });
    bench.sources.delete("a.txt");
    await bench.open().run();
    assert.deepEqual(bench.states, ["skipped", "skipped", "done"]);
    const remarks = bench.items.map(({ remark }) => remark);
    assert.deepEqual(remarks, ["It is gone.", "It is empty.", undefined]);
  });

  it("fails the items of a model that the settings do not have, and asks the others", async () => {
    await benchOf({ sources: shortSources(3), models: { gone: {}, tibet: {} } });
    bench.endpoints.delete("gone");
    await bench.open().run();
    assert.deepEqual(bench.states, [
      ...Array<string>(3).fill("failed"),
      ...Array<string>(3).fill("done"),
    ]);
    assert.match(bench.items[0]?.remark ?? "", /no model “gone”/);
  });

  it("says what could not be written, and writes it at the next try without asking", async () => {
    await benchOf({ sources: shortSources(1) });
    bench.writing = () => Promise.resolve({ problem: "The folder is read-only." });
    const run = bench.open();
    await run.run();
    assert.deepEqual(
      [bench.states, bench.items[0]?.remark],
      [["failed"], "The folder is read-only."],
    );
    bench.writing = () => Promise.resolve({ output: "file:///o", remark: "GBK" });
    run.retry(["i0"]);
    assert.deepEqual(bench.states, ["waiting"]);
    await run.run();
    const { state, remark, output } = bench.items[0] ?? {};
    assert.deepEqual(
      { state, remark, output },
      { state: "done", remark: "GBK", output: "file:///o" },
    );
    assert.equal(bench.sent.length, 1);
  });

  it("tells of the reply so far, at most four times a second", async () => {
    const plan = () => ({ reply: "word ".repeat(700), pace: 1 });
    await benchOf({ sources: shortSources(1), plan });
    const begun = performance.now();
    await bench.open().run();
    const told = bench.events.flatMap((event) => (event.type === "progress" ? [event.tokens] : []));
    assert.ok(told.length > 0 && told.length <= 2 + (performance.now() - begun) / 250);
    assert.deepEqual(
      told,
      told.toSorted((one, another) => one - another),
    );
  });
});
