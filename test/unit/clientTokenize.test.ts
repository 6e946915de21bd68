import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "mocha";
import { createModelClient } from "../../src/models/client.ts";
import { countTokens } from "../../src/models/tokenCount.ts";
import { startPracticeServer, type PracticeServer } from "../servers/practice/start.ts";
import type { ScriptName } from "../servers/raw/scripts.ts";
import { startRawServer, type RawServer } from "../servers/raw/start.ts";
import { requestFor, type Asking } from "./askedModel.ts";

const token = "sk-canary-8f3a";
const model = "model/model_xizang";

function count(baseUrl: string, asking: Asking = {}, signal = new AbortController().signal) {
  return createModelClient().countTokens(requestFor(baseUrl, { token, ...asking }), signal);
}

describe("client: counting tokens", () => {
  let practice: PracticeServer;
  let raw: RawServer;
  before(async () => {
    [practice, raw] = await Promise.all([
      startPracticeServer({ token, maxModelLen: 2000 }),
      startRawServer(),
    ]);
  });
  after(() => Promise.all([practice.stop(), raw.stop()]));
  beforeEach(async () => {
    await practice.clearLog();
    await practice.direct({});
  });

  it("asks /tokenize beside /v1, for the prompt that the request would have", async () => {
    const template = { chat_template_kwargs: { style: "x" }, practice: { reply: "x" }, seed: 1 };
    const fields = { model, thinking: false, extraBody: template, temperature: 1 };
    const counted = await count(practice.baseUrl("tibet"), { fields });
    const [request, ...more] = await practice.log();
    assert.deepEqual(more, []);
    assert.equal(request?.path, "/tibet/tokenize");
    assert.deepEqual(request.body, {
      model,
      messages: [{ role: "user", content: "བོད་ཡིག 西藏 👋" }],
      chat_template_kwargs: { style: "x", enable_thinking: false },
      add_generation_prompt: true,
    });
    assert.equal(request.headers["authorization"], "present");
    // Weights per character of the practice server, and Qwen3's chat template.
    assert.deepEqual(counted, { tokens: 14 + 5 + 3 + 4, contextWindow: 2000 });
  });

  it("sends no template arguments where none are set, and none of the environment", async () => {
    process.env["OPENAI_CUSTOM_HEADERS"] = "X-Leak: leak";
    try {
      const { tokens } = (await count(practice.baseUrl("tibet"), { fields: { model } })) ?? {};
      assert.equal(tokens, 14 + 5 + 3);
    } finally {
      delete process.env["OPENAI_CUSTOM_HEADERS"];
    }
    const [request] = await practice.log();
    assert.deepEqual(Object.keys(request?.body ?? {}), [
      "model",
      "messages",
      "add_generation_prompt",
    ]);
    assert.equal(request?.headers["x-leak"], undefined);
  });

  it("counts what the completion then says of its prompt", async () => {
    const request = requestFor(practice.baseUrl("tibet"), { token, fields: { model } });
    const client = createModelClient();
    const { signal } = new AbortController();
    const counted = await client.countTokens(request, signal);
    const reply = client.stream(request, signal);
    let usage: number | undefined;
    for (let step = await reply.next(); !step.done; step = await reply.next()) {
      if (step.value.type === "usage") usage = step.value.usage.promptTokens;
    }
    assert.equal(counted?.tokens, usage);
  });

  it("takes a window only where the server tells a sound one", async () => {
    for (const max_model_len of [undefined, null, "2000", 0, -1, 1.5]) {
      await practice.direct({ tokenize: { status: 200, body: { count: 7, max_model_len } } });
      assert.deepEqual(await count(practice.baseUrl("tibet")), { tokens: 7 });
    }
  });

  it("knows nothing where the server has no such thing or answers anything unsound", async () => {
    const answers: object[] = [{ status: 404, body: { detail: "Not Found" } }];
    const counts = [undefined, null, "7", [7], {}, 0, -1, 1.5, 1e300, true];
    answers.push(...counts.map((each) => ({ status: 200, body: { count: each } })));
    answers.push(...[null, [], 7, "7"].map((body) => ({ status: 200, body })));
    for (const tokenize of answers) {
      await practice.direct({ tokenize } as never);
      const counted = await count(practice.baseUrl("tibet"));
      assert.equal(counted, undefined, JSON.stringify(tokenize));
    }
    await practice.direct({});
    assert.equal(
      await count(practice.baseUrl("tibet"), { fields: { model: "nobody" } }),
      undefined,
    );
    const scripts: readonly ScriptName[] = [
      ...(["notFoundAnywhere", "unauthorized", "badGateway", "busy", "html", "noType"] as const),
      ...(["jsonOther", "jsonList", "jsonCut", "jsonDeep", "emptyJson", "noContent"] as const),
      ...(["emptyStream", "whole", "reset", "resetFirst"] as const),
    ];
    for (const script of scripts) {
      assert.equal(await count(raw.place(script).baseUrl), undefined, script);
    }
    assert.equal(await count("http://127.0.0.1:1/v1"), undefined);
  });

  it("follows no redirect, so that text and token go nowhere else", async () => {
    for (const script of ["redirect302", "redirect307"] as const) {
      const place = raw.place(script);
      assert.equal(await count(place.baseUrl), undefined);
      const requests = await place.closed();
      assert.equal(requests.length, 1);
      assert.match(requests[0]?.path ?? "", /\/tokenize$/);
    }
  });

  it("sends nothing with a token that cannot be a header's value", async () => {
    const place = raw.place("whole");
    assert.equal(await count(place.baseUrl, { token: "a\nb" }), undefined);
    assert.deepEqual(await place.requests(), []);
  });

  it("ends when it is stopped, before the answer or within it", async () => {
    const stopped = AbortSignal.abort();
    assert.equal(await count(practice.baseUrl("tibet"), {}, stopped), undefined);
    for (const script of ["holdFirst", "holdAfterHeaders", "hold"] as const) {
      const stop = new AbortController();
      const place = raw.place(script);
      const counting = count(place.baseUrl, {}, stop.signal);
      while ((await place.requests()).length === 0);
      stop.abort();
      assert.equal(await counting, undefined);
      await place.closed();
    }
  });

  it("waits no longer than its limit, before the answer or within it", async () => {
    for (const script of ["holdFirst", "holdAfterHeaders", "hold"] as const) {
      const place = raw.place(script);
      const { signal } = new AbortController();
      assert.equal(await countTokens(requestFor(place.baseUrl), signal, 0.2), undefined);
      const [request] = await place.closed();
      assert.equal(request?.finished, false);
    }
  });
});
