import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import type { ModelEndpoint } from "../../src/core/settings/endpoint.ts";
import { createModelClient } from "../../src/models/client.ts";
import { canaryToken } from "../canary.ts";
import { practiceThinking } from "../servers/practice/practiceText.ts";
import { startPracticeServer, type PracticeServer } from "../servers/practice/start.ts";
import { ask, faultOf, requestFor, type Asking } from "./askedModel.ts";

const token = canaryToken;
const reply = "འཛམ་གླིང་ 世界 👨‍👩‍👧 <think>not this</think>";

describe("client against the practice server", () => {
  let server: PracticeServer;
  before(async () => {
    server = await startPracticeServer({ token, maxModelLen: 2000 });
  });
  after(() => server.stop());

  function asked(practice: object, fields: Partial<ModelEndpoint> = {}, asking: Asking = {}) {
    const model = "model/model_xizang";
    const endpoint = { model, ...fields, extraBody: { practice } };
    return ask(server.baseUrl("tibet"), { token, ...asking, fields: endpoint });
  }

  for (const thinkingField of ["reasoning", "reasoning_content", "tags", "tags-unopened"]) {
    it(`parts thinking from the answer in the dialect ${thinkingField}, streamed or whole`, async () => {
      for (const stream of [true, false]) {
        const { outcome, record } = await asked({ thinkingField, reply }, { stream });
        assert.deepEqual(outcome, { status: "done" });
        assert.equal(record.answers[0]?.text, reply);
        assert.equal(record.answers[0].thinking.trimEnd(), practiceThinking);
        assert.equal(record.isComplete(0), true);
        assert.ok((record.usage?.completionTokens ?? 0) > 0);
      }
    });

    it(`leaves tags alone with thinking off in the dialect ${thinkingField}`, async () => {
      const { text, thinking } = await asked({ thinkingField, reply }, { thinking: false });
      assert.deepEqual({ text, thinking }, { text: reply, thinking: "" });
    });
  }

  it("shows an answer that came as reasoning, labelled", async () => {
    const { record } = await asked({ reasoningOnly: true, reply }, { thinking: false });
    assert.equal(record.answers[0]?.text, reply);
    assert.equal(record.answers[0].cameAsThinking, true);
  });

  it("keeps several answers apart", async () => {
    const { record } = await asked({ reply }, { n: 3 });
    const texts = record.answers.map(({ text }) => text);
    assert.deepEqual(texts, [reply, reply, reply]);
  });

  it("knows an answer that was cut, in the text or in the thinking", async () => {
    const cut = await asked({ reply }, { maxTokens: 9, thinking: false });
    assert.equal(cut.record.answers[0]?.finish, "length");
    assert.ok(cut.text !== "" && reply.startsWith(cut.text));
    const inThinking = await asked({ reply, thinkingField: "tags" }, { maxTokens: 9 });
    assert.deepEqual(inThinking.outcome, { status: "done" });
    assert.equal(inThinking.text, "");
    for (const { record } of [cut, inThinking]) assert.equal(record.isComplete(0), false);
  });

  it("keeps what came before a reset, an error and a stall", async () => {
    const kinds: unknown[] = [];
    const limits = { firstByteTimeout: 5, idleTimeout: 0.2 };
    for (const practice of [{ resetAfter: 3 }, { errorFrameAfter: 3 }, { stallAfter: 3 }]) {
      const broken = await asked({ ...practice, reply }, { thinking: false }, { limits });
      kinds.push(faultOf(broken)?.kind);
      assert.ok(broken.text !== "" && reply.startsWith(broken.text));
      assert.ok(broken.text.isWellFormed());
    }
    assert.deepEqual(kinds, ["connectionLost", "modelError", "stalled"]);
  });

  it("stops in the thinking and in the answer, and the server sees it", async () => {
    for (const [gate, type] of [
      ["waitInThinking", "thinking"],
      ["waitFor", "text"],
    ] as const) {
      await server.clearLog();
      const stopAt: Asking["stopAt"] = (event) => event.type === type;
      const { outcome } = await asked({ [gate]: "never", reply }, {}, { stopAt });
      assert.deepEqual(outcome, { status: "stopped" });
      await server.waitForRequest(({ state }) => state === "aborted");
      assert.equal((await server.log()).length, 1);
    }
  });

  it("says what is wrong with token, model and prompt", async () => {
    const fields = { model: "model/model_xizang" };
    const wrong = await ask(server.baseUrl("tibet"), { token: "wrong", fields });
    assert.equal(faultOf(wrong)?.kind, "unauthorized");
    const missing = faultOf(await asked({}, { model: "nobody" }));
    assert.ok(missing?.kind === "notFound");
    assert.deepEqual(missing.available, ["model/model_xizang"]);
    const long = faultOf(await asked({}, { maxTokens: 5000 }));
    assert.ok(long?.kind === "promptTooLong");
    assert.equal(long.limit, 2000);
    assert.ok((long.requested ?? 0) > 5000);
  });

  it("probes models and window, and a wrong token", async () => {
    const request = requestFor(server.baseUrl("general"), { fields: { model: "Qwen/Qwen3-14B" } });
    const { signal } = new AbortController();
    const probe = await createModelClient().probe({ ...request, token }, signal);
    assert.ok(probe.status === "reachable");
    assert.deepEqual(probe.models, ["Qwen/Qwen3-14B"]);
    assert.equal(probe.contextWindow, 2000);
    const refused = await createModelClient().probe(request, signal);
    assert.ok(refused.status === "failed" && refused.fault.kind === "unauthorized");
  });
});
