import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { after, before, describe, it } from "mocha";
import { Connection } from "../../src/models/connection.ts";
import { createModelClient } from "../../src/models/client.ts";
import { requestBody } from "../../src/models/requestBody.ts";
import { canaryToken } from "../canary.ts";
import { canaryMark, needlesFor } from "../canary/needles.ts";
import { searchText } from "../canary/search.ts";
import { scripts, type ScriptName } from "../servers/raw/scripts.ts";
import { startRawServer, type RawServer } from "../servers/raw/start.ts";
import { ask, requestFor } from "./askedModel.ts";

/** So small that every script comes to its end at once, with or without a fault. */
const limits = { firstByteTimeout: 0.3, idleTimeout: 0.3, frame: 20_000, reply: 100_000 };
const asking = { token: canaryToken, limits };

/** How VS Code and Node write a value where nobody expected it, in all its depth. */
function written(value: unknown): string {
  const options = {
    ...{ depth: Infinity, showHidden: true, getters: true },
    ...{ maxArrayLength: null, maxStringLength: null },
  };
  const stack = value instanceof Error ? value.stack : "";
  return [inspect(value, options), inspect(value), stack, String(value), asJson(value)].join("\n");
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // It goes round in circles; `inspect` shows what is in it.
    return "";
  }
}

function assertSilent(place: string, ...values: readonly unknown[]): void {
  const needles = needlesFor(canaryMark() ?? "", ["token"]);
  const hits = values.flatMap((value) => searchText(written(value), needles, place).hits);
  assert.deepEqual(hits, []);
}

describe("client: the token", () => {
  let server: RawServer;
  before(async () => {
    server = await startRawServer();
  });
  after(() => server.stop());

  /** What the SDK and `fetch` throw, before any of it becomes a fault, and what they throw it from. */
  async function thrownBy(baseUrl: string): Promise<unknown[]> {
    const request = requestFor(baseUrl, asking);
    const connection = new Connection(request, new AbortController().signal);
    try {
      const response = await connection.complete(requestBody(request));
      const frames: unknown[] = [];
      for await (const frame of connection.frames(response)) frames.push(frame);
      return [connection, response, connection.faultOf()];
    } catch (error) {
      return [connection, error, connection.faultOf(error)];
    } finally {
      connection.close();
    }
  }

  async function assertNowhere(baseUrl: string, place: string): Promise<void> {
    const { outcome, events } = await ask(baseUrl, asking);
    const signal = AbortSignal.timeout(300);
    const client = createModelClient();
    const request = requestFor(baseUrl, asking);
    const told = await Promise.all([
      client.probe(request, signal),
      client.countTokens(request, signal),
    ]);
    assertSilent(place, outcome, events, ...told);
    assertSilent(`${place}, thrown`, ...(await thrownBy(baseUrl)));
  }

  it("is found by this test where it is", () => {
    for (const value of [
      requestFor("http://127.0.0.1:1/v1", asking),
      Object.assign(new Error("x"), { headers: new Headers({ a: canaryToken }) }),
      new Error("x", { cause: new AggregateError([new Error(canaryToken)]) }),
    ]) {
      assert.throws(() => assertSilent("x", value));
    }
  });

  it("is in nothing that a client returns or throws, whatever a server does", async function () {
    this.timeout(60_000);
    const names = Object.keys(scripts) as ScriptName[];
    assert.ok(names.length > 80);
    await Promise.all(names.map((name) => assertNowhere(server.place(name).baseUrl, name)));
  });

  it("is in nothing where no connection comes about", async () => {
    await assertNowhere("http://127.0.0.1:1/v1", "nobody listens");
    await assertNowhere(server.place("whole", server.tlsUrl).baseUrl, "an unknown certificate");
  });

  /** Answers of a server that repeats the token in places and ways of its own. */
  const echoes: Readonly<Record<string, RequestListener>> = {
    "in a URL of its error": (_, response) =>
      response.writeHead(500).end(`no route for ?key=${encodeURIComponent(canaryToken)}`),
    "in JSON that is none": (_, response) =>
      response.writeHead(400).end(`{{"key": "${canaryToken.replaceAll("/", "\\/")}"}`),
    "in the type of its answer": (_, response) =>
      response.writeHead(200, { "content-type": `text/${canaryToken}` }).end("x"),
    "in the host it redirects to": (_, response) =>
      response.writeHead(302, { location: `http://${canaryMark()}.example/` }).end(),
    "in its id of the request": (_, response) =>
      response.writeHead(500, { "x-request-id": encodeURIComponent(canaryToken) }).end(),
    "in its list of models": ({ method }, response) => {
      response.writeHead(method === "GET" ? 200 : 404, { "content-type": "application/json" });
      response.end(JSON.stringify({ data: [{ id: canaryToken.toUpperCase() }, { id: "b" }] }));
    },
  };
  for (const [place, answer] of Object.entries(echoes)) {
    it(`is in nothing where a server repeats it ${place}`, async () => {
      const echo = createServer(answer).listen(0, "127.0.0.1");
      await once(echo, "listening");
      try {
        const { port } = echo.address() as AddressInfo;
        await assertNowhere(`http://127.0.0.1:${port}/v1`, place);
      } finally {
        echo.closeAllConnections();
        echo.close();
      }
    });
  }

  it("is in no diagnostic report of the process in mid-request, the environment left out", async () => {
    const place = server.place("hold");
    const reports: string[] = [];
    const report = () => {
      Object.assign(process.report, { excludeEnv: true, excludeNetwork: true });
      reports.push(JSON.stringify(process.report.getReport(new Error("a crash"))));
      return true;
    };
    await ask(place.baseUrl, { ...asking, stopAt: ({ type }) => type === "text" && report() });
    assert.equal(reports.length, 1);
    assertSilent("the report", JSON.parse(reports[0] ?? ""));
  });
});
