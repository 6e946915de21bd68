import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "mocha";
import { canaryToken } from "../canary.ts";
import { startPracticeServer, type PracticeServer } from "../servers/practice/start.ts";
import {
  WireClient,
  joined,
  question,
  thinkingOff,
  type WireReply,
} from "../servers/practice/wireClient.ts";

const token = canaryToken;

describe("practice server", function () {
  this.timeout(15_000);

  let server: PracticeServer;
  let client: WireClient;
  before(async () => {
    server = await startPracticeServer({ token, maxModelLen: 2000 });
    client = new WireClient(server, token);
  });
  after(() => server.stop());
  beforeEach(() => server.clearLog());

  describe("paths", () => {
    it("asks for the token under /v1 and nowhere else", async () => {
      for (const headers of [{}, { authorization: "Bearer wrong" }]) {
        const refused = await fetch(`${server.baseUrl("tibet")}/models`, { headers });
        assert.equal(refused.status, 401);
        assert.deepEqual(await refused.json(), { error: "Unauthorized" });
      }
      assert.equal((await fetch(`${server.url}/tibet/health`)).status, 200);
      assert.equal((await fetch(`${server.url}/version`)).status, 200);
    });

    it("knows one model at each model's path, all three at the root", async () => {
      const headers = { authorization: `Bearer ${token}` };
      const ids = async (baseUrl: string) => {
        const response = await fetch(`${baseUrl}/models`, { headers });
        const list = (await response.json()) as { data: { id: string; max_model_len: number }[] };
        assert.ok(list.data.every((model) => model.max_model_len === 2000));
        return list.data.map(({ id }) => id);
      };
      const all = ["Qwen/Qwen3-14B", "model/model_taiwan", "model/model_xizang"];
      assert.deepEqual(await ids(server.baseUrl()), all);
      assert.deepEqual(await ids(server.baseUrl("general")), all.slice(0, 1));
      assert.deepEqual(await ids(server.baseUrl("taiwan")), all.slice(1, 2));
      assert.deepEqual(await ids(server.baseUrl("tibet")), all.slice(2));
    });

    it("answers 404 for another path's model and for unknown paths", async () => {
      const { error } = await client.complete({ model: "model/model_taiwan" });
      assert.equal(error?.message, "The model `model/model_taiwan` does not exist.");
      assert.equal(error.code, 404);
      assert.equal((await client.post({}, "/tibet/chat/completions")).status, 404);
      assert.equal((await client.post({}, "/tibet/v1/models")).status, 405);
    });

    it("counts tokens by script, as the prompt of a completion", async () => {
      const count = async (content: string) => {
        const messages = [{ role: "user", content }];
        const counted = await client.post({ messages }, "/tibet/tokenize");
        return ((await counted.json()) as { count: number }).count;
      };
      const empty = await count("");
      assert.equal((await count("a".repeat(100))) - empty, 19);
      assert.equal((await count("语".repeat(100))) - empty, 70);
      assert.equal((await count("བ".repeat(100))) - empty, 135);
      const { usage } = await client.complete({});
      assert.equal(usage?.prompt_tokens, await count(question[0]?.content ?? ""));
    });
  });

  describe("reply", () => {
    it("says that it is practice and what it received", async () => {
      const reply = await client.complete({ temperature: 0.5, model: "model/model_xizang" });
      const content = reply.choices[0]?.message?.["content"] ?? "";
      for (const part of [
        "This is the practice server, no model answered.",
        "这是练习服务器",
        "སྦྱོང་བརྡར",
        "| model | model/model_xizang |",
        "| characters in the last user message | 12 |",
        "| temperature | `0.5` |",
        "| top_p | not sent |",
        "```json\n",
      ]) {
        assert.ok(content.includes(part), `${part} is missing in:\n${content}`);
      }
      assert.match(reply.choices[0]?.message?.["reasoning"] ?? "", /practice thinking/);
    });

    it("streams the same text in small pieces, surrogate pairs whole", async () => {
      const reply = "a👋".repeat(40);
      const deltas = await client.deltas({ reply }, thinkingOff);
      assert.deepEqual(deltas[0], { role: "assistant", content: "" });
      const pieces = deltas.map((delta) => delta["content"] ?? "");
      assert.equal(pieces.join(""), reply);
      assert.ok(pieces.length > 20);
      assert.ok(pieces.every((piece) => piece.isWellFormed()));
    });

    it("interleaves choices, ends each, then tells the usage where asked and [DONE]", async () => {
      const fields = { n: 2, stream_options: { include_usage: true }, ...thinkingOff };
      const received = await client.frames({ reply: "eight ch" }, fields);
      assert.equal(received.pop(), "[DONE]");
      const chunks = received as WireReply[];
      const usage = chunks.pop();
      assert.deepEqual(usage?.choices, []);
      const counts = usage.usage;
      assert.ok(counts);
      assert.equal(counts.total_tokens, counts.prompt_tokens + counts.completion_tokens);
      const order = chunks.map(({ choices }) => choices[0]?.index);
      assert.deepEqual(order, [0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
      const reasons = chunks.map(({ choices }) => choices[0]?.finish_reason);
      assert.deepEqual(reasons.slice(-4), [null, null, "stop", "stop"]);
      const plain = (await client.frames({ reply: "x" })).filter((frame) => frame !== "[DONE]");
      assert.ok(plain.every((frame) => frame.usage === undefined));
    });

    it("stops at max_tokens, thinking counted", async () => {
      const short = await client.complete({ max_tokens: 9, ...thinkingOff });
      assert.equal(short.choices[0]?.finish_reason, "length");
      assert.equal(short.usage?.completion_tokens, 9);
      const inThinking = await client.complete({ max_tokens: 9 });
      assert.equal(inThinking.choices[0]?.message?.["content"], null);
      assert.equal(inThinking.usage?.completion_tokens, 9);
      const inAnswer = await client.complete({ max_tokens: 260 });
      assert.equal(inAnswer.choices[0]?.finish_reason, "length");
      assert.equal(inAnswer.usage?.completion_tokens, 260);
    });

    it("thinks in each dialect, and not at all when told", async () => {
      for (const thinkingField of ["reasoning", "reasoning_content"]) {
        const deltas = await client.deltas({ thinkingField, reply: "answer" });
        assert.match(joined(deltas, thinkingField), /^This is practice thinking/);
        assert.equal(joined(deltas, "content"), "answer");
      }
      const tags = joined(await client.deltas({ thinkingField: "tags", reply: "answer" }));
      assert.match(tags, /^<think>\n[^<]+\n<\/think>\n\nanswer$/);
      const unopened = { thinkingField: "tags-unopened", reply: "answer" };
      assert.match(joined(await client.deltas(unopened)), /^[^<]+\n<\/think>\n\nanswer$/);
      const off = await client.deltas({ thinkingField: "tags", reply: "answer" }, thinkingOff);
      assert.equal(joined(off), "answer");
    });
  });

  describe("refusals", () => {
    const cases: readonly (readonly [string, unknown, RegExp])[] = [
      ["a temperature past 2", { messages: question, temperature: 3 }, /in \[0, 2\], got 3/],
      ["a top_p past 1", { messages: question, top_p: 1.1 }, /top_p must be/],
      ["n below 1", { messages: question, n: 0 }, /n must be at least 1, got 0/],
      ["n as a text", { messages: question, n: "2" }, /'loc': \('body', 'n'\)/],
      ["a temperature as a text", { messages: question, temperature: "1" }, /'float_type'/],
      ["no messages", {}, /'messages'\), 'msg': 'Field required'/],
      ["empty messages", { messages: [] }, /at least one message/],
      ["a body that is no JSON", "{", /JSON decode error/],
      ["a mistyped directive", { messages: question, practice: { stal: 1 } }, /no directive stal/],
      [
        "a prompt past the window",
        { messages: [{ role: "user", content: "བ".repeat(2000) }] },
        /maximum context length is 2000 tokens. However, your request has 2708 input tokens/,
      ],
      [
        "a prompt and completion past the window",
        { messages: [{ role: "user", content: "a" }], max_tokens: 1995 },
        /you requested 2004 tokens \(9 in the messages, 1995 in the completion\)/,
      ],
    ];
    for (const [name, body, text] of cases) {
      it(`refuses ${name}`, async () => {
        const response = await client.post(body);
        assert.equal(response.status, 400);
        assert.match(((await response.json()) as WireReply).error?.message ?? "", text);
      });
    }
  });

  it("logs what it received, the token left out", async () => {
    await client.complete({ temperature: 1 });
    await fetch(`${server.url}/general/health`);
    const log = await server.log();
    assert.deepEqual(
      log.map(({ method, path, state, status }) => [method, path, state, status]),
      [
        ["POST", "/tibet/v1/chat/completions", "finished", 200],
        ["GET", "/general/health", "finished", 200],
      ],
    );
    assert.deepEqual(log[0]?.body, { messages: question, temperature: 1 });
    assert.deepEqual(
      log.map(({ headers }) => headers["authorization"]),
      ["present", "absent"],
    );
    assert.ok(!JSON.stringify(log).includes(token));
    await server.clearLog();
    assert.deepEqual(await server.log(), []);
  });
});
