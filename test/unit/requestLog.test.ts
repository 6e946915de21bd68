import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { patientClient } from "../../src/core/reply/patientClient.ts";
import { deliver } from "../../src/core/reply/reply.ts";
import { loggedClient } from "../../src/host/requestLog.ts";
import { createModelClient } from "../../src/models/client.ts";
import { canaryPassage, canaryToken } from "../canary.ts";
import type { ScriptName } from "../servers/raw/scripts.ts";
import { startRawServer, type RawServer } from "../servers/raw/start.ts";
import { requestFor } from "./askedModel.ts";

type Level = "info" | "warn" | "debug";

describe("the log of requests", () => {
  let server: RawServer;
  before(async () => {
    server = await startRawServer();
  });
  after(() => server.stop());

  /** A client that asks for the canary with the canary's token, and what it logs. */
  function watched() {
    const lines: string[] = [];
    const write = (level: Level) => (line: string) => void lines.push(`${level} ${line}`);
    const log = { info: write("info"), warn: write("warn"), debug: write("debug") };
    const patient = patientClient(createModelClient(), () => Promise.resolve());
    return { client: loggedClient(patient, log), lines };
  }

  function canaryRequest(baseUrl: string) {
    const messages = [{ role: "user", content: canaryPassage }] as const;
    return { ...requestFor(baseUrl, { token: canaryToken }), messages };
  }

  async function linesOf(...scripts: ScriptName[]): Promise<string[]> {
    const { client, lines } = watched();
    const request = canaryRequest(server.place(scripts).baseUrl);
    const sink = { receive: () => undefined, end: () => undefined };
    await deliver(client.stream(request, new AbortController().signal), sink);
    return lines;
  }

  /** The lines without what differs from run to run; all must have one id. */
  function plain(lines: readonly string[]): string[] {
    const ids = lines.map((line) => /^\w+ \[([0-9a-f]{8})\] /u.exec(line)?.[1]);
    assert.equal(new Set(ids).size, 1);
    assert.ok(ids[0] !== undefined, lines[0]);
    const { host } = new URL(server.url);
    return lines.map((line) =>
      line
        .replace(/\[[0-9a-f]{8}\]/u, "[id]")
        .replaceAll(host, "HOST")
        .replace(/after [\d,]+ ms/u, "after T ms"),
    );
  }

  it("says what was asked and how it ended", async () => {
    const [asking = "", ...rest] = plain(await linesOf("whole"));
    assert.match(asking, /^info \[id\] Asking m on HOST: 1 message, about \d+ tokens\.$/u);
    assert.deepEqual(rest, ["info [id] done after T ms: finish stop, 4 tokens."]);
  });

  it("says what failed, how often it was tried, and a part of the server's id", async () => {
    const [, ...rest] = plain(await linesOf("busyNow"));
    const waiting = (count: string) =>
      `info [id] rateLimited (429), asking again in 0 s (${count}).`;
    assert.deepEqual(rest, [
      waiting("1 of 2"),
      waiting("2 of 2"),
      "warn [id] failed after T ms: rateLimited (429), tried 3 times; server's request id chat… (17 characters).",
    ]);
  });

  it("has a code for what broke, and a server's own words only for who debugs", async () => {
    assert.match((await linesOf("reset")).at(-1) ?? "", /^warn .*: connectionLost \([A-Z_]+\)\.$/u);
    const lines = plain(await linesOf("badRequest"));
    assert.deepEqual(lines.slice(1), [
      "warn [id] failed after T ms: badRequest (400).",
      "debug [id] HOST said: temperature must be in [0, 2], got 3.",
    ]);
  });

  it("says that a request was stopped", async () => {
    const { client, lines } = watched();
    const abort = new AbortController();
    const request = canaryRequest(server.place("hold").baseUrl);
    await deliver(client.stream(request, abort.signal), {
      receive: ({ type }) => {
        if (type === "text") abort.abort();
      },
      end: () => undefined,
    });
    assert.equal(plain(lines).at(-1), "info [id] stopped after T ms.");
  });

  it("has the requests for models and counts, too", async () => {
    const { client, lines } = watched();
    const { signal } = new AbortController();
    await client.probe(canaryRequest(server.place("models").baseUrl), signal);
    await client.probe(canaryRequest(server.place("unauthorized").baseUrl), signal);
    await client.countTokens(canaryRequest(server.place("badGateway").baseUrl), signal);
    const [models, refused, count] = [lines.slice(0, 2), lines.slice(2, -2), lines.slice(-2)].map(
      plain,
    );
    assert.deepEqual(models, [
      "info [id] Asking HOST for its models.",
      "info [id] done after T ms: 2 models.",
    ]);
    assert.equal(refused?.[1], "warn [id] failed after T ms: unauthorized (401).");
    assert.deepEqual(count, [
      "info [id] Asking m on HOST to count the tokens of a prompt.",
      "info [id] done after T ms: no count.",
    ]);
  });

  it("has neither prompt nor reply at its default level, and the token at none", async () => {
    const scripts: readonly ScriptName[] = [
      ...(["whole", "thoughtAndAnswer", "json", "echo", "echoFrame", "echoId", "busy"] as const),
      ...(["badGateway", "notFound", "tooLong", "redirect301", "html", "badJson"] as const),
    ];
    const lines = (await Promise.all(scripts.map((script) => linesOf(script)))).flat();
    assert.ok(lines.length >= 2 * scripts.length);
    assert.deepEqual(
      lines.filter((line) => line.includes(canaryToken)),
      [],
    );
    assert.ok(!lines.some((line) => line.includes("request id sk-")));
    const told = lines.filter((line) => !line.startsWith("debug ")).join("\n");
    const words = [canaryPassage, "人人", "བོད", "whole 全文", "no such key", "nginx", "Portal"];
    for (const word of words) assert.ok(!told.includes(word), word);
  });
});
