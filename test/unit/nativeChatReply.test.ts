import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { SettledAnswer } from "../../src/core/nativeChat/settledAnswer.ts";
import { ToolCalls } from "../../src/core/nativeChat/toolCalls.ts";
import { deliver, type Outcome, type ReplyEvent } from "../../src/core/reply/reply.ts";
import { createModelClient } from "../../src/models/client.ts";
import { startRawServer, type RawServer } from "../servers/raw/start.ts";
import { requestFor } from "./askedModel.ts";

const done: Outcome = { status: "done" };
const said = (words: string): ReplyEvent => ({ type: "text", choice: 0, text: words });
const thought = (words: string): ReplyEvent => ({ type: "thinking", choice: 0, text: words });

/** What is told of a reply: before its end and in all. */
function told(thinking: boolean | undefined, events: readonly ReplyEvent[], outcome = done) {
  const lines: string[] = [];
  const answer = new SettledAnswer(thinking, (kind, words) => lines.push(`${kind} ${words}`));
  for (const event of events) answer.receive(event);
  const early = [...lines];
  answer.end(outcome);
  return { early, all: lines };
}

describe("an answer of which nothing can be taken back", () => {
  it("streams where thinking is off, and behind thinking that came apart", () => {
    assert.deepEqual(told(false, [said("a"), said("b")]).early, ["text a", "text b"]);
    const apart = told(undefined, [thought("so"), said("a")]);
    assert.deepEqual(apart.early, ["thinking so", "text a"]);
  });

  it("is held back where it may still be thinking", () => {
    const { early, all } = told(undefined, [said("a"), said("b")]);
    assert.deepEqual([early, all], [[], ["text ab"]]);
    const lone = told(true, [said("so"), { type: "textWasThinking", choice: 0 }, said("a")]);
    assert.deepEqual(lone.all, ["thinking so", "text a"]);
  });

  it("is not told where the reply broke off before it was told apart", () => {
    for (const outcome of [
      { status: "stopped" },
      { status: "failed", fault: { kind: "incomplete", host: "h", inThinking: false } },
    ] as const) {
      assert.deepEqual(told(undefined, [said("a")], outcome).all, []);
    }
  });

  it("is found where thinking is off and all came as thinking", () => {
    const events = [thought("a"), { type: "thinkingWasText", choice: 0 } as const];
    assert.deepEqual(told(false, events).all, ["text a"]);
    assert.deepEqual(told(false, [thought("so"), said("a")]).all, ["text a"]);
  });

  it("is the first of several", () => {
    assert.deepEqual(told(false, [{ type: "text", choice: 1, text: "b" }]).all, []);
  });
});

describe("calls of tools", () => {
  let server: RawServer;
  before(async () => {
    server = await startRawServer();
  });
  after(() => server.stop());

  const look = { name: "look", description: "Looks.", schema: { type: "object" } };

  it("are put together from their pieces, and what was said before goes back as it was", async () => {
    const place = server.place("toolCalls");
    const call = { id: "call-0", name: "look", input: '{"where":"x"}' };
    const calls = new ToolCalls();
    const reply = createModelClient().stream(
      {
        ...requestFor(place.baseUrl),
        messages: [
          { role: "user", content: "Look." },
          { role: "assistant", content: "", toolCalls: [call] },
          { role: "tool", content: "A lake.", toolCallId: "call-0" },
        ],
        tools: { offered: [look], isRequired: true },
      },
      new AbortController().signal,
    );
    assert.deepEqual(await deliver(reply, calls), done);
    assert.deepEqual(calls.read(), [
      { id: "call-1", name: "look", input: { where: "藏" } },
      { id: "call-2", name: "stop", input: {} },
    ]);
    const [request] = await place.closed();
    const body = JSON.parse(request?.body ?? "") as Record<string, unknown>;
    assert.equal(body["tool_choice"], "required");
    assert.deepEqual(body["tools"], [
      {
        type: "function",
        function: { name: "look", description: "Looks.", parameters: { type: "object" } },
      },
    ]);
    const wireCall = {
      ...{ id: "call-0", type: "function" },
      function: { name: "look", arguments: '{"where":"x"}' },
    };
    assert.deepEqual(body["messages"], [
      { role: "user", content: "Look." },
      { role: "assistant", content: "", tool_calls: [wireCall] },
      { role: "tool", tool_call_id: "call-0", content: "A lake." },
    ]);
  });

  it("are passed over where no tool was offered", async () => {
    const events: ReplyEvent[] = [];
    const request = requestFor(server.place("toolCalls").baseUrl);
    const reply = createModelClient().stream(request, new AbortController().signal);
    await deliver(reply, { receive: (event) => events.push(event), end: () => undefined });
    assert.ok(events.some(({ type }) => type === "text"));
    assert.ok(events.every(({ type }) => type !== "toolCall"));
  });

  it("name the tool whose input is no JSON object", () => {
    for (const text of ['{"a":', "[1]", "7"]) {
      const calls = new ToolCalls();
      calls.receive({ type: "toolCall", choice: 0, index: 0, name: "look", text });
      assert.deepEqual(calls.read(), { unsound: "look" });
    }
  });
});
