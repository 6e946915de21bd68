import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { startPracticeServer, type PracticeServer } from "../servers/practice/start.ts";
import { WireClient, joined, question, type WireReply } from "../servers/practice/wireClient.ts";

const reply = "First 第一. Second 第二. བོད་ཡིག 👋";
const goOn = { add_generation_prompt: false, continue_final_message: true };

describe("practice server: going on with a cut answer", () => {
  let server: PracticeServer;
  let client: WireClient;
  before(async () => {
    server = await startPracticeServer();
    client = new WireClient(server, "any");
  });
  after(() => server.stop());

  const behind = (content: string, role = "assistant") => [...question, { role, content }];

  it("completes an answer that max_tokens cut, in as many pieces as it takes", async () => {
    let text = "";
    let finish: string | null | undefined = "length";
    let pieces = 0;
    for (; finish === "length"; pieces++) {
      const fields = text === "" ? { chat_template_kwargs: { enable_thinking: false } } : goOn;
      const { choices } = await client.complete({
        messages: text === "" ? question : behind(text),
        ...fields,
        max_tokens: 5,
        practice: { reply },
      });
      text += choices[0]?.message?.["content"] ?? "";
      finish = choices[0]?.finish_reason;
    }
    assert.equal(text, reply);
    assert.equal(finish, "stop");
    assert.ok(pieces > 2);
  });

  it("streams what is left, without thinking even where that is on", async () => {
    const deltas = await client.deltas({ reply }, { messages: behind("First 第"), ...goOn });
    assert.equal(joined(deltas), "一. Second 第二. བོད་ཡིག 👋");
    assert.equal(joined(deltas, "reasoning"), "");
  });

  it("goes on with the practice text, and answers whole what is no beginning of its text", async () => {
    const { choices } = await client.complete({ messages: behind("# Practice re"), ...goOn });
    assert.match(choices[0]?.message?.["content"] ?? "", /^ply\n\n\*\*This is the practice server/);
    const messages = behind("Something else");
    const other = await client.complete({ messages, ...goOn, practice: { reply } });
    assert.equal(other.choices[0]?.message?.["content"], reply);
  });

  it("counts the prompt without an opening for a new answer", async () => {
    const messages = behind("a");
    const count = async (fields: object) => {
      const counted = await client.post({ messages, ...fields }, "/tibet/tokenize");
      return ((await counted.json()) as { count: number }).count;
    };
    const closed = await count({ add_generation_prompt: false });
    assert.equal(await count({}), closed + 3);
    const thinkingOff = { chat_template_kwargs: { enable_thinking: false } };
    assert.equal(await count(thinkingOff), closed + 7);
    assert.equal(await count(goOn), closed + 2);
    const { usage } = await client.complete({ messages, ...goOn, practice: { reply } });
    assert.equal(usage?.prompt_tokens, closed + 2);
  });

  const refusals: readonly (readonly [string, object, RegExp])[] = [
    ["together with a new answer", { ...goOn, add_generation_prompt: true }, /Cannot set both/],
    ["where a new answer is not ruled out", { continue_final_message: true }, /Cannot set both/],
    ["behind a question", { ...goOn, messages: question }, /last message of the assistant/],
    ["behind a system prompt", { ...goOn, messages: behind("x", "system") }, /of the assistant/],
  ];
  for (const [name, fields, text] of refusals) {
    it(`refuses to go on ${name}`, async () => {
      for (const path of ["/tibet/v1/chat/completions", "/tibet/tokenize"]) {
        const response = await client.post({ messages: behind("x"), ...fields }, path);
        assert.equal(response.status, 400);
        assert.match(((await response.json()) as WireReply).error?.message ?? "", text);
      }
    });
  }

  it("answers /tokenize as it is directed", async () => {
    await server.direct({ tokenize: { status: 404, body: { detail: "Not Found" } } });
    const response = await client.post({ messages: question }, "/tibet/tokenize");
    assert.equal(response.status, 404);
    assert.deepEqual(await response.json(), { detail: "Not Found" });
    await server.direct({});
    assert.equal((await client.post({ messages: question }, "/tibet/tokenize")).status, 200);
  });
});
