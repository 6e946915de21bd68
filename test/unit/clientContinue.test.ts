import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "mocha";
import type { ModelEndpoint } from "../../src/core/settings/endpoint.ts";
import { deliver } from "../../src/core/reply/reply.ts";
import { ReplyRecord } from "../../src/core/conversation/replyRecord.ts";
import { createModelClient } from "../../src/models/client.ts";
import { startPracticeServer, type PracticeServer } from "../servers/practice/start.ts";
import { requestFor } from "./askedModel.ts";

const model = "model/model_xizang";
const reply = "First 第一.\n\n  Second 第二 <think>x</think>. བོད་ཡིག 👋";

describe("client: going on with a cut answer", () => {
  let server: PracticeServer;
  before(async () => {
    server = await startPracticeServer();
  });
  after(() => server.stop());
  beforeEach(() => server.clearLog());

  async function goOn(record: ReplyRecord, fields: Partial<ModelEndpoint>): Promise<void> {
    const endpoint = { model, ...fields };
    const request = requestFor(server.baseUrl("tibet"), { fields: endpoint });
    const content = record.answers[0]?.text ?? "";
    const messages = [...request.messages, { role: "assistant" as const, content }];
    const client = createModelClient();
    const { signal } = new AbortController();
    await deliver(client.stream({ ...request, messages, continues: true }, signal), record);
  }

  async function bodySent(): Promise<unknown> {
    const [request, ...more] = await server.log();
    assert.deepEqual(more, []);
    return request?.body;
  }

  it("asks vLLM to, without thinking and for one answer whatever is set", async () => {
    const record = new ReplyRecord({ text: "First", thinking: "" });
    const template = { style: "x", enable_thinking: true };
    const extraBody = {
      practice: { reply },
      chat_template_kwargs: template,
      add_generation_prompt: true,
      continue_final_message: false,
    };
    const fields = { thinking: true, n: 3, temperature: 0.5, maxTokens: 9, extraBody };
    await goOn(record, fields);
    assert.deepEqual(await bodySent(), {
      practice: { reply },
      chat_template_kwargs: { style: "x", enable_thinking: false },
      add_generation_prompt: false,
      continue_final_message: true,
      temperature: 0.5,
      max_tokens: 9,
      model,
      messages: [
        { role: "user", content: "བོད་ཡིག 西藏 👋" },
        { role: "assistant", content: "First" },
      ],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it("sends none of that with another request", async () => {
    const request = requestFor(server.baseUrl("tibet"), { fields: { model, n: 2 } });
    const { signal } = new AbortController();
    await deliver(createModelClient().stream(request, signal), new ReplyRecord());
    const { messages } = request;
    const stream = { stream: true, stream_options: { include_usage: true } };
    assert.deepEqual(await bodySent(), { model, messages, n: 2, ...stream });
  });

  it("comes to the whole answer, piece by piece, streamed or not", async () => {
    for (const stream of [true, false]) {
      const thinking = { text: "", thinking: "so", thinkingTime: 5 };
      let record = new ReplyRecord(thinking);
      let rounds = 0;
      do {
        const before = record.answers[0];
        record = new ReplyRecord(before);
        const extraBody = { practice: { reply, thinkingField: "tags" } };
        await goOn(record, { maxTokens: 4, thinking: true, n: 2, stream, extraBody });
        assert.deepEqual(record.outcome, { status: "done" });
        rounds++;
      } while (record.answers[0]?.finish === "length");
      assert.deepEqual(record.answers, [{ ...thinking, text: reply, finish: "stop" }]);
      assert.ok(rounds > 3);
    }
  });

  it("takes for the answer what a reasoning parser took for thinking", async () => {
    const record = new ReplyRecord({ text: "First", thinking: "so", thinkingTime: 5 });
    await goOn(record, { extraBody: { practice: { reply, reasoningOnly: true } } });
    assert.equal(record.answers[0]?.text, reply);
    assert.equal(record.answers[0].thinking, "so");
  });
});
