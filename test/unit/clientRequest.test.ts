import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { createModelClient } from "../../src/models/client.ts";
import { canaryToken } from "../canary.ts";
import type { RawRequest } from "../servers/raw/record.ts";
import { textOfReply } from "../servers/raw/frames.ts";
import { startRawServer, type RawServer } from "../servers/raw/start.ts";
import { ask, faultOf, requestFor, type Asking } from "./askedModel.ts";

/** Everything the SDK would read of the environment, each with a value that can be found again. */
const environment = {
  OPENAI_API_KEY: "leak-key",
  OPENAI_ADMIN_KEY: "leak-admin",
  OPENAI_ORG_ID: "leak-org",
  OPENAI_PROJECT_ID: "leak-project",
  OPENAI_BASE_URL: "http://127.0.0.1:1/leak-url",
  OPENAI_CUSTOM_HEADERS: "Authorization: Bearer leak-header\nX-Leak: leak-custom",
  OPENAI_WEBHOOK_SECRET: "leak-webhook",
  OPENAI_LOG: "debug",
};

describe("client: what is sent", () => {
  let server: RawServer;
  const replaced: Record<string, string | undefined> = {};
  before(async () => {
    for (const [name, value] of Object.entries(environment)) {
      replaced[name] = process.env[name];
      process.env[name] = value;
    }
    server = await startRawServer();
  });
  after(async () => {
    for (const [name, value] of Object.entries(replaced)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await server.stop();
  });

  async function sent(asking: Asking = {}): Promise<RawRequest> {
    const place = server.place("whole");
    const { outcome } = await ask(place.baseUrl, asking);
    assert.deepEqual(outcome, { status: "done" });
    const [request, ...more] = await place.closed();
    assert.ok(request !== undefined && more.length === 0);
    return request;
  }

  const bodyOf = ({ body }: RawRequest) => JSON.parse(body) as Record<string, unknown>;
  const plain = {
    model: "m",
    messages: [{ role: "user", content: "བོད་ཡིག 西藏 👋" }],
    stream: true,
    stream_options: { include_usage: true },
  };

  describe("body", () => {
    it("holds nothing that the person did not set", async () => {
      const request = await sent();
      assert.equal(request.method, "POST");
      assert.match(request.path, /\/v1\/chat\/completions$/);
      assert.deepEqual(bodyOf(request), plain);
    });

    it("holds each parameter under the server's name", async () => {
      const fields = { temperature: 0, topP: 0.5, n: 1, maxTokens: 64 };
      const expected = { ...plain, temperature: 0, top_p: 0.5, n: 1, max_tokens: 64 };
      assert.deepEqual(bodyOf(await sent({ fields })), expected);
    });

    it("asks for thinking through the chat template, beside other arguments of it", async () => {
      for (const thinking of [true, false]) {
        assert.deepEqual(bodyOf(await sent({ fields: { thinking } })), {
          ...plain,
          chat_template_kwargs: { enable_thinking: thinking },
        });
      }
      const extraBody = { chat_template_kwargs: { style: "x", enable_thinking: true } };
      assert.deepEqual(bodyOf(await sent({ fields: { thinking: false, extraBody } })), {
        ...plain,
        chat_template_kwargs: { style: "x", enable_thinking: false },
      });
      assert.deepEqual(bodyOf(await sent({ fields: { extraBody } })), { ...plain, ...extraBody });
    });

    it("asks for no usage frame without a stream", async () => {
      const body = bodyOf(await sent({ fields: { stream: false } }));
      assert.deepEqual(body, { model: "m", messages: plain.messages, stream: false });
    });

    it("holds further fields, which never displace the extension's own", async () => {
      const extraBody = { repetition_penalty: 1.05, temperature: 2, model: "x", stream: false };
      const body = bodyOf(await sent({ fields: { temperature: 0.5, extraBody } }));
      assert.deepEqual(body, { ...plain, repetition_penalty: 1.05, temperature: 0.5 });
    });
  });

  describe("headers", () => {
    const namesOf = ({ rawHeaders }: RawRequest) =>
      rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
    const valueOf = ({ rawHeaders }: RawRequest, name: string) =>
      rawHeaders[rawHeaders.findIndex((each) => each.toLowerCase() === name) + 1];

    it("are ours and those of fetch, and none comes from the environment", async () => {
      for (const request of [await sent(), await sent({ token: canaryToken })]) {
        assert.doesNotMatch(JSON.stringify(request), /leak/i);
        const known = ["host", "connection", "content-type", "content-length", "user-agent"];
        const fetchs = ["accept", "accept-language", "accept-encoding", "sec-fetch-mode"];
        for (const name of namesOf(request)) {
          assert.ok([...known, ...fetchs, "authorization"].includes(name), name);
        }
        assert.equal(valueOf(request, "user-agent"), "tibet-model-chat");
        assert.equal(valueOf(request, "content-type"), "application/json");
      }
    });

    it("carry no authorization without a token, and the token with one", async () => {
      assert.ok(!namesOf(await sent()).includes("authorization"));
      const request = await sent({ token: canaryToken });
      assert.equal(valueOf(request, "authorization"), `Bearer ${canaryToken}`);
      assert.equal(namesOf(request).filter((name) => name === "authorization").length, 1);
    });

    it("carry those of the settings, which never displace the token", async () => {
      const headers = { "X-Project": "tibet", Authorization: "Bearer settings" };
      const request = await sent({ token: canaryToken, fields: { headers } });
      assert.equal(valueOf(request, "x-project"), "tibet");
      assert.equal(valueOf(request, "authorization"), `Bearer ${canaryToken}`);
    });
  });

  describe("token", () => {
    it("with a line break or another impossible sign is refused before any connection", async () => {
      for (const token of ["", "a\nb", "a\r\nX-Evil: 1", "a b", "密", "a\u0000"]) {
        const place = server.place("whole");
        const asked = await ask(place.baseUrl, { token });
        const { host } = new URL(server.url);
        assert.deepEqual(faultOf(asked), { kind: "invalidToken", host });
        const { signal } = new AbortController();
        const probed = await createModelClient().probe(
          requestFor(place.baseUrl, { token }),
          signal,
        );
        assert.deepEqual(probed, { status: "failed", fault: { kind: "invalidToken", host } });
        assert.deepEqual(await place.requests(), []);
      }
    });

    it("is taken out of what a server repeats", async () => {
      for (const script of ["echo", "echoFrame"] as const) {
        const asked = await ask(server.place(script).baseUrl, { token: canaryToken });
        const fault = faultOf(asked);
        assert.ok(fault !== undefined && "detail" in fault);
        assert.match(fault.detail, /^no such key: Bearer •••/);
        assert.ok(!JSON.stringify(asked).includes(canaryToken));
      }
    });

    it("is written to no console by the SDK, even where the environment asks for its log", async () => {
      const written: unknown[] = [];
      const { log, debug, info, warn, error } = console;
      const note = (...values: unknown[]) => void written.push(values);
      Object.assign(console, { log: note, debug: note, info: note, warn: note, error: note });
      try {
        for (const script of ["whole", "badJson", "echo", "reset"] as const) {
          await ask(server.place(script).baseUrl, { token: canaryToken });
        }
      } finally {
        Object.assign(console, { log, debug, info, warn, error });
      }
      assert.deepEqual(written, []);
    });
  });

  describe("probe", () => {
    const probe = (baseUrl: string, token?: string) =>
      createModelClient().probe(
        requestFor(baseUrl, token === undefined ? {} : { token }),
        new AbortController().signal,
      );

    it("asks for the models once, with the token, and reads the window", async () => {
      const place = server.place("models");
      const answer = await probe(place.baseUrl, canaryToken);
      assert.ok(answer.status === "reachable");
      assert.deepEqual(answer.models, ["m", "other"]);
      assert.equal(answer.contextWindow, 32768);
      assert.ok(answer.elapsed > 0);
      const [request, ...more] = await place.closed();
      assert.deepEqual(more, []);
      assert.equal(request?.method, "GET");
      assert.match(request.path, /\/v1\/models$/);
      assert.ok(request.rawHeaders.includes(`Bearer ${canaryToken}`));
      assert.equal(request.body, "");
    });

    it("tells what is wrong", async () => {
      const kindOf = async (script: Parameters<RawServer["place"]>[0]) => {
        const answer = await probe(server.place(script).baseUrl, canaryToken);
        return answer.status === "failed" ? answer.fault.kind : answer.status;
      };
      assert.equal(await kindOf("unauthorized"), "unauthorized");
      assert.equal(await kindOf("html"), "notAModelEndpoint");
      assert.equal(await kindOf("jsonOther"), "notAModelEndpoint");
      assert.equal(await kindOf("jsonList"), "notAModelEndpoint");
      assert.equal(await kindOf("jsonCut"), "malformed");
      assert.equal(await kindOf("redirect302"), "redirected");
      assert.equal(await kindOf("resetFirst"), "unreachable");
      assert.equal(await kindOf("badGateway"), "serverError");
    });
  });

  it("two requests at once stay apart", async () => {
    const [one, two] = await Promise.all([
      ask(server.place("whole").baseUrl),
      ask(server.place("errorLater").baseUrl),
    ]);
    assert.equal(one.text, textOfReply);
    assert.equal(faultOf(two)?.kind, "modelError");
  });
});
