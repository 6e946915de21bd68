import assert from "node:assert/strict";
import fc from "fast-check";
import { after, before, describe, it } from "mocha";
import { patientClient } from "../../src/core/reply/patientClient.ts";
import {
  deliver,
  Haste,
  type ModelClient,
  type Outcome,
  type ReplyEvent,
} from "../../src/core/reply/reply.ts";
import { wait } from "../../src/host/wait.ts";
import { createModelClient } from "../../src/models/client.ts";
import { half, textOfReply } from "../servers/raw/frames.ts";
import type { ScriptName } from "../servers/raw/scripts.ts";
import { startRawServer, type RawServer } from "../servers/raw/start.ts";
import { requestFor } from "./askedModel.ts";

interface Patience {
  /** In seconds, as they were waited. */
  readonly waits: readonly number[];
  readonly events: readonly ReplyEvent[];
  readonly outcome: Outcome;
  readonly requests: number;
  readonly text: string;
}

describe("the patience with a server", () => {
  let server: RawServer;
  before(async () => {
    server = await startRawServer();
  });
  after(() => server.stop());

  /**
   * Asks a server that answers one request after the other as the scripts say; waits take no time.
   *
   * @param stopAt index of the event at which Stop is pressed.
   */
  async function ask(scripts: readonly ScriptName[], stopAt = -1): Promise<Patience> {
    const place = server.place(scripts);
    const waits: number[] = [];
    const events: ReplyEvent[] = [];
    const abort = new AbortController();
    const client = patientClient(createModelClient(), (milliseconds) => {
      waits.push(milliseconds / 1000);
      return Promise.resolve();
    });
    let ends = 0;
    const sink = {
      receive: (event: ReplyEvent) => {
        if (events.length === stopAt) abort.abort();
        events.push(event);
      },
      end: () => void (ends += 1),
    };
    const outcome = await deliver(client.stream(requestFor(place.baseUrl), abort.signal), sink);
    assert.equal(ends, 1);
    const text = events.map((event) => (event.type === "text" ? event.text : "")).join("");
    const posts = (await place.requests()).filter(({ method }) => method === "POST");
    return { waits, events, outcome, requests: posts.length, text };
  }

  /** Scripts, seconds of the waits, and what it ends with: the text of a reply or a fault's fields. */
  const table: readonly (readonly [string, readonly ScriptName[], number[], string | object])[] = [
    ["an answer", ["whole"], [], textOfReply],
    ["429 with a time, then an answer", ["busy", "whole"], [7], textOfReply],
    ["429 without a time", ["busyForever", "busyForever", "whole"], [1, 2], textOfReply],
    ["429 with no time at all", ["busyNow", "whole"], [0], textOfReply],
    ["429 again and again", ["busy"], [7, 7], { kind: "rateLimited", retryAfter: 7, tries: 3 }],
    ["429 for an hour", ["busyLong"], [], { kind: "rateLimited", retryAfter: 3600 }],
    ["429, then for an hour", ["busy", "busyLong"], [7], { retryAfter: 3600, tries: 2 }],
    ["502, then an answer", ["badGateway", "whole"], [1], textOfReply],
    ["502 twice", ["badGateway"], [1], { kind: "serverError", status: 502, tries: 2 }],
    ["500, then an answer", ["echo", "whole"], [1], textOfReply],
    ["503, then an answer", ["unavailable", "whole"], [1], textOfReply],
    ["429, then 502, then an answer", ["busy", "badGateway", "whole"], [7, 1], textOfReply],
    ["502, then 429 twice", ["badGateway", "busy"], [1, 7], { kind: "rateLimited", tries: 3 }],
    ["429, then 401", ["busy", "unauthorized"], [7], { kind: "unauthorized" }],
    ["401", ["unauthorized", "whole"], [], { kind: "unauthorized" }],
    ["400", ["badRequest", "whole"], [], { kind: "badRequest" }],
    ["a reset", ["resetFirst", "whole"], [], { kind: "unreachable" }],
    ["a reset in the answer", ["reset", "whole"], [], { kind: "connectionLost" }],
    ["an error as the first frame", ["errorFirst", "whole"], [], { kind: "modelError" }],
    ["an error behind some text", ["errorLater", "whole"], [], { kind: "modelError" }],
    ["429, then a reset in the answer", ["busy", "reset"], [7], { kind: "connectionLost" }],
    ["a web page", ["html", "whole"], [], { kind: "notAModelEndpoint" }],
  ];
  for (const [name, scripts, waits, end] of table) {
    const times = waits.length === 0 ? "once" : `${waits.length + 1} times`;
    it(`asks ${times}: ${name}`, async () => {
      const asked = await ask(scripts);
      assert.deepEqual(asked.waits, waits);
      assert.equal(asked.requests, waits.length + 1);
      const told = asked.events.filter(({ type }) => type === "waiting" || type === "sentAgain");
      assert.deepEqual(
        told.map((event) => (event.type === "waiting" ? event.seconds : event.type)),
        waits.flatMap((seconds) => [seconds, "sentAgain"]),
      );
      if (typeof end === "string") {
        assert.deepEqual([asked.outcome, asked.text], [{ status: "done" }, end]);
        return;
      }
      assert.ok(asked.outcome.status === "failed");
      assert.deepEqual({ ...asked.outcome.fault, ...end }, asked.outcome.fault);
    });
  }

  it("says which time it is, of how many", async () => {
    const countOf = async (...scripts: ScriptName[]) =>
      (await ask(scripts)).events.flatMap((event) =>
        event.type === "waiting" ? [`${event.attempt} of ${event.attempts}`] : [],
      );
    assert.deepEqual(await countOf("busy"), ["1 of 2", "2 of 2"]);
    assert.deepEqual(await countOf("badGateway"), ["1 of 1"]);
    assert.deepEqual(await countOf("busy", "badGateway"), ["1 of 2", "2 of 2"]);
  });

  it("never asks more than it may, nor behind a byte of a reply; Stop ends it at any event", async function () {
    this.timeout(20_000);
    const scripts: readonly ScriptName[] = [
      ...(["busyNow", "busyForever", "busyLong", "badGateway", "unavailable", "echo"] as const),
      ...(["whole", "reset", "errorFirst", "errorLater", "unauthorized", "html"] as const),
    ];
    const sequences = fc.array(fc.constantFrom(...scripts), { minLength: 1, maxLength: 5 });
    const stops = fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: 6 }));
    await fc.assert(
      fc.asyncProperty(sequences, stops, async (sequence, stopAt) => {
        const { events, outcome, requests } = await ask(sequence, stopAt);
        const sent = Array.from({ length: requests }, (_, at) => sequence[at] ?? sequence.at(-1));
        const refused = sent.slice(0, -1);
        const busy = refused.filter((script) => script?.startsWith("busy"));
        const failed = refused.filter((script) =>
          ["badGateway", "unavailable", "echo"].includes(script ?? ""),
        );
        assert.equal(busy.length + failed.length, refused.length, "only what may be asked again");
        assert.ok(refused.length <= 2 && failed.length <= 1);
        const lastWait = events.findLastIndex(({ type }) => type === "sentAgain");
        const before = events.slice(0, lastWait + 1).map(({ type }) => type);
        assert.ok(before.every((type) => ["requestId", "waiting", "sentAgain"].includes(type)));
        if (stopAt < 0 || stopAt >= events.length) {
          assert.notEqual(outcome.status, "stopped");
          return;
        }
        // All of a reply may be on this side already when Stop comes.
        assert.notEqual(outcome.status, "failed");
        assert.ok(events.slice(stopAt + 1).every(({ type }) => type !== "sentAgain"));
      }),
      { numRuns: 150 },
    );
  });

  it("does not ask again where text had come before a 502, whoever says so", async () => {
    let asked = 0;
    const fault = { kind: "serverError", host: "127.0.0.1:1", status: 502, detail: "" } as const;
    const strange: ModelClient = {
      ...createModelClient(),
      async *stream() {
        asked += 1;
        yield await Promise.resolve({ type: "text", choice: 0, text: "A" });
        return { status: "failed", fault };
      },
    };
    const client = patientClient(strange, () => Promise.resolve());
    const request = requestFor("http://127.0.0.1:1/v1");
    const sink = { receive: () => undefined, end: () => undefined };
    const outcome = await deliver(client.stream(request, new AbortController().signal), sink);
    assert.deepEqual([asked, outcome], [1, { status: "failed", fault }]);
  });

  describe("in real time", () => {
    const real = patientClient(createModelClient(), wait);

    it("honours Retry-After", async () => {
      const place = server.place(["busyNow", "busyNow", "whole"]);
      const outcome = await deliver(
        real.stream(requestFor(place.baseUrl), new AbortController().signal),
        { receive: () => undefined, end: () => undefined },
      );
      assert.deepEqual(outcome, { status: "done" });
      assert.equal((await place.requests()).length, 3);
    });

    it("ends a wait at once: by Stop as stopped, by haste with another request", async () => {
      for (const [how, wanted] of [
        ["stop", 1],
        ["haste", 2],
      ] as const) {
        const place = server.place(["busy", "whole"]);
        const abort = new AbortController();
        const haste = new Haste();
        const end = () => (how === "stop" ? abort.abort() : haste.askNow());
        const request = { ...requestFor(place.baseUrl), haste };
        const begun = performance.now();
        const { status } = await deliver(real.stream(request, abort.signal), {
          receive: ({ type }) => {
            // The wait itself begins a moment later.
            if (type === "waiting") setImmediate(end);
          },
          end: () => undefined,
        });
        assert.equal(status, how === "stop" ? "stopped" : "done");
        assert.ok(performance.now() - begun < 7000);
        assert.equal((await place.requests()).length, wanted);
      }
    });

    it("does not care for haste where it does not wait", async () => {
      const haste = new Haste();
      haste.askNow();
      const place = server.place("cutAtLimit");
      const request = { ...requestFor(place.baseUrl), haste };
      const record: ReplyEvent[] = [];
      await deliver(real.stream(request, new AbortController().signal), {
        receive: (event) => record.push(event),
        end: () => undefined,
      });
      const text = record.map((event) => (event.type === "text" ? event.text : "")).join("");
      assert.equal(text, half);
    });
  });
});
