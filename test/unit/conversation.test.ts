import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Conversation, type Exchange } from "../../src/core/conversation.ts";
import type { ModelEndpoint } from "../../src/core/endpoint.ts";
import { buildMessages } from "../../src/core/prompt.ts";

const endpoint: ModelEndpoint = {
  key: "tibet",
  label: "Tibet",
  baseUrl: "http://127.0.0.1:1/v1",
  model: "m",
};

function answer(exchange: Exchange, text: string, choice = 0): void {
  exchange.reply.receive({ type: "thinking", choice, text: "secret thought" });
  if (text !== "") exchange.reply.receive({ type: "text", choice, text });
}

describe("conversation", () => {
  it("asks with the questions and answers so far, the last question open", () => {
    const conversation = new Conversation();
    answer(conversation.begin("一", [], endpoint), "1");
    conversation.begin("二", [], endpoint);
    assert.deepEqual(conversation.turns(), [
      { question: "一", passages: [], answer: "1" },
      { question: "二", passages: [] },
    ]);
  });

  it("never sends thinking back", () => {
    const conversation = new Conversation();
    answer(conversation.begin("一", [], endpoint), "1");
    answer(conversation.begin("二", [], endpoint), "");
    conversation.begin("三", [], endpoint);
    const sent = JSON.stringify(buildMessages(endpoint, conversation.turns()));
    assert.doesNotMatch(sent, /thought/);
  });

  it("leaves questions without an answer out, so that the roles alternate", () => {
    const conversation = new Conversation();
    conversation.begin("failed", [], endpoint);
    answer(conversation.begin("only thought", [], endpoint), "");
    answer(conversation.begin("一", [], endpoint), "1");
    conversation.begin("failed again", [], endpoint);
    conversation.begin("二", [], endpoint);
    const roles = buildMessages(endpoint, conversation.turns()).map(({ role }) => role);
    assert.deepEqual(roles, ["user", "assistant", "user"]);
  });

  it("goes on from the chosen answer", () => {
    const conversation = new Conversation();
    const exchange = conversation.begin("一", [], endpoint);
    answer(exchange, "first", 0);
    answer(exchange, "second", 1);
    exchange.chosen = 1;
    conversation.begin("二", [], endpoint);
    assert.equal(conversation.turns()[0]?.answer, "second");
    exchange.chosen = 7;
    assert.deepEqual(
      conversation.turns().map(({ question }) => question),
      ["二"],
    );
  });

  it("finds an exchange by its id and takes one back", () => {
    const conversation = new Conversation();
    const [first, second] = ["一", "二"].map((each) => conversation.begin(each, [], endpoint));
    assert.ok(first !== undefined && second !== undefined);
    assert.notEqual(first.id, second.id);
    assert.equal(conversation.find(second.id), second);
    conversation.withdraw(first);
    conversation.withdraw(first);
    assert.deepEqual(conversation.exchanges, [second]);
    assert.equal(conversation.find(first.id), undefined);
  });
});
