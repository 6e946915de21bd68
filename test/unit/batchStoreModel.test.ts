import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import type {
  Batch,
  BatchItem,
  BatchStage,
  BatchStore,
  Division,
  ItemState,
  PartAnswer,
} from "../../src/core/batch/batch.ts";
import { HistoryFolder } from "./historyFolder.ts";
import { batch, item, items, part, usage } from "./sampleBatch.ts";

interface Kept {
  readonly batch: Batch;
  readonly number: number;
  stage: BatchStage;
  readonly items: Map<string, BatchItem>;
  readonly divisions: Map<string, { division: Division; answers: Map<number, PartAnswer> }>;
  runner?: { readonly name: string; readonly seenAt: number };
}

/** The store as simply as it can be said. */
class Model {
  readonly kept = new Map<string, Kept>();
  created = 0;

  batchOf(item: string): Kept | undefined {
    return [...this.kept.values()].find(({ items }) => items.has(item));
  }
}

const batches = ["a", "b", "c"];
const itemIds = batches.flatMap((of) => [0, 1, 2].map((position) => `${of}-${position}`));
const id = fc.constantFrom(...batches);
const place = fc.record({ of: id, position: fc.nat(3) });
const runner = fc.constantFrom("one", "two");
const state = fc.constantFrom<ItemState>(
  ...(["waiting", "asking", "answered", "done", "failed", "skipped", "cancelled"] as const),
);
const division = fc.record(
  {
    sourceHash: fc.constantFrom("h1", "h2"),
    ends: fc.constantFrom([1], [1, 2], [1, 2, 3]),
  },
  // The store's own have a prototype, and they are compared strictly.
  { noNullPrototype: true },
);
const other = { problem: "other" };

/** Something that a window does, to the store and to the model. */
type Step = (store: BatchStore, model: Model, now: number) => void;

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(id, fc.nat(3), fc.nat(2)).map(([of, count, createdAt]): Step => (store, model) => {
    const whole = batch(of, { createdAt });
    const all = items(of, count);
    if (model.kept.has(of)) {
      assert.throws(() => store.create(whole, all), { problem: "exists" });
      return;
    }
    store.create(whole, all);
    model.kept.set(of, {
      ...{ batch: whole, number: model.created++, stage: "running", divisions: new Map() },
      items: new Map(all.map((each) => [each.id, each])),
    });
  }),
  fc
    .tuple(id, fc.constantFrom<BatchStage>("running", "paused", "cancelled", "exported"))
    .map(([of, stage]): Step => (store, model) => {
      store.setStage(of, stage);
      const kept = model.kept.get(of);
      if (kept !== undefined) kept.stage = stage;
    }),
  id.map((of): Step => (store, model) => {
    store.remove(of);
    model.kept.delete(of);
  }),
  fc.tuple(id, runner).map(([of, name]): Step => (store, model, now) => {
    const kept = model.kept.get(of);
    const holder = kept?.runner;
    const isFree = !holder || holder.name === name || holder.seenAt <= now - 10_000;
    assert.equal(store.claim(of, name), kept !== undefined && isFree);
    if (kept !== undefined && isFree) kept.runner = { name, seenAt: now };
  }),
  fc.tuple(id, runner).map(([of, name]): Step => (store, model, now) => {
    const kept = model.kept.get(of);
    assert.equal(store.keepAlive(of, name), kept?.runner?.name === name);
    if (kept?.runner?.name === name) kept.runner = { name, seenAt: now };
  }),
  fc.tuple(id, runner).map(([of, name]): Step => (store, model) => {
    store.release(of, name);
    const kept = model.kept.get(of);
    if (kept?.runner?.name === name) delete kept.runner;
  }),
  fc
    .tuple(place, state, fc.boolean(), fc.constantFrom("", "བོད་", "藏"))
    .map(([{ of, position }, state, isFull, remark]): Step => (store, model) => {
      const parts = { done: position, count: 7 };
      const full = { remark, output: remark, usage, elapsed: position, parts };
      const saved = item(of, position, { state, ...(isFull ? full : {}) });
      const kept = model.batchOf(saved.id);
      if (kept === undefined) assert.throws(() => store.saveItem(saved), other);
      else {
        store.saveItem(saved);
        kept.items.set(saved.id, saved);
      }
    }),
  fc.tuple(place, division).map(([{ of, position }, given]): Step => (store, model) => {
    const at = `${of}-${position}`;
    const kept = model.batchOf(at);
    if (kept === undefined) {
      assert.throws(() => store.beginParts(at, given), other);
      return;
    }
    const before = kept.divisions.get(at);
    const isSame = before?.division.sourceHash === given.sourceHash;
    if (!isSame) kept.divisions.set(at, { division: given, answers: new Map() });
    const expected = isSame ? before : { division: given, answers: new Map() };
    assert.deepEqual(store.beginParts(at, given), {
      division: expected.division,
      answers: sorted(expected.answers),
    });
  }),
  fc
    .tuple(place, fc.nat(3), fc.boolean(), fc.constantFrom("", "ཡིག", "x"))
    .map(([{ of, position }, index, isFull, text]): Step => (store, model) => {
      const at = `${of}-${position}`;
      const answer = part(index, text, isFull ? { usage, terms: [text] } : {});
      const divided = model.batchOf(at)?.divisions.get(at);
      if (divided === undefined || index >= divided.division.ends.length) {
        assert.throws(() => store.savePart(at, answer), other);
        return;
      }
      store.savePart(at, answer);
      divided.answers.set(index, answer);
    }),
);

function compare(store: BatchStore, model: Model): void {
  const newest = [...model.kept.values()].sort(
    (one, two) => two.batch.createdAt - one.batch.createdAt || two.number - one.number,
  );
  const summaries = newest.map(({ batch, stage, items }) => {
    const counts: Partial<Record<ItemState, number>> = {};
    for (const { state } of items.values()) counts[state] = (counts[state] ?? 0) + 1;
    return { batch, stage, counts };
  });
  assert.deepEqual(store.list(10), summaries);
  assert.deepEqual(store.list(1), summaries.slice(0, 1));
  for (const each of batches) {
    const kept = model.kept.get(each);
    const { batch, stage } = kept ?? {};
    const whole = kept && { batch, stage, items: [...kept.items.values()] };
    assert.deepEqual(store.load(each), whole);
  }
  for (const each of itemIds) {
    const answers = model.batchOf(each)?.divisions.get(each)?.answers;
    assert.deepEqual(store.parts(each), sorted(answers ?? new Map<number, PartAnswer>()));
  }
}

function sorted(answers: ReadonlyMap<number, PartAnswer>): PartAnswer[] {
  return [...answers.values()].sort((one, two) => one.index - two.index);
}

describe("batch store, whatever two windows do", () => {
  it("keeps what a simple model keeps", async () => {
    const moves = fc.record({ step, window: fc.nat(1), pause: fc.nat(6_000), reopens: fc.nat(15) });
    await fc.assert(
      fc.asyncProperty(fc.array(moves, { maxLength: 40, size: "max" }), async (all) => {
        const folder = await HistoryFolder.create();
        try {
          const windows = [await folder.open(), await folder.open()];
          const model = new Model();
          for (const { step, window, pause, reopens } of all) {
            folder.time += pause;
            if (reopens === 0) {
              windows[window]?.close();
              windows[window] = await folder.open();
            }
            const store = windows[window]?.batches;
            assert.ok(store);
            step(store, model, folder.time);
            compare(store, model);
          }
        } finally {
          await folder.dispose();
        }
      }),
      { numRuns: 40 },
    );
  });
});
