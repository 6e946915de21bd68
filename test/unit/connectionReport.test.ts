import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "mocha";
import {
  checkConnection,
  hasModel,
  reachedBy,
  type ConnectionReport,
} from "../../src/core/connection/connectionReport.ts";
import { askShortly } from "../../src/core/connection/shortQuestion.ts";
import { patientClient } from "../../src/core/reply/patientClient.ts";
import type { ModelEndpoint } from "../../src/core/settings/endpoint.ts";
import { wait } from "../../src/host/wait.ts";
import { createModelClient } from "../../src/models/client.ts";
import { canaryToken } from "../canary.ts";
import { startPracticeServer, type PracticeServer } from "../servers/practice/start.ts";
import { startRawServer, type RawServer } from "../servers/raw/start.ts";
import { requestFor } from "./askedModel.ts";

const token = canaryToken;
const model = "model/model_xizang";

describe("a test of a connection", () => {
  let server: PracticeServer;
  let raw: RawServer;
  before(async () => {
    server = await startPracticeServer({ token, maxModelLen: 2000 });
    raw = await startRawServer();
  });
  after(async () => {
    await server.stop();
    await raw.stop();
  });
  afterEach(() => server.clearLog());

  async function check(
    baseUrl: string,
    { fields = {}, signal = new AbortController().signal, sent = token }: CheckOptions = {},
  ): Promise<ConnectionReport[]> {
    const told: ConnectionReport[] = [];
    const asked = requestFor(baseUrl, { token: sent, fields: { model, ...fields } });
    await checkConnection(createModelClient(), asked, signal, (report) => told.push(report));
    return told;
  }
  interface CheckOptions {
    readonly fields?: Partial<ModelEndpoint>;
    readonly signal?: AbortSignal;
    readonly sent?: string;
  }

  it("tells what the server said first, then how soon the first word came", async () => {
    const told = await check(server.baseUrl("tibet"));
    assert.deepEqual(
      told.map(({ isDone }) => isDone),
      [false, true],
    );
    const last = told.at(-1);
    assert.ok(last);
    assert.equal(hasModel(last), true);
    assert.deepEqual(reachedBy(last), { isReached: true, isAuthorised: true });
    const { contextWindow, version, firstToken = -1 } = last;
    assert.deepEqual({ contextWindow, version }, { contextWindow: 2000, version: "practice" });
    assert.ok(firstToken > 0);
  });

  it("asks for the version without the token, and for few tokens", async () => {
    await check(server.baseUrl("tibet"), { fields: { systemPrompt: "Long.", n: 8 } });
    const log = await server.log();
    const version = log.find(({ path }) => path === "/tibet/version");
    assert.ok(version);
    assert.equal(version.headers["authorization"], "absent");
    const body = log.find(({ method }) => method === "POST")?.body as Record<string, unknown>;
    assert.equal(body["max_tokens"], 16);
    assert.equal("n" in body, false);
    assert.equal((body["messages"] as unknown[]).length, 1);
  });

  it("asks nothing more where the token is refused or the model is not there", async () => {
    const refused = await check(server.baseUrl("tibet"), { sent: "wrong" });
    assert.deepEqual(
      refused.map((report) => [report.isDone, reachedBy(report)]),
      [[true, { isReached: true, isAuthorised: false }]],
    );
    const other = await check(server.baseUrl("tibet"), { fields: { model: "nobody" } });
    assert.deepEqual(
      other.map((report) => [report.isDone, hasModel(report)]),
      [[true, false]],
    );
    assert.ok((await server.log()).every(({ method }) => method === "GET"));
  });

  it("does without a version where the server has none", async () => {
    const place = raw.place("notFound");
    const [report] = await check(place.baseUrl, { fields: { model: "z" } });
    assert.deepEqual(report?.models, ["a", "b"]);
    assert.equal(report.version, undefined);
  });

  it("is no test of patience: a busy server is told as busy, at once", async () => {
    const place = raw.place(["busy"]);
    const request = requestFor(place.baseUrl);
    const client = patientClient(createModelClient(), wait);
    const answer = await askShortly(client, request, new AbortController().signal);
    assert.equal(answer.status === "failed" && answer.fault.kind, "rateLimited");
  });

  it("tells nothing any more when it was stopped, and closes the connection", async () => {
    await server.direct({ firstByteDelay: 60_000 });
    const abort = new AbortController();
    const told: ConnectionReport[] = [];
    const request = requestFor(server.baseUrl("tibet"), { token, fields: { model } });
    const ended = checkConnection(createModelClient(), request, abort.signal, (report) =>
      told.push(report),
    );
    await server.waitForRequest(({ method }) => method === "POST");
    abort.abort();
    await ended;
    await server.direct({});
    assert.equal(told.length, 1);
    await server.waitForRequest(({ method, state }) => method === "POST" && state === "aborted");
  });

  it("has the answer that came in pieces, as one text", async () => {
    await server.direct({ reply: "Hello there.", waitFor: "rest" });
    const request = requestFor(server.baseUrl("tibet"), {
      token,
      fields: { model, thinking: false },
    });
    const { signal } = new AbortController();
    const asked = askShortly(createModelClient(), request, signal);
    await server.waitForRequest(({ textChunks }) => textChunks > 0);
    await server.release("rest");
    const answer = await asked;
    await server.direct({});
    assert.equal(answer.status === "answered" && answer.text, "Hello there.");
  });
});
