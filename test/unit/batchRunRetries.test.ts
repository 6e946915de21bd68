import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "mocha";
import { StoreError } from "../../src/core/conversation/conversationStore.ts";
import { canaryToken } from "../canary.ts";
import type { Directives } from "../servers/practice/directives.ts";
import { startPracticeServer, type PracticeServer } from "../servers/practice/start.ts";
import { BatchBench, type BenchOptions } from "./batchRunBench.ts";
import { completions, longSource, shortSources, translation, type Sent } from "./batchRunTexts.ts";
import { until } from "./historyFolder.ts";

/** Faults in the order of the requests for one text; then it is answered. */
function first(...faults: readonly Directives[]) {
  return (_: Sent, count: number) => faults[count];
}

const busy: Directives = { error: { status: 429 } };
const failing: Directives = { error: { status: 500, body: "no" } };
const severalParts = {
  sources: { "a.txt": longSource("a", 200) },
  models: { tibet: { contextWindow: 2000 } },
};

describe("batch run where requests fail", () => {
  let server: PracticeServer;
  let bench: BatchBench;
  before(async () => {
    server = await startPracticeServer({ token: canaryToken, maxModelLen: 4000 });
  });
  after(() => server.stop());
  afterEach(() => bench.dispose());

  async function runOf(options: Partial<BenchOptions>) {
    bench = await BatchBench.create(server, {
      token: canaryToken,
      sources: shortSources(1),
      ...options,
    });
    await server.clearLog();
    const run = bench.open();
    assert.equal(await run.run(), true);
    return run;
  }

  for (const [what, fault] of [
    ["a reset", { resetAfter: 2 }],
    ["a 500", failing],
    ["a reply without an end", { noDone: true, noFinish: true }],
    ["an error within the stream", { errorFrameAfter: 2 }],
    ["an empty answer", { reply: "" }],
  ] as const) {
    it(`asks again by itself after ${what}, twice at most`, async () => {
      await runOf({ plan: first(fault, fault) });
      assert.deepEqual([bench.states, bench.sent.length], [["done"], 3]);
      assert.ok(bench.written[0]?.text === bench.sources.get("f0.txt")?.toUpperCase());
      const [one = 0, two = 0] = bench.waits;
      assert.ok(
        bench.waits.length === 2 && one >= 750 && one <= 1250 && two >= 3000 && two <= 5000,
      );
      await bench.dispose();

      await runOf({ plan: () => fault });
      assert.deepEqual([bench.states, bench.sent.length], [["failed"], 3]);
      assert.notEqual(bench.items[0]?.remark, undefined);
      assert.equal(bench.written.length, 0);
    });
  }

  it("fails what was cut at max_tokens or by a filter, and never writes it", async () => {
    await runOf({ models: { tibet: { maxTokens: 3, thinking: false } } });
    assert.deepEqual([bench.states, bench.sent.length], [["failed"], 1]);
    assert.equal(bench.items[0]?.remark, "The answer was cut at max_tokens.");
    assert.equal(bench.written.length, 0);
  });

  it("keeps thinking out of answers", async () => {
    await runOf({ plan: () => ({ thinkingField: "tags" }) });
    assert.equal(bench.written[0]?.text, bench.sources.get("f0.txt")?.toUpperCase());
  });

  it("holds back all of a server where it is busy, longer each time", async () => {
    await runOf({ sources: shortSources(3), limit: 1, plan: first(busy, busy, busy) });
    assert.deepEqual(bench.states, ["done", "done", "done"]);
    const names = bench.sent.map(({ text }) => text.slice(8, 14));
    assert.deepEqual(
      names,
      ["file 0", "file 1", "file 2"].flatMap((name) => Array<string>(4).fill(name)),
    );
    assert.deepEqual(bench.waits, [2000, 4000, 8000, 2000, 4000, 8000, 2000, 4000, 8000]);
  });

  it("waits as long as a busy server says, and gives a part up after six times", async () => {
    const told = { error: { status: 429, headers: { "retry-after": "7" } } };
    await runOf({ plan: () => told });
    assert.deepEqual([bench.states, bench.sent.length], [["failed"], 7]);
    assert.deepEqual(bench.waits, Array<number>(6).fill(7000));
    assert.match(bench.items[0]?.remark ?? "", /busy \(429\)/);
  });

  for (const status of [502, 503, 504]) {
    it(`takes a ${status} for a busy server, and pauses in the end`, async () => {
      const away: Directives = { error: { status, body: "starting" } };
      const plan = (_: Sent, count: number) => (count < 3 ? away : undefined);
      await runOf({ sources: shortSources(2), limit: 1, plan });
      assert.deepEqual(bench.states, ["done", "done"]);
      assert.deepEqual(bench.waits, [2000, 4000, 8000, 2000, 4000, 8000]);
      await bench.dispose();

      const run = await runOf({ sources: shortSources(3), limit: 1, plan: () => away });
      assert.deepEqual([run.stage, bench.stage], ["paused", "paused"]);
      assert.deepEqual(bench.states, ["waiting", "waiting", "waiting"]);
      assert.deepEqual(bench.waits, [2000, 4000, 8000, 16_000, 32_000, 60_000]);
      assert.deepEqual([bench.sent.length, bench.reasons.length], [7, 1]);
      assert.ok(bench.reasons[0]?.includes(`(${status})`), bench.reasons[0]);
      bench.plan = () => undefined;
      await run.run();
      assert.deepEqual(bench.states, ["done", "done", "done"]);
    });
  }

  it("tries as often again after a pause, while others are still under way", async () => {
    bench = await BatchBench.create(server, {
      ...{ sources: shortSources(2), limit: 2, token: canaryToken },
      plan: ({ text }, count) => {
        if (text.includes("file 0")) return { waitFor: "go" };
        return count < 12 ? { error: { status: 503 } } : undefined;
      },
    });
    await server.clearLog();
    const run = bench.open();
    const running = run.run();
    await until(() => run.stage === "paused");
    const again = run.run();
    await until(() => bench.states[1] === "done" || run.stage === "paused");
    await server.release("go");
    await Promise.all([running, again]);
    assert.deepEqual([run.stage, bench.states], ["running", ["done", "done"]]);
  });

  it("asks a part again for which a server was busy while others were under way", async () => {
    const plan = ({ text }: Sent, count: number) =>
      text.includes("paragraph 0 ") && count === 0 ? busy : undefined;
    await runOf({ ...severalParts, limit: 3, plan });
    assert.deepEqual(bench.states, ["done"]);
    assert.equal(bench.sent.length, (bench.items[0]?.parts?.count ?? 0) + 1);
  });

  it("sends nothing to a busy server meanwhile", async () => {
    bench = await BatchBench.create(server, {
      ...{ sources: shortSources(9), limit: 3, token: canaryToken },
      // The last of the first three, so that the two before it are sent by then.
      plan: ({ text }, count) =>
        text.includes("file 2") && count === 0 ? busy : { waitFor: "go" },
    });
    await server.clearLog();
    let release = (): void => undefined;
    bench.waiting = () => new Promise<void>((resolve) => (release = resolve));
    const running = bench.open().run();
    await until(() => bench.waits.includes(2000));
    await server.release("go");
    await until(() => bench.states.filter((state) => state === "done").length === 2);
    assert.equal(bench.sent.length, 3);
    release();
    await running;
    assert.equal(bench.sent.length, 10);
    assert.ok(bench.states.every((state) => state === "done"));
  });

  it("asks a failed part alone when told to, and keeps the others", async () => {
    let isBroken = true;
    const plan = ({ text }: Sent) =>
      isBroken && text.includes("paragraph 40 ") ? failing : undefined;
    const run = await runOf({ ...severalParts, plan });
    const { state, remark, parts } = bench.items[0] ?? {};
    assert.equal(state, "failed");
    assert.match(remark ?? "", /^Part \d of \d: .*500/);
    const { done = 0, count = 0 } = parts ?? {};
    assert.deepEqual([count > 2, done], [true, count - 1]);
    isBroken = false;
    const before = bench.sent.length;
    run.retry(["i0"]);
    await run.run();
    assert.deepEqual([bench.states, bench.sent.length], [["done"], before + 1]);
    assert.equal(bench.written[0]?.text, bench.sources.get("a.txt")?.toUpperCase());
  });

  it("divides anew once where the prompt is too long", async () => {
    const sources = { "a.txt": longSource("a", 400) };
    await runOf({ sources, models: { tibet: { contextWindow: 60_000, thinking: false } } });
    assert.deepEqual(bench.states, ["done"]);
    assert.equal(bench.written[0]?.text, sources["a.txt"].toUpperCase());
    const log = await completions(server);
    assert.equal(log.filter(({ status }) => status === 400).length, 1);
    assert.equal(bench.items[0]?.parts?.count ?? 0, log.length - 1);
    await bench.dispose();

    const tooLong = { error: { status: 400, body: "maximum context length is 3000 tokens" } };
    await runOf({ sources, limit: 1, plan: () => tooLong });
    assert.deepEqual(bench.states, ["failed"]);
    assert.match(bench.items[0]?.remark ?? "", /too long/);
  });

  it("pauses once, with one reason, where every request would fail alike", async () => {
    const run = await runOf({ sources: shortSources(20), limit: 5, token: "wrong" });
    assert.equal(run.stage, "paused");
    assert.equal(bench.stage, "paused");
    assert.deepEqual(new Set(bench.states), new Set(["waiting"]));
    assert.equal(bench.reasons.length, 1);
    assert.match(bench.reasons[0] ?? "", /did not accept the token/);
    const paused = bench.events.find((event) => event.type === "stage" && event.stage === "paused");
    assert.equal(paused?.type === "stage" && paused.fault?.kind, "unauthorized");
    assert.ok(bench.sent.length <= 5);
    bench.token = canaryToken;
    await run.run();
    assert.deepEqual(new Set(bench.states), new Set(["done"]));
  });

  it("pauses where nothing listens, after two more tries", async () => {
    const models = { tibet: { baseUrl: "http://127.0.0.1:9/v1" } };
    const run = await runOf({ sources: shortSources(3), limit: 1, models });
    assert.equal(run.stage, "paused");
    assert.deepEqual(bench.states, ["waiting", "waiting", "waiting"]);
    assert.match(bench.reasons[0] ?? "", /could not be reached/);
  });

  it("pauses where nothing can be kept, and loses no answer", async () => {
    bench = await BatchBench.create(server, { sources: shortSources(5), token: canaryToken });
    const run = bench.open();
    bench.beforeChange = () => {
      if (bench.sent.length > 1) throw new StoreError("full", "disk");
    };
    await run.run();
    assert.equal(run.stage, "paused");
    assert.equal(run.isRunning, false);
    assert.match(bench.reasons[0] ?? "", /disk is full/);
    bench.beforeChange = undefined;
    await run.run();
    assert.deepEqual(new Set(bench.states), new Set(["done"]));
    assert.equal(bench.sent.length, 5);
  });

  it("lets the glossary fail without the file", async () => {
    const plan = ({ isForTerms }: Sent) => (isForTerms ? failing : undefined);
    const template = { ...translation, glossary: true };
    const models = { tibet: { contextWindow: 3000, thinking: false } };
    await runOf({ sources: { "a.txt": longSource("a", 200) }, template, models, plan });
    assert.deepEqual(bench.states, ["done"]);
    assert.equal(bench.written[0]?.text, bench.sources.get("a.txt")?.toUpperCase());
  });
});
