import assert from "node:assert/strict";
import fc from "fast-check";
import { after, before, describe, it } from "mocha";
import { isSettled } from "../../src/core/batch/batch.ts";
import type { Directives } from "../servers/practice/directives.ts";
import { startPracticeServer, type PracticeServer } from "../servers/practice/start.ts";
import { BatchBench } from "./batchRunBench.ts";
import { longSource, shortSources, translation } from "./batchRunTexts.ts";

const faults: readonly (Directives | undefined)[] = [
  ...[undefined, undefined, undefined],
  ...[
    { resetAfter: 0 },
    { resetAfter: 2 },
    { errorFrameAfter: 1 },
    { noDone: true, noFinish: true },
  ],
  { error: { status: 500, body: "<html>" } },
  { error: { status: 503 } },
  { error: { status: 429, headers: { "retry-after": "5" } } },
  { error: { status: 400, body: "no" } },
  { error: { status: 401 } },
];

/** How a run is ended: by what, before which change of the store, counted from its begin. */
const ends = fc.record({
  by: fc.constantFrom("kill", "stop", "pause"),
  at: fc.integer({ min: 1, max: 40 }),
});

const plans = fc.record({
  short: fc.integer({ min: 0, max: 5 }),
  paragraphs: fc.constantFrom(0, 30, 120),
  limit: fc.integer({ min: 1, max: 4 }),
  glossary: fc.boolean(),
  faults: fc.array(fc.constantFrom(...faults), { maxLength: 30 }),
  ends: fc.array(ends, { maxLength: 5 }),
});

describe("batch run, whatever happens", () => {
  let server: PracticeServer;
  before(async () => {
    server = await startPracticeServer();
  });
  after(() => server.stop());

  it("settles every item once, with its right answer, and asks for none twice", async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const sources = {
          ...(plan.paragraphs > 0 ? { "long.txt": longSource("a", plan.paragraphs) } : {}),
          ...shortSources(plan.short),
        };
        const waiting = [...plan.faults];
        const bench = await BatchBench.create(server, {
          ...{ sources, limit: plan.limit, models: { tibet: { contextWindow: 2000 } } },
          template: { ...translation, glossary: plan.glossary },
          plan: ({ text, isForTerms }) => {
            if (!isForTerms)
              assert.ok(bench.saved.every((answer) => answer.text !== text.toUpperCase()));
            return waiting.shift();
          },
        });
        try {
          for (const end of plan.ends) await interrupted(bench, end);
          // Whatever paused it by itself is mended in time.
          for (let left = waiting.length; left >= 0; left--) {
            bench.sleep();
            await bench.open().run();
          }
          assert.ok(bench.items.every(isSettled));
          waiting.length = 0;
          const run = bench.open();
          run.retry(bench.items.filter(({ state }) => state === "failed").map(({ id }) => id));
          await run.run();

          for (const item of bench.items) {
            assert.equal(item.state, "done");
            const written = bench.written.filter(({ uri }) => uri === item.uri);
            assert.ok(written.length > 0);
            const right = bench.sources.get(item.name)?.toUpperCase();
            for (const { text } of written) assert.equal(text, right);
          }
          for (const most of bench.most.values()) assert.ok(most <= plan.limit);
          const parts = bench.saved.map(({ item, index }) => `${item} ${index}`);
          assert.equal(new Set(parts).size, parts.length);
        } finally {
          await bench.dispose();
        }
      }),
      { numRuns: 30 },
    );
  });
});

async function interrupted(
  bench: BatchBench,
  { by, at }: { readonly by: string; readonly at: number },
): Promise<void> {
  const run = bench.open();
  let changes = 0;
  let stopping = Promise.resolve();
  bench.beforeChange = () => {
    if (++changes !== at) return;
    if (by === "kill") bench.kill();
    else if (by === "stop") stopping = run.stop();
    else run.pause();
  };
  await run.run();
  await stopping;
  bench.beforeChange = undefined;
  bench.sleep();
}
