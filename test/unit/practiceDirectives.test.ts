import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "mocha";
import { canaryToken } from "../canary.ts";
import { startPracticeServer, type PracticeServer } from "../servers/practice/start.ts";
import {
  StreamReader,
  WireClient,
  countTexts,
  joined,
  thinkingOff,
  type WireReply,
} from "../servers/practice/wireClient.ts";

const token = canaryToken;

describe("practice server's directives", function () {
  this.timeout(15_000);

  let server: PracticeServer;
  let client: WireClient;
  before(async () => {
    server = await startPracticeServer({ token });
    client = new WireClient(server, token);
  });
  after(() => server.stop());
  beforeEach(() => server.clearLog());

  it("answers with the error asked for, as often as asked for", async () => {
    const headers = { "retry-after": "7" };
    const error = { status: 429, body: "slow", contentType: "text/html", headers, times: 1 };
    const refused = await client.stream({ error });
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get("content-type"), "text/html");
    assert.equal(refused.headers.get("retry-after"), "7");
    assert.equal(await refused.text(), "slow");
    assert.equal((await client.stream({ error })).status, 200);
  });

  it("sends JSON or a web page in place of a stream", async () => {
    const json = await client.stream({ json: true });
    assert.equal(json.headers.get("content-type"), "application/json");
    assert.ok(((await json.json()) as WireReply).choices[0]?.message?.["content"]);
    assert.match(await (await client.stream({ html: true })).text(), /^<!doctype html>/);
  });

  it("sends so many chunks a second, and notes when", async () => {
    const text = "x".repeat(20);
    const deltas = await client.deltas({ rate: 50, reply: text }, thinkingOff);
    assert.equal(joined(deltas), text);
    const { moments } = await server.waitForRequest(({ state }) => state === "finished");
    const { firstText = NaN, lastText = NaN, closed = NaN } = moments;
    assert.ok(moments.received <= firstText && lastText <= closed);
    // The first of five goes out at once. Timers may fire a millisecond early.
    assert.ok(lastText - moments.received >= 4 * 20 - 1, `${lastText - moments.received} ms`);
  });

  it("paces the chunks of text", async () => {
    const begun = performance.now();
    const received = await client.frames({ pace: 20, reply: "x".repeat(20) }, thinkingOff);
    const texts = received.length - ["role", "finish", "[DONE]"].length;
    const elapsed = performance.now() - begun;
    // Timers may fire a millisecond early.
    assert.ok(elapsed >= texts * 19, `${texts} chunks in ${elapsed} ms`);
  });

  it("leaves out [DONE] or the finish reasons", async () => {
    assert.ok(!(await client.frames({ noDone: true })).includes("[DONE]"));
    const unfinished = await client.frames({ noFinish: true });
    assert.equal(unfinished.pop(), "[DONE]");
    assert.ok((unfinished as WireReply[]).every(({ choices }) => !choices[0]?.finish_reason));
  });

  it("sends the whole answer as reasoning with null content", async () => {
    const deltas = await client.deltas({ reasoningOnly: true, reply: "all" }, thinkingOff);
    assert.equal(joined(deltas, "reasoning"), "all");
    assert.ok(deltas.slice(1, -1).every((delta) => delta["content"] === null));
  });

  it("repeats its paragraphs, and only them", async () => {
    const once = await client.complete({});
    const often = await client.complete({ practice: { repeat: 5 } });
    const count = (reply: WireReply) =>
      reply.choices[0]?.message?.["content"]?.match(/no model answered/g)?.length;
    assert.deepEqual([count(once), count(often)], [1, 5]);
  });

  it("sends an error frame and [DONE] in the middle of a stream", async () => {
    const received = await client.frames({ errorFrameAfter: 2 });
    assert.equal(received.length, 5);
    assert.equal((received[3] as WireReply).error?.type, "InternalServerError");
    assert.equal(((await client.frames({ errorFrameAfter: 0 }))[0] as WireReply).error?.code, 500);
  });

  it("destroys the socket once the chunks before are out", async () => {
    const reader = new StreamReader(await client.stream({ resetAfter: 3 }));
    const received = await reader.until((text) => countTexts(text) === 3);
    await assert.rejects(reader.until(() => false));
    assert.equal(countTexts(received), 3);
    await server.waitForRequest(({ state, textChunks }) => state === "reset" && textChunks === 3);
  });

  it("stalls with keep-alives until the client leaves", async () => {
    const visitor = new AbortController();
    const reader = new StreamReader(await client.stream({ stallAfter: 1 }, {}, visitor.signal));
    const received = await reader.until((text) => text.split(": keep-alive\n\n").length > 2);
    assert.equal(countTexts(received), 1);
    visitor.abort();
    const logged = await server.waitForRequest(({ state }) => state === "aborted");
    assert.ok(logged.closedAt);
  });

  it("stops generating when the client leaves", async () => {
    const visitor = new AbortController();
    const fields = [{ pace: 5, reply: "x".repeat(1e5) }, thinkingOff] as const;
    const response = await client.stream(...fields, visitor.signal);
    await new StreamReader(response).until((text) => countTexts(text) > 0);
    visitor.abort();
    const { textChunks } = await server.waitForRequest(({ state }) => state === "aborted");
    assert.ok(textChunks < 1000);
  });

  it("waits in thinking and in the answer until released", async () => {
    const gates = { waitInThinking: "thought", waitFor: "answer/ 1", reply: "answer" };
    const reader = new StreamReader(await client.stream(gates));
    const thinking = await reader.until((text) => text.includes('"reasoning"'));
    assert.equal(countTexts(thinking), 1);
    await server.release("thought");
    const answer = await reader.until((text) => text.includes('"content":"answ"'));
    assert.ok(!answer.includes('"stop"'));
    await server.release("answer/ 1");
    await reader.until((text) => text.endsWith("data: [DONE]\n\n"));
    await server.waitForRequest(({ state }) => state === "finished");
  });

  it("delays the first byte, and notices a client that leaves before it", async () => {
    const visitor = new AbortController();
    const answer = client.stream({ firstByteDelay: 60_000 }, {}, visitor.signal);
    await server.waitForRequest(({ state }) => state === "open");
    visitor.abort();
    await assert.rejects(answer);
    await server.waitForRequest(({ state }) => state === "aborted");
  });
});
