import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { half, shortReply, shortText, textOfReply } from "../servers/raw/frames.ts";
import { startRawServer, type RawServer } from "../servers/raw/start.ts";
import { ask, faultOf } from "./askedModel.ts";
import { check, checkAll } from "./scriptChecks.ts";

const done = { status: "done" };

describe("client against a server that", () => {
  let server: RawServer;
  before(async () => {
    server = await startRawServer();
  });
  after(() => server.stop());

  describe("streams", () => {
    it("sends a whole reply: text, finish and usage", async () => {
      const { record } = await check(server, "whole", undefined, textOfReply);
      assert.equal(record.answers[0]?.finish, "stop");
      assert.deepEqual(record.usage, { promptTokens: 3, completionTokens: 4, totalTokens: 7 });
    });

    for (const script of ["pieces1", "pieces2", "pieces3", "pieces5"] as const) {
      it(`cuts characters, line ends and frames: ${script}`, async () => {
        const { text } = await check(server, script, undefined, textOfReply);
        assert.ok(!text.includes("\ufffd"));
      });
    }

    it("cuts a reply of every script in two, at each of its bytes", async function () {
      this.timeout(20_000);
      const { baseUrl } = server.place("cutInTwo");
      for (let cut = 1; cut < shortReply.length; cut++) {
        const { outcome, text } = await ask(baseUrl);
        assert.deepEqual({ cut, outcome, text }, { cut, outcome: done, text: shortText });
      }
    });

    checkAll(
      () => server,
      [
        ["sends invalid UTF-8", "invalidUtf8", undefined, "a\ufffd \ufffdz"],
        ["sends half a surrogate pair", "surrogateUtf8", undefined, "a\ufffd\ufffd\ufffdz"],
        ["sends an overlong slash", "overlongUtf8", undefined, "a\ufffd\ufffdz"],
        ["sends GBK", "gbk", undefined, "a\ufffd\ufffd\ufffd\ufffdz"],
      ],
    );

    it("interleaves two choices", async () => {
      const asking = { fields: { n: 2 } };
      const { record } = await check(server, "two", undefined, "bB", asking);
      assert.equal(record.answers[1]?.text, "aA");
    });

    it("leaves tags in the content", async () => {
      const { thinking } = await check(server, "thoughtAndAnswer", undefined, "yes");
      assert.equal(thinking, "so");
    });

    it("cuts at max_tokens: done, but not complete", async () => {
      const { record } = await check(server, "cutAtLimit", undefined, half);
      assert.equal(record.answers[0]?.finish, "length");
      assert.equal(record.isComplete(0), false);
    });

    it("sends 100,000 chunks: all text, within seconds", async function () {
      this.timeout(10_000);
      await check(server, "many", undefined, "字".repeat(100_000));
    });

    const inThinking = { kind: "incomplete", inThinking: true } as const;
    const incomplete = { kind: "incomplete", inThinking: false } as const;
    checkAll(
      () => server,
      [
        ["says [DONE] twice", "doneTwice", undefined, half],
        ["says no [DONE] after the finish", "noDone", undefined, half],
        ["says [DONE] without a finish", "noFinish", undefined, half],
        ["says [DONE] without a space", "doneWithoutSpace", undefined, half],
        ["sends text behind [DONE]", "textAfterDone", undefined, half],
        ["says neither finish nor [DONE]", "noEnd", incomplete, half],
        [
          "sends frames of any shape and choices nobody asked for",
          "strangeFrames",
          undefined,
          half,
        ],
        ["ends inside thinking that has its own field", "thinkingOnly", inThinking],
        ["finishes inside an open block of thinking", "thinkingUnclosed", inThinking],
      ],
    );
  });

  describe("sends errors within a stream:", () => {
    const error = { kind: "modelError", detail: "out of memory" } as const;
    checkAll(
      () => server,
      [
        ["flat", "flatError", error],
        ["as the first frame", "errorFirst", error],
        ["behind some text, which is kept", "errorLater", error, half],
        ["behind the finish, which costs nothing", "errorAfterFinish", undefined, half],
      ],
    );
  });

  describe("does not stream:", () => {
    const foreign = { kind: "notAModelEndpoint" } as const;
    checkAll(
      () => server,
      [
        ["a whole completion is shown", "json", undefined, "whole 全文"],
        ["an error as JSON", "jsonError", { kind: "modelError", detail: "out of memory" }],
        ["other JSON", "jsonOther", { ...foreign, detail: "JSON that is no chat completion" }],
        ["a list", "jsonList", foreign],
        ["JSON 200,000 levels deep", "jsonDeep", foreign],
        ["JSON that is cut", "jsonCut", { kind: "malformed" }],
        ["an empty body of JSON", "emptyJson", { kind: "malformed" }],
        ["an empty stream", "emptyStream", { kind: "incomplete" }],
        ["a web page", "html", { ...foreign, detail: "text/html" }],
        ["an answer without a type", "noType", foreign],
        [
          "an answer of another type",
          "foreignStream",
          { ...foreign, detail: "application/x-ndjson" },
        ],
        ["status 204", "noContent", foreign],
      ],
    );

    it("usage and finish of a whole completion are read", async () => {
      const { record } = await check(server, "json", undefined, "whole 全文", {
        fields: { stream: false },
      });
      assert.equal(record.usage?.totalTokens, 7);
      assert.equal(record.isComplete(0), true);
    });
  });

  describe("refuses:", () => {
    const limit = { limit: 32768, requested: 40000 };
    checkAll(
      () => server,
      [
        ["401 with a string", "unauthorized", { kind: "unauthorized", detail: "Unauthorized" }],
        ["403 of a gateway", "forbidden", { kind: "unauthorized", detail: "Not for you" }],
        ["a prompt too long, both numbers told", "tooLong", { kind: "promptTooLong", ...limit }],
        [
          "a parameter",
          "badRequest",
          { kind: "badRequest", detail: "temperature must be in [0, 2], got 3." },
        ],
        [
          "a parameter, flat",
          "flatBadRequest",
          { kind: "badRequest", detail: "top_p must be in (0, 1]." },
        ],
        ["http on a port for https", "httpsWanted", { kind: "wrongScheme", suggested: "https" }],
        ["429 with a time to wait", "busy", { kind: "rateLimited", retryAfter: 7 }],
        ["401 whose body breaks off", "errorReset", { kind: "unauthorized", status: 401 }],
      ],
    );

    it("429 with a date to wait for, or with nonsense", async () => {
      const until = await ask(server.place("busyUntil").baseUrl);
      const fault = faultOf(until);
      assert.ok(fault?.kind === "rateLimited");
      assert.ok((fault.retryAfter ?? 0) > 25 && (fault.retryAfter ?? 0) <= 31);
      const nonsense = await ask(server.place("busyForever").baseUrl);
      assert.deepEqual(faultOf(nonsense), { kind: "rateLimited", host: fault.host });
    });

    it("502 as a web page: its text, plain and short", async () => {
      const asked = await check(server, "badGateway", { kind: "serverError", status: 502 });
      const fault = faultOf(asked);
      assert.ok(fault?.kind === "serverError");
      assert.match(fault.detail, /^Bad Gateway nginx གནས་ཚུལ nginx/u);
      assert.ok(fault.detail.length < 400 && !/[<>\n]/u.test(fault.detail));
    });

    it("404: says what the server has instead", async () => {
      const place = server.place("notFound");
      const fault = faultOf(await ask(place.baseUrl));
      assert.ok(fault?.kind === "notFound");
      assert.equal(fault.detail, "The model `m` does not exist.");
      assert.deepEqual(fault.available, ["a", "b"]);
      const requests = await place.closed();
      assert.deepEqual(
        requests.map(({ method }) => method),
        ["POST", "GET"],
      );
      const nowhere = faultOf(await ask(server.place("notFoundAnywhere").baseUrl));
      assert.ok(nowhere?.kind === "notFound" && nowhere.available === undefined);
    });
  });
});
