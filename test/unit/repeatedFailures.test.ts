import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Conversation } from "../../src/core/conversation/conversation.ts";
import type { Fault } from "../../src/core/reply/fault.ts";
import { changedViews, exchangeViews } from "../../src/host/chat/views.ts";

const host = "127.0.0.1:8000";
const endpoint = { key: "a", label: "A", model: "m", baseUrl: `http://${host}/v1` };
const busy: Fault = { kind: "rateLimited", host, retryAfter: 7, tries: 3 };
const refused: Fault = { kind: "unauthorized", host, status: 401, detail: "No" };

/** A conversation whose questions each ended so; what is undefined was answered. */
function conversationOf(...faults: readonly (Fault | undefined)[]): Conversation {
  const conversation = new Conversation();
  for (const [index, fault] of faults.entries()) {
    const { id } = conversation.ask({ text: `Question ${index}`, passages: [] });
    const { record } = conversation.reply(id, endpoint).reply;
    record.receive({ type: "text", choice: 0, text: "Text" });
    record.end(fault === undefined ? { status: "done" } : { status: "failed", fault });
  }
  return conversation;
}

/** What is told of each answer. */
function toldOf(conversation: Conversation): string[] {
  return exchangeViews(conversation.exchanges).map(({ answers: [answer] }) => {
    const { notice, remark = "" } = answer ?? {};
    return notice === undefined ? remark : `in full, ${notice.remedies.length} buttons`;
  });
}

const short = "The answer is incomplete: the same happened here as further down.";

describe("what went wrong several times in a conversation", () => {
  it("is told once in full for each cause, where it happened last", () => {
    const other = { ...busy, host: "127.0.0.1:8001" };
    const conversation = conversationOf(busy, refused, undefined, busy, other, refused);
    assert.deepEqual(toldOf(conversation), [
      short,
      short,
      "",
      "in full, 1 buttons",
      "in full, 1 buttons",
      "in full, 2 buttons",
    ]);
  });

  it("is the same cause though its numbers and the server’s words differ", () => {
    const later: Fault = { kind: "rateLimited", host, retryAfter: 600 };
    const words: Fault = { ...refused, detail: "Still no" };
    const conversation = conversationOf(busy, refused, words, later);
    assert.deepEqual(toldOf(conversation), [
      short,
      short,
      "in full, 2 buttons",
      "in full, 1 buttons",
    ]);
  });

  it("is another cause where a prompt was too long by another count", () => {
    const tooLong = (requested: number): Fault => {
      return { kind: "promptTooLong", host, detail: "", limit: 100, requested };
    };
    const told = toldOf(conversationOf(tooLong(200), tooLong(300)));
    assert.deepEqual(told, ["in full, 2 buttons", "in full, 2 buttons"]);
  });

  it("is said short of an answer without a word", () => {
    const conversation = new Conversation();
    for (const text of ["One", "Two"]) {
      const { id } = conversation.ask({ text, passages: [] });
      conversation.reply(id, endpoint).reply.record.end({ status: "failed", fault: refused });
    }
    assert.equal(toldOf(conversation)[0], "The same happened here as further down.");
  });

  it("is told anew with the answer that changed, and nothing else is", () => {
    const conversation = conversationOf(busy, undefined, refused, undefined, busy);
    const { id } = conversation.questions[3] ?? { id: "" };
    const changed = changedViews(conversation.exchanges, id);
    assert.deepEqual(
      changed.map(({ question }) => question),
      ["Question 0", "Question 2", "Question 3", "Question 4"],
    );
  });
});
