import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { promptTsxText } from "../../src/core/nativeChat/promptTsxText.ts";
import {
  requestMessages,
  type MessagePart,
  type SpokenMessage,
} from "../../src/core/nativeChat/requestMessages.ts";

const text = (words: string): MessagePart => ({ kind: "text", text: words });
const user = (...words: string[]): SpokenMessage => ({ role: "user", parts: words.map(text) });

describe("messages of another program", () => {
  it("become one for each turn, with the person's system prompt before the program's", () => {
    const messages = requestMessages(" Be brief. ", [
      { role: "system", parts: [text("You are an agent.")] },
      user("བོད་", "ཡིག"),
      user("Translate."),
      { role: "assistant", parts: [text("Tibetan")] },
      user(""),
      user("And now?"),
    ]);
    assert.deepEqual(messages, [
      { role: "system", content: "Be brief.\n\nYou are an agent." },
      { role: "user", content: "བོད་ཡིག\n\nTranslate." },
      { role: "assistant", content: "Tibetan" },
      { role: "user", content: "And now?" },
    ]);
  });

  it("have no system prompt where nobody has one", () => {
    assert.deepEqual(requestMessages(undefined, [user("Hi")]), [{ role: "user", content: "Hi" }]);
  });

  it("keep calls of tools with their results, which stand before the text", () => {
    const call = { id: "1", name: "look", input: "{}" };
    const messages = requestMessages(undefined, [
      { role: "assistant", parts: [text("I look."), { kind: "toolCall", call }] },
      {
        role: "user",
        parts: [text("Go on."), { kind: "toolResult", callId: "1", text: "A lake." }],
      },
    ]);
    assert.deepEqual(messages, [
      { role: "assistant", content: "I look.", toolCalls: [call] },
      { role: "tool", content: "A lake.", toolCallId: "1" },
      { role: "user", content: "Go on." },
    ]);
  });

  it("never join a message to one with calls", () => {
    const call = { id: "1", name: "look", input: "{}" };
    const assistant = { role: "assistant", parts: [{ kind: "toolCall", call }] } as const;
    assert.equal(requestMessages(undefined, [assistant, assistant]).length, 2);
  });
});

describe("a text of prompt-tsx", () => {
  it("is that of its leaves, however strange the rest is", () => {
    const children = [{ type: 2, text: "藏" }, null, 7, { children: [{ text: "文" }] }];
    assert.equal(promptTsxText({ node: { type: 1, children } }), "藏文");
    assert.equal(promptTsxText("text"), "");
  });

  it("ends where it is too deep", () => {
    let node: unknown = { text: "deep" };
    for (let level = 0; level < 100_000; level++) node = { children: [node] };
    assert.equal(promptTsxText({ node }), "");
  });
});
