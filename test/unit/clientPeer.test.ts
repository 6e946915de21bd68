import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import type { Fault } from "../../src/core/reply/fault.ts";
import { answer, peerToken, thought, type PeerModel } from "../servers/peer/fixtures.ts";
import { startPeer, type Peer } from "../servers/peer/start.ts";
import { ask, faultOf, type Asking } from "./askedModel.ts";

describe("client with a server that nobody here wrote", () => {
  let peer: Peer;
  before(async () => {
    peer = await startPeer();
  });
  after(() => peer.stop());

  function askPeer(model: PeerModel, { fields = {}, ...rest }: Asking = {}) {
    return ask(peer.baseUrl, { token: peerToken, ...rest, fields: { model, ...fields } });
  }

  for (const stream of [true, false]) {
    describe(stream ? "streams:" : "answers in one piece:", () => {
      it("text, finish and usage", async () => {
        const { outcome, text, record } = await askPeer("plain", { fields: { stream } });
        assert.deepEqual(outcome, { status: "done" });
        assert.equal(text, answer);
        assert.equal(record.isComplete(0), true);
        assert.ok((record.usage?.completionTokens ?? 0) > 0);
      });

      it("thinking apart from the answer", async () => {
        const { outcome, text, thinking } = await askPeer("reasoning", { fields: { stream } });
        assert.deepEqual(outcome, { status: "done" });
        assert.deepEqual({ text, thinking }, { text: answer, thinking: thought });
      });

      for (const [model, finish] of [
        ["length", "length"],
        ["filtered", "content_filter"],
      ] as const) {
        it(`an answer cut by ${finish} is not complete`, async () => {
          const { text, record } = await askPeer(model, { fields: { stream } });
          assert.equal(text, answer);
          assert.equal(record.answers[0]?.finish, finish);
          assert.equal(record.isComplete(0), false);
        });
      }

      it("an answer of nothing", async () => {
        const { outcome, text } = await askPeer("empty", { fields: { stream } });
        assert.deepEqual({ outcome, text }, { outcome: { status: "done" }, text: "" });
      });

      const faults: readonly (readonly [PeerModel, Partial<Fault>])[] = [
        ["unauthorized", { kind: "unauthorized", status: 401, detail: "No such key." }],
        ["busy", { kind: "rateLimited", retryAfter: 7 }],
        ["broken", { kind: "serverError", status: 500, detail: "Out of memory." }],
        ["dropped", { kind: "serverError", status: 500 }],
        ["malformed", { kind: "malformed" }],
        ["cutOff", { kind: "unreachable" }],
      ];
      for (const [model, wanted] of faults) {
        it(`${model}: ${wanted.kind ?? ""}`, async () => {
          const asked = await askPeer(model, { fields: { stream } });
          const { host } = new URL(peer.baseUrl);
          assert.deepEqual({ ...faultOf(asked), ...wanted, host }, faultOf(asked));
          assert.equal(asked.text, "");
        });
      }
    });
  }

  it("puts characters together that were cut into their units", async () => {
    const { text } = await askPeer("pieces");
    assert.equal(text, answer);
  });

  it("is waited for while it is slow", async () => {
    const { outcome, text } = await askPeer("slow");
    assert.deepEqual({ outcome, text }, { outcome: { status: "done" }, text: answer });
  });

  it("that breaks off in mid-stream leaves what had come", async () => {
    const asked = await askPeer("truncated");
    assert.equal(faultOf(asked)?.kind, "connectionLost");
    assert.ok(asked.text !== "" && asked.text !== answer && answer.startsWith(asked.text));
  });

  it("that stays silent is left at the limit", async () => {
    const asked = await askPeer("silent", { limits: { firstByteTimeout: 0.2 } });
    assert.equal(faultOf(asked)?.kind, "firstByteTimeout");
  });

  it("is left on Stop", async () => {
    const asked = await askPeer("slow", { stopAt: ({ type }) => type === "text" });
    assert.deepEqual(asked.outcome, { status: "stopped" });
    assert.ok(asked.text !== "" && answer.startsWith(asked.text));
  });

  it("refuses another token, and a model that it does not have", async () => {
    assert.equal(faultOf(await askPeer("plain", { token: "wrong" }))?.kind, "unauthorized");
    const fields = { model: "none" };
    assert.equal(faultOf(await askPeer("plain", { fields }))?.kind, "serverError");
  });
});
