import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "mocha";
import { ReplyActivity, type Activity } from "../../src/core/reply/replyActivity.ts";
import { patientClient } from "../../src/core/reply/patientClient.ts";
import { deliver, type ReplySink } from "../../src/core/reply/reply.ts";
import { estimateTokens } from "../../src/core/fit/tokenEstimate.ts";
import { TokenRate } from "../../src/core/reply/tokenRate.ts";
import { createModelClient } from "../../src/models/client.ts";
import type { Directives } from "../servers/practice/directives.ts";
import { startPracticeServer, type PracticeServer } from "../servers/practice/start.ts";
import { requestFor } from "./askedModel.ts";

describe("what replies are doing", () => {
  let server: PracticeServer;
  before(async () => {
    server = await startPracticeServer();
  });
  after(() => server.stop());
  afterEach(() => server.clearLog());

  /** Asks with a clock that goes on by some milliseconds at each look at it. */
  function begin(practice: Directives, step = 0) {
    let now = 0;
    const activity = new ReplyActivity(() => (now += step));
    const told: Activity[] = [];
    activity.subscribe(() => told.push(activity.current));
    const client = activity.watch(patientClient(createModelClient(), () => Promise.resolve()));
    const abort = new AbortController();
    const fields = { model: "model/model_xizang", extraBody: { practice } };
    const request = requestFor(server.baseUrl("tibet"), { fields });
    const pieces: string[] = [];
    const sink: ReplySink = {
      receive: (event) => {
        if ("text" in event) pieces.push(event.text);
      },
      end: () => undefined,
    };
    const ended = deliver(client.stream(request, abort.signal), sink);
    return { activity, told, pieces, abort, ended };
  }

  it("is idle, then waiting, streaming and idle again, each told once", async () => {
    const { activity, told, ended } = begin({ reply: "བོད་ཡིག" });
    assert.equal(activity.current.status, "waiting");
    await ended;
    assert.deepEqual(
      told.map(({ status }) => status),
      ["waiting", "streaming", "idle"],
    );
  });

  it("tells a rate at most twice a second, and none before there is one", async () => {
    const { told, pieces, ended } = begin({ reply: "字 ".repeat(10), pace: 50 }, 100);
    await ended;
    const rates = told.flatMap((each) =>
      each.status === "streaming" ? [each.tokensPerSecond] : [],
    );
    assert.equal(rates[0], undefined);
    const known = rates.slice(1);
    assert.ok(known.length > 0 && known.every((rate) => rate !== undefined && rate > 0));
    assert.ok(rates.length <= pieces.length / 5 + 1, `${rates.length} for ${pieces.length}`);
  });

  it("says why a request waits to be sent again", async () => {
    const { told, ended } = begin({ error: { status: 429, times: 1 }, reply: "x" });
    await ended;
    const faults = told.map((each) => (each.status === "waiting" ? each.fault?.kind : each.status));
    assert.deepEqual(faults, [undefined, "rateLimited", undefined, "streaming", "idle"]);
  });

  it("keeps a failure until the next question or until it was seen", async () => {
    const { activity, ended } = begin({ error: { status: 400 } });
    await ended;
    assert.equal(activity.current.status, "failed");
    activity.forgetFailure();
    assert.equal(activity.current.status, "idle");
  });

  it("is idle after Stop, whether anything came or not", async () => {
    const { activity, abort, ended } = begin({ reply: "ab", waitFor: "held" });
    const streaming = new Promise<void>((resolve) => {
      activity.subscribe(() => {
        if (activity.current.status === "streaming") resolve();
      });
    });
    await streaming;
    abort.abort();
    await ended;
    assert.equal(activity.current.status, "idle");
  });
});

describe("the rate of tokens", () => {
  it("is that of the last seconds", () => {
    const rate = new TokenRate();
    for (let at = 0; at <= 10_000; at += 100) rate.add("one word after another ", at);
    const quick = rate.perSecond ?? 0;
    for (let at = 11_000; at <= 20_000; at += 1000) rate.add("one word after another ", at);
    const slow = rate.perSecond ?? 0;
    assert.ok(Math.abs(quick / slow - 10) < 1, `${quick} and ${slow}`);
  });

  it("is that of the text, however it is cut into pieces", () => {
    const text = "One word after the other, བོད་ཡིག and 中文. ".repeat(25);
    for (const length of [1, 3, 100]) {
      const rate = new TokenRate();
      rate.add("x", 0);
      for (let at = 0; at < text.length; at += length) {
        rate.add(text.slice(at, at + length), 1 + (999 * (at + length)) / text.length);
      }
      const off = (rate.perSecond ?? 0) / estimateTokens(text) - 1;
      assert.ok(Math.abs(off) < 0.1, `${length}: off by ${off}`);
    }
  });

  it("is unknown while it would say nothing", () => {
    const rate = new TokenRate();
    assert.equal(rate.perSecond, undefined);
    rate.add("a", 0);
    rate.add("b", 100);
    assert.equal(rate.perSecond, undefined);
  });
});
