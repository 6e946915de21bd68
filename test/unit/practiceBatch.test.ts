import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "mocha";
import { canaryToken } from "../canary.ts";
import { Decoder } from "../servers/practice/decoder.ts";
import { runBatchFile } from "../servers/practice/runBatch.ts";
import { modelIds } from "../servers/practice/sites.ts";
import { startPracticeServer, type PracticeServer } from "../servers/practice/start.ts";
import {
  WireClient,
  joined,
  thinkingOff,
  type WireFields,
  type WireReply,
} from "../servers/practice/wireClient.ts";

const token = canaryToken;

describe("practice server, batching", function () {
  this.timeout(15_000);

  let server: PracticeServer;
  let client: WireClient;
  before(async () => {
    server = await startPracticeServer({ token, step: { base: 10, each: 0.1 } });
    client = new WireClient(server, token);
  });
  after(() => server.stop());
  afterEach(() => server.direct({}));

  it("gives all replies that wait their piece in one step, later ones in the next", async () => {
    const decoder = new Decoder({ base: 1, each: 0 });
    const { signal } = new AbortController();
    const given: string[] = [];
    const join = (name: string) => decoder.next(signal).then(() => given.push(name));
    await Promise.all([join("a"), join("b"), join("c")]);
    assert.deepEqual(given, ["a", "b", "c"]);
    const [late] = [join("d"), join("e")];
    assert.equal(given.length, 3);
    await late;
    await new Promise(setImmediate);
    assert.deepEqual(given, ["a", "b", "c", "d", "e"]);
  });

  it("lets a reply go whose client has left", async () => {
    const leaves = new AbortController();
    const waiting = new Decoder({ base: 60_000, each: 0 }).next(leaves.signal);
    leaves.abort();
    await assert.rejects(waiting, { name: "AbortError" });
  });

  it("answers with the last message", async () => {
    const frames = await client.frames({ echo: true }, thinkingOff);
    const deltas = frames.flatMap((frame): WireFields[] =>
      frame === "[DONE]" ? [] : frame.choices.flatMap(({ delta }) => (delta ? [delta] : [])),
    );
    assert.equal(joined(deltas), "བོད་ཡིག 西藏 👋");
  });

  it("gives the first try of a body a fault and answers the second", async () => {
    const error = { status: 503, body: "busy" };
    await server.direct({ firstTries: [{ error }] });
    for (const content of ["one", "other"]) {
      const body = { model: modelIds.tibet, messages: [{ role: "user", content }] };
      assert.equal((await client.post(body)).status, 503);
      assert.equal((await client.post(body)).status, 200);
    }
  });
});

describe("practice server, a batch file", function () {
  this.timeout(15_000);

  let server: PracticeServer;
  let folder: string;
  before(async () => {
    server = await startPracticeServer({ token });
    folder = await mkdtemp(join(tmpdir(), "tibet-chat-batch-"));
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  it("is executed line by line, refusals included", async () => {
    const request = (id: string, body: object, url = "/v1/chat/completions") =>
      JSON.stringify({ custom_id: id, method: "POST", url, body });
    const messages = [{ role: "user", content: "第一" }];
    const body = { model: modelIds.tibet, messages, practice: { echo: true }, ...thinkingOff };
    const input = join(folder, "in.jsonl");
    const lines = [
      request("a", body),
      request("b", { ...body, model: "nobody" }),
      request("c", { ...body, stream: true }),
      request("d", body, "/v1/other"),
    ];
    await writeFile(input, lines.join("\n"));
    const output = join(folder, "out.jsonl");
    assert.equal(await runBatchFile(input, output, { url: server.url, token }), 4);
    const results = (await readFile(output, "utf8"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as BatchResult);
    assert.deepEqual(
      results.map(({ custom_id, response }) => [custom_id, response.status_code]),
      [
        ["a", 200],
        ["b", 404],
        ["c", 400],
        ["d", 400],
      ],
    );
    assert.equal(results[0]?.response.body?.choices[0]?.message?.["content"], "第一");
    assert.deepEqual(
      results.map(({ error }) => error === null),
      [true, false, false, false],
    );
  });
});

interface BatchResult {
  readonly custom_id: string;
  readonly response: { readonly status_code: number; readonly body: WireReply | null };
  readonly error: unknown;
}
