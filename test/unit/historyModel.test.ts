import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { ConversationStore, Draft } from "../../src/core/conversation/conversationStore.ts";
import type {
  ConversationHead,
  StoredMessage,
} from "../../src/core/conversation/storedConversation.ts";
import { answer, done, head, HistoryFolder, question } from "./historyFolder.ts";

interface Kept {
  head: ConversationHead;
  messages: Map<string, StoredMessage>;
  updatedAt?: number;
  draft?: Draft;
  isRemoved: boolean;
}

/** The store as simply as it can be said. */
class Model {
  readonly kept = new Map<string, Kept>();
  readonly touched = new Map<string, number>();

  get shown(): [string, Kept][] {
    return [...this.kept].filter(([, { isRemoved }]) => !isRemoved);
  }

  saveHead(given: ConversationHead): void {
    const before = this.kept.get(given.id);
    if (before === undefined) {
      this.kept.set(given.id, { head: given, messages: new Map(), isRemoved: false });
      return;
    }
    const title = before.head.title === "" ? given.title : before.head.title;
    before.head = { ...given, title, pinned: before.head.pinned };
  }

  list(): string[] {
    return this.shown
      .filter(([, { updatedAt }]) => updatedAt !== undefined)
      .sort(([oneId, one], [otherId, other]) => {
        const pins = Number(other.head.pinned) - Number(one.head.pinned);
        const times = (other.updatedAt ?? 0) - (one.updatedAt ?? 0);
        return pins || times || (oneId < otherId ? 1 : -1);
      })
      .map(([id]) => id);
  }

  search(words: string): string[] {
    return this.shown
      .filter(([, { updatedAt }]) => updatedAt !== undefined)
      .filter(
        ([
          ,
          {
            head: { title },
            messages,
          },
        ]) =>
          [title, ...Array.from(messages.values(), ({ text }) => text)].some((text) =>
            text.includes(words),
          ),
      )
      .sort(
        ([oneId, one], [otherId, other]) =>
          (other.updatedAt ?? 0) - (one.updatedAt ?? 0) || (oneId < otherId ? 1 : -1),
      )
      .map(([id]) => id);
  }
}

const ids = ["a", "b", "c", "d"];
const id = fc.constantFrom(...ids);
const text = fc.string({ unit: fc.constantFrom("藏", "文", "བ", "་", "x"), maxLength: 6 });

/** Something that a window does, to the store and to the model. */
type Step = (store: ConversationStore, model: Model, now: number) => void;

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(id, text, fc.boolean()).map(([at, title, pinned]): Step => (store, model) => {
    const given = head(at, { title, pinned, modelKey: title, chosen: { [title]: at } });
    store.saveHead(given);
    model.saveHead(given);
  }),
  fc
    .record({ at: id, number: fc.nat(3), text, isAsked: fc.boolean(), isDone: fc.boolean() })
    .map(({ at, number, text, isAsked, isDone }): Step => (store, model, now) => {
      const kept = model.kept.get(at);
      const message = isAsked
        ? question(`${at}${number}`, text, { sentAt: now })
        : answer(`${at}r${number}.0`, `${at}0`, text, isDone ? done : {});
      if (kept === undefined) {
        assert.throws(() => store.saveMessages(at, [message]), { problem: "other" });
        return;
      }
      store.saveMessages(at, [message]);
      kept.messages.set(message.id, message);
      kept.updatedAt = now;
      if (isAsked || isDone) model.touched.delete(message.id);
      else model.touched.set(message.id, now);
    }),
  fc.tuple(id, fc.nat(3)).map(([at, number]): Step => (store, model) => {
    store.removeMessages([`${at}r${number}.0`]);
    model.kept.get(at)?.messages.delete(`${at}r${number}.0`);
    model.touched.delete(`${at}r${number}.0`);
  }),
  fc.tuple(id, fc.nat(3)).map(([at, number]): Step => (store, model, now) => {
    const message = `${at}r${number}.0`;
    store.keepAlive([message]);
    if (model.touched.has(message)) model.touched.set(message, now);
  }),
  fc.tuple(id, text).map(([at, title]): Step => (store, model) => {
    store.rename(at, title);
    const kept = model.kept.get(at);
    if (kept !== undefined) kept.head = { ...kept.head, title };
  }),
  fc.tuple(id, fc.boolean()).map(([at, pinned]): Step => (store, model) => {
    store.setPinned(at, pinned);
    const kept = model.kept.get(at);
    if (kept !== undefined) kept.head = { ...kept.head, pinned };
  }),
  fc.tuple(id, fc.boolean()).map(([at, isRemoved]): Step => (store, model) => {
    if (isRemoved) store.remove(at);
    else store.undoRemove(at);
    const kept = model.kept.get(at);
    if (kept !== undefined) kept.isRemoved = isRemoved;
  }),
  fc.tuple(id, text).map(([at, text]): Step => (store, model, now) => {
    store.saveDraft(at, { text, passages: [] });
    const kept = model.kept.get(at);
    if (kept === undefined && text !== "") {
      const fresh = { head: head(at, { createdAt: now }), messages: new Map(), isRemoved: false };
      model.kept.set(at, { ...fresh, draft: { text, passages: [] } });
    } else if (kept !== undefined && text !== "") kept.draft = { text, passages: [] };
    else if (kept !== undefined) delete kept.draft;
  }),
);

function compare(store: ConversationStore, model: Model, now: number): void {
  assert.deepEqual(
    store.list(100).map(({ id }) => id),
    model.list(),
  );
  for (const words of ["藏", "文", "བ་", "xx", "藏文བ"]) {
    const hits = store.search(words, 100);
    assert.deepEqual(
      hits.map(({ id }) => id),
      model.search(words),
      words,
    );
    for (const { excerpt } of hits) assert.equal(excerpt.match.includes(words), true);
  }
  for (const each of ids) {
    const kept = model.shown.find(([id]) => id === each)?.[1];
    const whole = kept && { ...kept.head, messages: [...kept.messages.values()] };
    assert.deepEqual(store.load(each), whole);
    assert.deepEqual(store.draft(each), kept?.draft);
    const messages = [...(model.kept.get(each)?.messages.keys() ?? [])];
    const isWritten = messages.some((id) => (model.touched.get(id) ?? 0) > now - 10_000);
    assert.equal(store.isBeingWritten(each), isWritten, `${each} is being written`);
  }
  const asked = model.shown.flatMap(([, { messages }]) => [...messages.values()]);
  const questions = asked.filter(({ role, text }) => role === "user" && text !== "");
  assert.deepEqual(new Set(store.recentQuestions(100)), new Set(questions.map(({ text }) => text)));
}

describe("history, whatever two windows do", () => {
  it("keeps what a simple model keeps", async () => {
    const moves = fc.record({ step, window: fc.nat(1), pause: fc.nat(3_000), reopens: fc.nat(15) });
    await fc.assert(
      fc.asyncProperty(fc.array(moves, { maxLength: 19 }), async (all) => {
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
            const store = windows[window];
            assert.ok(store);
            step(store, model, folder.time);
            compare(store, model, folder.time);
          }
        } finally {
          await folder.dispose();
        }
      }),
      { numRuns: 40 },
    );
  });
});
