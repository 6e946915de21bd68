import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { createModelClient } from "../../src/models/client.ts";
import { half } from "../servers/raw/frames.ts";
import type { ScriptName } from "../servers/raw/scripts.ts";
import { startRawServer, type RawServer } from "../servers/raw/start.ts";
import { ask, faultOf, requestFor, type Asking } from "./askedModel.ts";

describe("client: stop and limits", () => {
  let server: RawServer;
  before(async () => {
    server = await startRawServer();
  });
  after(() => server.stop());

  const moments: readonly (readonly [string, ScriptName, Asking["stopAt"], string, string])[] = [
    ["after the headers", "holdAfterHeaders", ({ type }) => type === "open", "", ""],
    ["in the thinking", "holdInThinking", ({ type }) => type === "thinking", "", "so"],
    ["in the answer", "hold", ({ type }) => type === "text", half, ""],
    ["among keep-alives", "stall", ({ type }) => type === "text", half, ""],
  ];
  for (const [when, script, stopAt, text, thinking] of moments) {
    it(`Stop ${when} keeps what came and closes the connection within 50 ms`, async function () {
      // The time is real: a busy machine may need another try.
      this.retries(2);
      const place = server.place(script);
      const asked = await ask(place.baseUrl, stopAt === undefined ? {} : { stopAt });
      assert.deepEqual(asked.outcome, { status: "stopped" });
      assert.deepEqual({ text: asked.text, thinking: asked.thinking }, { text, thinking });
      const [request, ...more] = await place.closed();
      assert.deepEqual(more, []);
      assert.equal(request?.finished, false);
      const took = (request.closedAt ?? Infinity) - asked.stoppedAt;
      assert.ok(took < 50, `${took} ms`);
    });
  }

  it("Stop before the headers closes the connection", async () => {
    const place = server.place("holdFirst");
    const stop = new AbortController();
    const asking = ask(place.baseUrl, { signal: stop.signal });
    while ((await place.requests()).length === 0);
    stop.abort();
    assert.deepEqual((await asking).outcome, { status: "stopped" });
    const requests = await place.closed();
    assert.deepEqual(
      requests.map(({ finished }) => finished),
      [false],
    );
  });

  it("Stop before it began sends nothing", async () => {
    const place = server.place("whole");
    const { outcome, events } = await ask(place.baseUrl, { signal: AbortSignal.abort() });
    assert.deepEqual(outcome, { status: "stopped" });
    assert.deepEqual(events, []);
    assert.deepEqual(await place.requests(), []);
  });

  it("Stop behind the last word changes nothing", async () => {
    const place = server.place("whole");
    const { outcome } = await ask(place.baseUrl, { stopAt: ({ type }) => type === "usage" });
    assert.deepEqual(outcome, { status: "done" });
  });

  for (const type of ["open", "text"]) {
    it(`a reader that leaves at ${type} closes the connection`, async () => {
      const place = server.place("hold");
      const { signal } = new AbortController();
      for await (const event of createModelClient().stream(requestFor(place.baseUrl), signal)) {
        if (event.type === type) break;
      }
      assert.equal((await place.closed())[0]?.finished, false);
    });
  }

  it("no timer is left behind a reply", async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout");
    await ask(server.place("whole").baseUrl);
    const before = timers().length;
    for (const script of ["whole", "json", "errorLater", "badGateway", "reset"] as const) {
      await ask(server.place(script).baseUrl);
    }
    assert.ok(timers().length <= before);
  });

  it("nothing is sent before the reply is asked for", async () => {
    const place = server.place("whole");
    const { signal } = new AbortController();
    const reply = createModelClient().stream(requestFor(place.baseUrl), signal);
    assert.deepEqual(await place.requests(), []);
    await reply.next();
    assert.equal((await place.requests()).length, 1);
    await reply.return({ status: "stopped" });
  });

  const limits = { firstByteTimeout: 0.25, idleTimeout: 0.15 };
  const silences: readonly (readonly [string, ScriptName, string, string])[] = [
    ["silence before the headers", "holdFirst", "firstByteTimeout", ""],
    ["silence behind the headers", "holdAfterHeaders", "firstByteTimeout", ""],
    ["keep-alives without a text", "keepAliveOnly", "firstByteTimeout", ""],
    ["an error whose text never ends", "errorStall", "firstByteTimeout", ""],
    ["silence in mid-stream", "hold", "stalled", half],
    ["keep-alives in mid-stream", "stall", "stalled", half],
    ["silence in the thinking", "holdInThinking", "stalled", ""],
    ["frames without a text in mid-stream", "stallInFrames", "stalled", half],
  ];
  for (const [name, script, kind, text] of silences) {
    it(`${name} ends at its limit, the connection closed`, async () => {
      const place = server.place(script);
      const begun = performance.now();
      const asked = await ask(place.baseUrl, { limits });
      const seconds = kind === "stalled" ? 0.15 : 0.25;
      const { host } = new URL(server.url);
      assert.deepEqual(faultOf(asked), { kind, host, seconds });
      assert.ok(performance.now() - begun >= seconds * 1000 - 2);
      assert.equal(asked.text, text);
      const requests = await place.closed();
      assert.deepEqual(
        requests.map(({ finished }) => finished),
        [false],
      );
    });
  }

  it("a slow reply that goes on is waited for, longer than either limit", async () => {
    const { outcome, text } = await ask(server.place("slow").baseUrl, { limits });
    assert.deepEqual(outcome, { status: "done" });
    assert.equal(text, "·".repeat(10));
  });
});
