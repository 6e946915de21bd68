import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Batch, BatchItem } from "../../src/core/batch/batch.ts";
import type { BatchPorts } from "../../src/core/batch/batchPorts.ts";
import { BatchRun } from "../../src/core/batch/batchRun.ts";
import type { ModelEndpoint } from "../../src/core/settings/endpoint.ts";
import { openStore } from "../../src/history/openStore.ts";
import { createModelClient } from "../../src/models/client.ts";
import { modelIds } from "../servers/practice/sites.ts";
import { startPracticeServer } from "../servers/practice/start.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * What asking many files at once gains over one after the other, on a server that batches as vLLM
 * does: a step takes 20 ms and half a millisecond more for each reply in it.
 *
 * `node test/bench/batch.ts [--files 32] [--json]`
 */
const { values } = parseArgs({
  options: {
    files: { type: "string", default: "32" },
    json: { type: "boolean", default: false },
  },
});
const files = Number(values.files);
const text = "人人生而自由，在尊严和权利上一律平等。".repeat(10);
const concurrencies = [1, 2, 4, 8, 16, 32];

const server = await startPracticeServer({ step: { base: 20, each: 0.5 } });
await server.direct({ echo: true });
const folder = await mkdtemp(join(tmpdir(), "tibet-chat-bench-"));
const { store } = await openStore(folder);
const endpoint: ModelEndpoint = {
  key: "tibet",
  label: "Tibet",
  baseUrl: server.baseUrl("tibet"),
  model: modelIds.tibet,
  thinking: false,
};

/** Completion tokens a second. */
async function throughput(concurrency: number): Promise<number> {
  const batch: Batch = {
    id: crypto.randomUUID(),
    title: "Bench",
    createdAt: Date.now(),
    root: "file:///texts",
    templates: [{ name: "translate", title: "", text: "…", parameters: {}, glossary: false }],
    models: [endpoint.key],
    output: { kind: "beside", suffix: "zh" },
  };
  const items = Array.from({ length: files }, (_, position): BatchItem => {
    const name = `${position}.md`;
    const uri = `${batch.root}/${name}`;
    const id = crypto.randomUUID();
    const { key: model } = endpoint;
    return { id, position, uri, name, template: 0, model, state: "waiting", estimate: 0 };
  });
  store.batches.create(batch, items);
  const begun = performance.now();
  const run = new BatchRun(ports(concurrency), { batch, stage: "running", items }, "bench");
  await run.run();
  const seconds = (performance.now() - begun) / 1000;
  const unfinished = run.items.find(({ state }) => state !== "done");
  if (unfinished !== undefined) throw new Error(`${unfinished.name}: ${unfinished.remark ?? ""}`);
  return run.items.reduce((sum, item) => sum + (item.usage?.completionTokens ?? 0), 0) / seconds;
}

function ports(concurrency: number): BatchPorts {
  return {
    store: store.batches,
    client: createModelClient(),
    endpoint: () => endpoint,
    token: () => Promise.resolve(undefined),
    limits: () => ({
      ...{ firstByteTimeout: 60, idleTimeout: 60 },
      ...{ frame: 4_000_000, reply: 32_000_000 },
    }),
    concurrency: () => concurrency,
    scale: () => 1,
    learn: () => undefined,
    read: () => Promise.resolve({ text, languageId: "markdown" }),
    write: (_, item) => Promise.resolve({ output: `${item.uri}.out` }),
    now: Date.now,
    wait: (milliseconds, signal) =>
      sleep(milliseconds, undefined, { signal }).then(
        () => undefined,
        () => undefined,
      ),
  };
}

try {
  const figures: { concurrency: number; tokensPerSecond: number; gain: number }[] = [];
  for (const concurrency of concurrencies) {
    const tokensPerSecond = await throughput(concurrency);
    const alone = figures[0]?.tokensPerSecond ?? tokensPerSecond;
    figures.push({ concurrency, tokensPerSecond, gain: tokensPerSecond / alone });
  }
  if (values.json) console.log(JSON.stringify(figures, null, 2));
  else {
    console.log(`${files} files of ${text.length} characters each`);
    for (const { concurrency, tokensPerSecond, gain } of figures) {
      const speed = `${tokensPerSecond.toFixed(0)} tokens/s`;
      console.log(
        `${String(concurrency).padStart(3)} at once ${speed.padStart(16)}  × ${gain.toFixed(2)}`,
      );
    }
  }
} finally {
  store.close();
  await server.stop();
  await rm(folder, { recursive: true });
}
