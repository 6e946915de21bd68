import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Fault } from "../../src/core/reply/fault.ts";
import { describeFault, describeWait } from "../../src/core/reply/faultText.ts";
import { allRemedies } from "./allRemedies.ts";

const host = "127.0.0.1:8001";
const detail = "something of the server's own";

/** Every kind, with all that may be absent once present and once absent. */
const faults: { readonly [K in Fault["kind"]]: readonly Extract<Fault, { kind: K }>[] } = {
  unreachable: [
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ETIMEDOUT",
    "E_NEW",
    "unknown cause",
  ].map((cause) => ({ kind: "unreachable", host, cause })),
  tls: ["DEPTH_ZERO_SELF_SIGNED_CERT", "CERT_HAS_EXPIRED", "ERR_TLS_CERT_ALTNAME_INVALID"].map(
    (cause) => ({ kind: "tls", host, cause }),
  ),
  wrongScheme: [
    { kind: "wrongScheme", host, suggested: "http" },
    { kind: "wrongScheme", host, suggested: "https" },
  ],
  unauthorized: [{ kind: "unauthorized", host, status: 401, detail: "Unauthorized" }],
  notFound: [
    { kind: "notFound", host, model: "m", detail: "" },
    { kind: "notFound", host, model: "m", detail, available: [] },
    { kind: "notFound", host, model: "m", detail, available: ["a", "b"] },
    { kind: "notFound", host, model: "m", detail, available: ["a\n<b>", "c".repeat(5000)] },
  ],
  badRequest: [
    { kind: "badRequest", host, status: 400, detail },
    { kind: "badRequest", host, status: 422, detail: "" },
  ],
  elsewhere: [{ kind: "elsewhere", host }],
  interrupted: [{ kind: "interrupted", host }],
  promptTooLong: [
    { kind: "promptTooLong", host, detail, limit: 32768, requested: 40096 },
    { kind: "promptTooLong", host, detail, limit: 32768 },
    { kind: "promptTooLong", host, detail: "", requested: 40096 },
    { kind: "promptTooLong", host, detail },
  ],
  rateLimited: [
    { kind: "rateLimited", host, retryAfter: 7 },
    { kind: "rateLimited", host },
    { kind: "rateLimited", host, retryAfter: 3600, tries: 3 },
  ],
  serverError: [
    { kind: "serverError", host, status: 502, detail: "Bad Gateway" },
    { kind: "serverError", host, status: 500, detail: "" },
    { kind: "serverError", host, status: 502, detail: "", tries: 2 },
  ],
  firstByteTimeout: [{ kind: "firstByteTimeout", host, seconds: 120 }],
  stalled: [{ kind: "stalled", host, seconds: 60 }],
  connectionLost: [{ kind: "connectionLost", host, cause: "ECONNRESET" }],
  notAModelEndpoint: [{ kind: "notAModelEndpoint", host, detail: "text/html" }],
  replyTooLarge: [
    { kind: "replyTooLarge", host, limit: 8_000_000 },
    { kind: "replyTooLarge", host, limit: 1_500_000, setting: "frameLimit" },
    { kind: "replyTooLarge", host, limit: 32_000_000, setting: "replyLimit" },
  ],
  redirected: [{ kind: "redirected", host, target: "http://127.0.0.1:9" }],
  modelError: [
    { kind: "modelError", host, detail },
    { kind: "modelError", host, detail: "" },
  ],
  incomplete: [
    { kind: "incomplete", host, inThinking: true },
    { kind: "incomplete", host, inThinking: false },
  ],
  malformed: [{ kind: "malformed", host, detail: "a frame that is not JSON" }],
  invalidToken: [{ kind: "invalidToken", host }],
};

