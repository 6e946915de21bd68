import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { after, before, describe, it } from "mocha";
import type { ScriptName } from "../servers/raw/scripts.ts";
import { startRawServer, type RawServer } from "../servers/raw/start.ts";
import type { FloodReport } from "./floodedAsk.ts";

const asker = fileURLToPath(new URL("floodedAsk.ts", import.meta.url));
/** Most that a flood may add to the memory of the process that asks, in bytes. */
const most = 100_000_000;

describe("client against floods:", function () {
  this.timeout(60_000);
  let server: RawServer;
  before(async () => {
    server = await startRawServer();
  });
  after(() => server.stop());

  const frame = { fault: "replyTooLarge", setting: "frameLimit" };
  const reply = { fault: "replyTooLarge", setting: "replyLimit" };
  const text = { fault: "replyTooLarge" };
  const malformed = { fault: "malformed" };
  const error = { fault: "serverError" };
  type Flood = readonly [
    name: string,
    script: ScriptName,
    wanted: Pick<FloodReport, "fault" | "setting">,
    n?: number,
  ];
  const floods: readonly Flood[] = [
    ["a line without an end", "longLine", frame],
    ["a frame of endless lines", "longFrame", frame],
    ["comments of 1 MB without an end", "endless", reply],
    ["a text without an end, in small frames", "endlessText", reply],
    ["a text without an end, in frames of 3 MB", "endlessLongText", text],
    ["thinking without an end", "endlessThinking", reply],
    ["openers of thinking without an end", "endlessUnclosed", text],
    ["more choices than asked for", "endlessChoices", reply],
    ["as many choices as may be", "endlessChoices", reply, 64],
    ["keep-alives without an end", "endlessKeepAlives", reply],
    ["empty lines without an end", "endlessBlankLines", reply],
    ["frames of nothing", "endlessEmptyFrames", reply],
    ["the smallest frames", "endlessTinyFrames", reply],
    ["frames two million levels deep", "deepFrames", malformed],
    ["frames of a million choices", "wideFrames", malformed],
    ["a gzip bomb as a stream", "bombStream", reply],
    ["a gzip bomb as JSON", "bombJson", frame],
    ["JSON of a million choices", "jsonWide", malformed],
    ["a gzip bomb as an error", "bombError", error],
    ["an error without an end", "endlessError", error],
  ];
  for (const [name, script, wanted, n = 1] of floods) {
    it(`${name}: ${wanted.setting ?? wanted.fault ?? ""}, memory bounded, connection closed`, async () => {
      const place = server.place(script);
      const report = await flooded(place.baseUrl, n);
      const { fault, setting } = report;
      assert.deepEqual({ fault, setting }, { setting: undefined, ...wanted });
      assert.ok(report.grown < most, `${Math.round(report.grown / 1_000_000)} MB more`);
      const [request, ...more] = await place.closed();
      assert.deepEqual(more, []);
      // What comes packed or whole is so small that all of it may be on its way before it is noticed.
      if (!/^bomb|^json/u.test(script)) assert.equal(request?.finished, false);
    });
  }

  /** Asks from a process of its own, whose memory nothing else has touched. */
  async function flooded(baseUrl: string, n: number): Promise<FloodReport> {
    const quiet = server.place("whole").baseUrl;
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...[asker, quiet, baseUrl],
      String(n),
    ]);
    return JSON.parse(stdout) as FloodReport;
  }

  it("100,000 chunks are no flood", async () => {
    const report = await flooded(server.place("many").baseUrl, 1);
    assert.deepEqual(report, { grown: report.grown, status: "done", length: 100_000 });
    assert.ok(report.grown < most);
  });
});
