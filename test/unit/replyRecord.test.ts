import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, it } from "mocha";
import { deliver, fanOut, type Outcome, type ReplyEvent } from "../../src/core/reply/reply.ts";
import { ReplyRecord } from "../../src/core/conversation/replyRecord.ts";

const text = (value: string, choice = 0): ReplyEvent => ({ type: "text", choice, text: value });
const thinking = (value: string): ReplyEvent => ({ type: "thinking", choice: 0, text: value });
const finish = (reason: "stop" | "length" | "content_filter"): ReplyEvent => ({
  type: "finish",
  choice: 0,
  reason,
});

function fold(outcome: Outcome, ...events: ReplyEvent[]): ReplyRecord {
  const record = new ReplyRecord(undefined, () => 0);
  for (const event of events) record.receive(event);
  record.end(outcome);
  return record;
}

describe("reply record", () => {
  it("measures thinking from the first thought to the first text", () => {
    let now = 1000;
    const record = new ReplyRecord(undefined, () => now);
    record.receive({ type: "open" });
    assert.equal(record.opened, true);
    now = 2000;
    record.receive(thinking("so"));
    now = 2500;
    record.receive(thinking(" and so"));
    assert.equal(record.answers[0]?.thinkingTime, undefined);
    now = 3200;
    record.receive(text("yes"));
    now = 9000;
    record.receive(text("!"));
    record.end({ status: "done" });
    assert.equal(record.answers[0]?.thinkingTime, 1200);
    assert.deepEqual(record.answers[0].text, "yes!");
  });

  it("measures thinking that was first taken for the answer", () => {
    let now = 100;
    const record = new ReplyRecord(undefined, () => now);
    record.receive(text("so"));
    now = 300;
    record.receive({ type: "textWasThinking", choice: 0 });
    assert.deepEqual(record.answers, [{ text: "", thinking: "so", thinkingTime: 200 }]);
  });

  it("ends the thinking when the reply ends", () => {
    let now = 100;
    const record = new ReplyRecord(undefined, () => now);
    record.receive(thinking("so"));
    now = 150;
    record.end({ status: "stopped" });
    assert.deepEqual(record.answers, [{ text: "", thinking: "so", thinkingTime: 50 }]);
  });

  it("has no thinking time without thinking", () => {
    const record = fold({ status: "done" }, text("yes"), { type: "thinkingWasText", choice: 1 });
    assert.equal(record.answers[0]?.thinkingTime, undefined);
    assert.equal(record.answers[1]?.thinkingTime, undefined);
  });

  it("lets choices begin in any order", () => {
    const record = fold({ status: "done" }, text("c", 2), text("a", 0));
    assert.deepEqual(
      record.answers.map((answer) => answer.text),
      ["a", "", "c"],
    );
  });

  it("calls only a finished, uncut, non-empty answer complete", () => {
    const fault = { kind: "incomplete", host: "h", inThinking: false } as const;
    const done = { status: "done" } as const;
    assert.equal(fold(done, text("yes"), finish("stop")).isComplete(0), true);
    assert.equal(fold(done, text("yes")).isComplete(0), true);
    assert.equal(fold(done, text("yes"), finish("length")).isComplete(0), false);
    assert.equal(fold(done, text("yes"), finish("content_filter")).isComplete(0), false);
    assert.equal(fold(done, thinking("so"), finish("stop")).isComplete(0), false);
    assert.equal(fold(done, text("yes"), finish("stop")).isComplete(1), false);
    assert.equal(fold({ status: "stopped" }, text("yes")).isComplete(0), false);
    assert.equal(fold({ status: "failed", fault }, text("yes")).isComplete(0), false);
    const running = new ReplyRecord();
    running.receive(text("yes"));
    assert.equal(running.isComplete(0), false);
  });

  it("goes on with an answer without changing it, whatever comes", () => {
    const resumed = { text: "Half", thinking: "so", thinkingTime: 7, finish: "length" } as const;
    const record = new ReplyRecord(resumed, () => 0);
    record.receive(thinking(" of it"));
    record.receive({ type: "thinkingWasText", choice: 0 });
    record.end({ status: "done" });
    assert.deepEqual(record.answers, [
      { text: "Half of it", thinking: "so", thinkingTime: 7, cameAsThinking: true },
    ]);
    assert.deepEqual(resumed.text, "Half");
    assert.equal(record.isComplete(0), true);
  });

  it("is empty where it ended without a word or a thought", () => {
    assert.equal(fold({ status: "stopped" }).isEmpty, true);
    assert.equal(fold({ status: "stopped" }, thinking("so")).isEmpty, false);
    assert.equal(fold({ status: "stopped" }, text("yes")).isEmpty, false);
    assert.equal(new ReplyRecord().isEmpty, false);
  });

  it("tells what it waits for, with the seconds that are left, until it is asked for again", () => {
    let now = 1000;
    const record = new ReplyRecord(undefined, () => now);
    const fault = { kind: "rateLimited", host: "127.0.0.1:1" } as const;
    const waiting = { type: "waiting", fault, seconds: 7, attempt: 1, attempts: 2 } as const;
    record.receive(waiting);
    assert.deepEqual(record.waiting, waiting);
    now = 3500;
    assert.deepEqual(record.waiting, { ...waiting, seconds: 4.5 });
    now = 9000;
    assert.deepEqual(record.waiting, { ...waiting, seconds: 0 });
    record.receive({ type: "sentAgain" });
    assert.equal(record.waiting, undefined);
    record.receive(waiting);
    record.end({ status: "stopped" });
    assert.equal(record.waiting, undefined);
    assert.deepEqual(record.answers, []);
  });
});

describe("delivery", () => {
  it("gives every sink all events and the outcome once, in order", async () => {
    async function* reply(): AsyncGenerator<ReplyEvent, Outcome, void> {
      yield { type: "open" };
      yield text("yes");
      return await Promise.resolve({ status: "done" });
    }
    const seen: string[] = [];
    const sink = (name: string) => ({
      receive: (event: ReplyEvent) => void seen.push(`${name} ${event.type}`),
      end: async (outcome: Outcome) => {
        if (name === "a") await nextTurn();
        seen.push(`${name} ${outcome.status}`);
      },
    });
    const outcome = await deliver(reply(), fanOut(sink("a"), sink("b")));
    assert.deepEqual(outcome, { status: "done" });
    const expected = ["a open", "b open", "a text", "b text", "a done", "b done"];
    assert.deepEqual(seen, expected);
  });
});
