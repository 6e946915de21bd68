import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "mocha";
import { startPracticeServer, type PracticeServer } from "../servers/practice/start.ts";
import { BatchBench, type BenchOptions } from "./batchRunBench.ts";
import { completions, longSource, shortSources, type Sent } from "./batchRunTexts.ts";
import { until } from "./historyFolder.ts";

const small = { tibet: { contextWindow: 2000 } };

describe("batch run that is interrupted", () => {
  let server: PracticeServer;
  let bench: BatchBench;
  before(async () => {
    server = await startPracticeServer();
  });
  after(() => server.stop());
  afterEach(() => bench.dispose());

  /** The replies wait at the gate “go”. */
  async function waiting(options: Partial<BenchOptions>) {
    const plan = () => ({ waitFor: "go" });
    bench = await BatchBench.create(server, {
      sources: shortSources(6),
      limit: 2,
      plan,
      ...options,
    });
    await server.clearLog();
    const run = bench.open();
    const running = run.run();
    await server.waitForRequest(({ textChunks }) => textChunks > 0);
    await until(() => bench.sent.length === 2);
    return { run, running };
  }

  function states(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const state of bench.states) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  }

  it("sends nothing after a pause, keeps what was under way, and goes on", async () => {
    const { run, running } = await waiting({});
    run.pause();
    assert.equal(run.isRunning, true);
    await server.release("go");
    assert.equal(await running, true);
    assert.deepEqual([run.stage, bench.stage, run.isRunning], ["paused", "paused", false]);
    assert.deepEqual([states(), bench.sent.length], [{ done: 2, waiting: 4 }, 2]);
    await run.run();
    assert.deepEqual([states(), bench.sent.length, run.stage], [{ done: 6 }, 6, "running"]);
  });

  it("goes on before all that was under way has ended", async () => {
    const { run, running } = await waiting({});
    run.pause("a reason");
    const again = run.run();
    await server.release("go");
    await Promise.all([running, again]);
    assert.deepEqual([states(), bench.sent.length], [{ done: 6 }, 6]);
    assert.deepEqual(bench.reasons, ["a reason"]);
    assert.equal(bench.events.filter(({ type }) => type === "ended").length, 1);
  });

  it("keeps the answers to parts over a pause", async () => {
    const plan = ({ text }: Sent) =>
      text.includes("paragraph 0 ") ? { waitFor: "go" } : undefined;
    const sources = { "a.txt": longSource("a", 200) };
    bench = await BatchBench.create(server, { sources, limit: 2, models: small, plan });
    await server.clearLog();
    const run = bench.open();
    run.subscribe((event) => {
      if (event.type === "item" && event.item.parts?.done === 1) run.pause();
    });
    const running = run.run();
    await until(() => run.stage === "paused");
    await server.release("go");
    await running;
    assert.equal(bench.items[0]?.state, "waiting");
    const { done = 0, count = 0 } = bench.items[0].parts ?? {};
    assert.ok(done >= 1 && done < count);
    await run.run();
    assert.deepEqual([states(), bench.sent.length], [{ done: 1 }, count]);
    assert.equal(bench.written[0]?.text, sources["a.txt"].toUpperCase());
  });

  it("cancels what has no whole answer, and asks it again only when told to", async () => {
    const { run, running } = await waiting({
      plan: ({ text }) => (text.includes("file 0") ? undefined : { waitFor: "go" }),
      limit: 1,
    });
    await until(() => bench.states[0] === "done");
    await server.waitForRequest(({ state, textChunks }) => state === "open" && textChunks > 0);
    await run.cancel();
    await running;
    await server.waitForRequest(({ state }) => state === "aborted");
    assert.deepEqual(
      [states(), run.stage, bench.stage],
      [{ done: 1, cancelled: 5 }, "cancelled", "cancelled"],
    );
    assert.equal(run.isRunning, false);
    await server.release("go");
    run.retry(["i1", "i3"]);
    assert.deepEqual(states(), { done: 1, cancelled: 3, waiting: 2 });
    await run.run();
    assert.deepEqual(states(), { done: 3, cancelled: 3 });
  });

  it("cancels a batch that does not run, thousands of items too", async () => {
    bench = await BatchBench.create(server, { sources: shortSources(2000) });
    const run = bench.open();
    await run.cancel();
    assert.deepEqual(states(), { cancelled: 2000 });
    assert.equal(bench.sent.length, 0);
  });

  it("stops without a trace, and another window goes on", async () => {
    const { run, running } = await waiting({});
    await run.stop();
    await running;
    assert.deepEqual([states(), bench.stage], [{ waiting: 6 }, "running"]);
    await server.waitForRequest(({ state }) => state === "aborted");
    await server.release("go");
    const next = bench.open();
    assert.equal(await next.run(), true);
    assert.deepEqual([states(), bench.sent.length], [{ done: 6 }, 8]);
  });

  it("takes retried items up while it runs", async () => {
    let isBroken = true;
    const plan = ({ text }: Sent) => {
      if (text.includes("file 0")) return isBroken ? { error: { status: 400 } } : undefined;
      return { waitFor: "go" };
    };
    bench = await BatchBench.create(server, { sources: shortSources(4), limit: 1, plan });
    await server.clearLog();
    const run = bench.open();
    const running = run.run();
    await until(() => bench.states[0] === "failed" && bench.sent.length === 2);
    isBroken = false;
    run.retry(["i0", "i1", "nobody"]);
    assert.equal(bench.states[0], "waiting");
    await server.release("go");
    await running;
    assert.deepEqual(states(), { done: 4 });
    // The next file was read ahead already.
    assert.ok(bench.sent[3]?.text.includes("file 0"));
  });

  it("asks an answer that waits for its preview anew, where its source changed", async () => {
    bench = await BatchBench.create(server, {
      ...{ sources: shortSources(2), limit: 1 },
      output: { kind: "edits" },
    });
    await server.clearLog();
    const run = bench.open();
    await run.run();
    assert.deepEqual(states(), { answered: 2 });
    bench.sources.set("f1.txt", "this is another text");
    run.retry(["i0", "i1"]);
    assert.deepEqual(states(), { waiting: 2 });
    await run.run();
    assert.deepEqual(states(), { answered: 2 });
    assert.deepEqual(
      bench.saved.map(({ item }) => item),
      ["i0", "i1", "i1"],
    );
    assert.equal(bench.saved[2]?.text, "THIS IS ANOTHER TEXT");
  });

  it("leaves an answer that is to be written as it is", async () => {
    bench = await BatchBench.create(server, { sources: shortSources(1) });
    bench.writing = () => {
      bench.kill();
      return Promise.resolve({ output: "file:///lost" });
    };
    await bench.open().run();
    bench.sleep();
    bench.open().retry(["i0"]);
    assert.deepEqual(bench.states, ["answered"]);
  });

  it("is not run by two windows", async () => {
    const { running } = await waiting({});
    const other = bench.open();
    assert.equal(await other.run(), false);
    other.retry(["i0"]);
    assert.equal(bench.sent.length, 2);
    assert.deepEqual(bench.reasons, Array<string>(2).fill("Another window is running this batch."));
    await server.release("go");
    assert.equal(await running, true);
    assert.equal(await other.run(), true);
    assert.deepEqual([states(), bench.sent.length, bench.written.length], [{ done: 6 }, 6, 6]);
    assert.ok(other.items.every(({ state }) => state === "done"));
  });

  it("stops at once where another window took it, and stores nothing more", async () => {
    const { run, running } = await waiting({});
    bench.sleep();
    const other = bench.open();
    bench.limit = 1;
    const taken = other.run();
    await until(() => bench.sent.length === 3);
    bench.beat();
    assert.equal(await running, false);
    assert.deepEqual([run.stage, bench.stage], ["paused", "running"]);
    assert.deepEqual(bench.reasons, ["Another window is running this batch."]);
    await server.release("go");
    assert.equal(await taken, true);
    assert.deepEqual(states(), { done: 6 });
    assert.equal(bench.saved.length, 6);
  });

  it("goes on after a kill: no answer twice, no item forgotten", async () => {
    const sources = { "a.txt": longSource("a", 200), ...shortSources(3) };
    bench = await BatchBench.create(server, { sources, limit: 2, models: small });
    await server.clearLog();
    const killed = bench.open();
    bench.beforeChange = () => {
      if (bench.saved.length === 3) bench.kill();
    };
    await killed.run();
    bench.beforeChange = undefined;
    assert.equal(bench.items[0]?.state, "asking");
    assert.equal(await bench.open().run(), false);
    bench.sleep();
    const before = (await completions(server)).length;
    await bench.open().run();
    assert.deepEqual(states(), { done: 4 });
    const count = bench.items[0].parts?.count ?? 0;
    assert.equal(bench.saved.length, count + 3);
    assert.equal((await completions(server)).length - before, count);
    assert.equal(
      bench.written.find(({ uri }) => uri.endsWith("a.txt"))?.text,
      sources["a.txt"].toUpperCase(),
    );
  });

  it("writes an answer that was there before a kill without asking", async () => {
    bench = await BatchBench.create(server, { sources: shortSources(1) });
    bench.writing = () => {
      bench.kill();
      return Promise.resolve({ output: "file:///lost" });
    };
    await bench.open().run();
    assert.deepEqual(bench.states, ["answered"]);
    bench.writing = undefined;
    bench.sleep();
    await bench.open().run();
    assert.deepEqual([bench.states, bench.sent.length, bench.written.length], [["done"], 1, 1]);
  });

  it("drops the answers of a source that changed meanwhile", async () => {
    const sources = { "a.txt": longSource("a", 100) };
    bench = await BatchBench.create(server, { sources, limit: 1, models: small });
    const run = bench.open();
    const unsubscribe = run.subscribe((event) => {
      if (event.type === "item" && event.item.parts?.done === 1) run.pause();
    });
    await run.run();
    unsubscribe();
    assert.equal(bench.states[0], "waiting");
    bench.sources.set("a.txt", longSource("b", 100));
    await run.run();
    assert.deepEqual(bench.states, ["done"]);
    assert.equal(bench.written[0]?.text, longSource("b", 100).toUpperCase());
  });
});
