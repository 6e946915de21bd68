import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { startRawServer, type RawServer } from "../servers/raw/start.ts";
import { check, type Case } from "./scriptChecks.ts";

describe("client against floods:", () => {
  let server: RawServer;
  before(async () => {
    server = await startRawServer();
  });
  after(() => server.stop());

  async function grownBy(work: () => Promise<unknown>): Promise<number> {
    const used = () => process.memoryUsage.rss() / 1_000_000;
    const begun = used();
    let peak = begun;
    const sampling = setInterval(() => (peak = Math.max(peak, used())), 5);
    await work();
    clearInterval(sampling);
    return peak - begun;
  }
  const tooLarge = (limit: number) => ({ kind: "replyTooLarge", limit }) as const;
  const cases: readonly Case[] = [
    ["a line without an end is cut at 8 MB", "longLine", tooLarge(8_000_000), "kept"],
    ["a frame of endless lines is cut at 8 MB", "longFrame", tooLarge(8_000_000), "kept"],
    ["a stream without an end is cut at 64 MB", "endless", tooLarge(64_000_000), "kept"],
    ["a gzip bomb as a stream is cut at 64 MB", "bombStream", tooLarge(64_000_000)],
    ["a gzip bomb as JSON is cut at 64 MB", "bombJson", tooLarge(64_000_000)],
    ["a gzip bomb as an error is cut", "bombError", { kind: "serverError", status: 500 }],
    ["an error without an end is cut", "endlessError", { kind: "serverError", status: 500 }],
  ];
  for (const [name, script, wanted, text] of cases) {
    it(`${name}, memory bounded, connection closed`, async function () {
      this.timeout(10_000);
      let finished: boolean | undefined;
      const grown = await grownBy(async () => {
        ({ finished } = (await check(server, script, wanted, text)).request);
      });
      assert.ok(grown < 300, `${Math.round(grown)} MB more`);
      // A bomb is so small that all of it may be on its way before it is noticed.
      if (!script.startsWith("bomb")) assert.equal(finished, false);
    });
  }
});
