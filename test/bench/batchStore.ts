import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../src/history/openStore.ts";
import { batch, item, items, part, usage } from "../unit/sampleBatch.ts";

/**
 * How long the store takes with batches: of 10,000 items, and 200 of them.
 *
 * `node test/bench/batchStore.ts`
 */
function measure(name: string, runs: number, work: (run: number) => unknown): void {
  const times = Array.from({ length: runs }, (_, run) => {
    const began = performance.now();
    work(run);
    return performance.now() - began;
  }).toSorted((one, other) => one - other);
  const at = (share: number) => (times[Math.floor((runs - 1) * share)] ?? NaN).toFixed(2);
  console.log(
    `${name.padEnd(52)}${[at(0.5), at(0.95), at(1)].map((time) => time.padStart(10)).join("")}`,
  );
}

const folder = await mkdtemp(join(tmpdir(), "tibet-chat-bench-"));
try {
  const { store } = await openStore(folder);
  const { batches } = store;
  console.log(`${" ".repeat(52)}    median       p95      most   (milliseconds)`);
  const text = "བོད་ཡིག་གི་ལན། 译文。".repeat(100);
  measure("create a batch of 10,000 items", 5, (run) => {
    batches.create(batch(`big${run}`, { createdAt: 2 }), items(`big${run}`, 10_000));
  });
  measure("asking, division, an answer of 6 kB, answered, done", 10_000, (position) => {
    const { id } = item("big0", position);
    batches.saveItem(item("big0", position, { state: "asking" }));
    batches.beginParts(id, { sourceHash: "0123456789abcdef", ends: [1_000] });
    batches.savePart(id, part(0, text, { usage }));
    batches.saveItem(item("big0", position, { state: "answered", usage, elapsed: 5 }));
    batches.saveItem(item("big0", position, { state: "done", usage, elapsed: 5 }));
  });
  measure("load 10,000 items with answers beside", 20, () => batches.load("big0"));
  measure("keep a claim alive", 1_000, () => {
    batches.claim("big0", "one");
    batches.keepAlive("big0", "one");
  });
  for (let count = 0; count < 100; count++) {
    batches.create(batch(`small${count}`), items(`small${count}`, 1_000));
  }
  measure("list 100 batches of 1,000 items", 50, () => batches.list(100));
  for (let count = 5; count < 200; count++) {
    batches.create(batch(`big${count}`, { createdAt: 2 }), items(`big${count}`, 10_000));
  }
  measure("list 200 batches of 10,000 items", 50, () => batches.list(200));
  measure("change an item among 2 million", 2_000, (run) => {
    batches.saveItem(item(`big${5 + (run % 195)}`, run, { state: "done" }));
  });
  console.log(`${((await stat(join(folder, "conversations.db"))).size / 1e6).toFixed(0)} MB`);
  measure("remove a batch of 10,000 items with answers", 1, () => {
    batches.remove("big0");
  });
  store.close();
} finally {
  await rm(folder, { recursive: true });
}