describe("fault text", () => {
  for (const [kind, examples] of Object.entries(faults)) {
    it(`says of ${kind} what happened, where, and what to do, in a few sentences`, () => {
      for (const fault of examples) {
        const { message, remedies } = describeFault(fault);
        assert.ok(message.includes(host), message);
        assert.doesNotMatch(message, /undefined|null|NaN|\[object|\n|[.:] ?\.|^\s|\s$/u);
        assert.match(message, /[.]$/u);
        const sentences = [
          ...new Intl.Segmenter("en", { granularity: "sentence" }).segment(message),
        ];
        assert.ok(sentences.length <= 3, message);
        assert.ok(message.length < 600, message);
        assert.ok(remedies.length > 0);
        assert.equal(new Set(remedies).size, remedies.length);
        assert.ok(remedies.every((remedy) => allRemedies.includes(remedy)));
      }
    });
  }

  const messageOf = (fault: Fault) => describeFault(fault).message;

  it("explains the usual causes and passes on the others", () => {
    const [refused, unknown, , , other] = faults.unreachable.map(messageOf);
    assert.match(refused ?? "", /nothing listens there \(ECONNREFUSED\)/);
    assert.match(unknown ?? "", /the name is unknown/);
    assert.match(other ?? "", /: E_NEW\./);
    const prototype = messageOf({ kind: "unreachable", host, cause: "constructor" });
    assert.match(prototype, /: constructor\./);
  });

  it("tells both numbers of a prompt that is too long, and the overage", () => {
    const [numbers, ...without] = faults.promptTooLong.map(messageOf);
    assert.match(numbers ?? "", /40,096 tokens, where 32,768 fit \(7,328 too many\)/);
    for (const message of without) assert.doesNotMatch(message, /too many/);
  });

  it("tells what a server has instead of a model, cut to what can be read", () => {
    const [, none, two, long] = faults.notFound.map(messageOf);
    assert.match(none ?? "", /It offers no model\./);
    assert.match(two ?? "", /has no model “m” \(404\)\. It offers “a”, “b”\./);
    assert.match(long ?? "", /“a”, “c{60,100}…”/);
    const available = Array.from({ length: 1000 }, (_, index) => `id-${index}`);
    const many = messageOf({ kind: "notFound", host, model: "m", detail, available });
    assert.match(many, /“id-0”, .*“id-\d” and 99\d more\./);
  });

  it("suggests the other scheme, and the wait that the server asked for", () => {
    const [toHttp, toHttps] = faults.wrongScheme.map(messageOf);
    assert.match(toHttp ?? "", /does not speak https.*to http:\/\/127/);
    assert.match(toHttps ?? "", /does not speak http\..*to https:\/\/127/);
    assert.match(faults.rateLimited.map(messageOf)[0] ?? "", /in 7 s\./);
  });

  it("tells how often a server was asked, and a long wait in minutes", () => {
    const [, , busy] = faults.rateLimited.map(messageOf);
    assert.match(busy ?? "", /is busy \(429\), asked 3 times\. Try again in 60 min\./);
    const [once, , twice] = faults.serverError.map(messageOf);
    assert.match(once ?? "", /failed \(502\): “Bad Gateway”\./);
    assert.match(twice ?? "", /failed \(502\), asked twice\./);
  });

  it("points to the system’s trust, or to what else is wrong with a certificate, with its code", () => {
    const [unknown, expired, name] = faults.tls.map(messageOf);
    assert.match(unknown ?? "", /\(DEPTH_ZERO_SELF_SIGNED_CERT\)\. Add it to the system's trusted/);
    assert.match(expired ?? "", /has expired \(CERT_HAS_EXPIRED\)/);
    assert.match(name ?? "", /for another name \(ERR_TLS_CERT_ALTNAME_INVALID\)/);
  });

  it("says what a request waits for, and how often it will be sent again", () => {
    const [busy] = faults.rateLimited;
    assert.ok(busy);
    const waiting = {
      type: "waiting",
      fault: busy,
      seconds: 6.2,
      attempt: 1,
      attempts: 2,
    } as const;
    const told = `${host} is busy (429). Asking again in 7 s (1 of 2).`;
    assert.equal(describeWait(waiting), told);
    const [failed] = faults.serverError;
    assert.ok(failed);
    const once = { ...waiting, fault: failed, seconds: 1, attempts: 1 };
    assert.equal(describeWait(once), `${host} failed (502). Asking again in 1 s.`);
  });

  it("leads to the token where the token is at fault, to the settings for the address", () => {
    const first = (examples: readonly Fault[]) => examples.map(describeFault)[0]?.remedies[0];
    assert.equal(first(faults.unauthorized), "setToken");
    assert.equal(first(faults.invalidToken), "setToken");
    assert.equal(first(faults.redirected), "openSettings");
    assert.equal(first(faults.wrongScheme), "changeScheme");
    assert.equal(first(faults.connectionLost), "retry");
  });
});
