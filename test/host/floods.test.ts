import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as vscode from "vscode";
import type { TestAccess } from "../../src/house.ts";
import type { ModelEndpoint } from "../../src/core/settings/endpoint.ts";
import type { ScriptName } from "../servers/raw/scripts.ts";
import { testAccess } from "./testAccess.ts";

/** Most that a flood may add to what the extension host takes when it is idle, in bytes. */
const most = 100_000_000;
/** Most that all of them together may leave behind, in bytes. */
const mostLeft = 30_000_000;
const origin = process.env["RAW_ORIGIN"] ?? "";

const resident = () => process.memoryUsage.rss();

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

describe("floods", function () {
  this.timeout(60_000);
  let access: TestAccess;
  let used = 0;
  before(async () => {
    access = await testAccess();
    // A page that draws such replies shares its thread with the window, which answers the host late.
    await vscode.commands.executeCommand("workbench.action.closeSidebar");
    assert.equal(await askPanel("whole"), "done");
    collect();
    used = process.memoryUsage().heapUsed;
  });

  /** Asks in the panel's chat, which keeps the reply in the history. */
  async function askPanel(script: ScriptName, n = 1): Promise<string | undefined> {
    const { surface } = access.surfaces.panel;
    surface.showNew();
    const chat = await surface.chat();
    const endpoint: ModelEndpoint = {
      ...{ key: "raw", label: "Raw", model: "m", n },
      baseUrl: `${origin}/${crypto.randomUUID()}/${script}/v1`,
    };
    const draft = { text: script, passages: [], background: { kind: "turns" } as const };
    const outcome = await chat.ask(draft, { endpoint });
    return outcome?.status === "failed" ? outcome.fault.kind : outcome?.status;
  }

  const floods: readonly (readonly [ScriptName, string, n?: number])[] = [
    ["longLine", "replyTooLarge"],
    ["longFrame", "replyTooLarge"],
    ["endless", "replyTooLarge"],
    ["endlessText", "replyTooLarge"],
    ["endlessLongText", "replyTooLarge"],
    ["endlessThinking", "replyTooLarge"],
    ["endlessUnclosed", "replyTooLarge"],
    ["endlessChoices", "replyTooLarge", 8],
    ["deepFrames", "malformed"],
    ["wideFrames", "malformed"],
    ["bombStream", "replyTooLarge"],
    ["bombJson", "replyTooLarge"],
    ["jsonWide", "malformed"],
    ["endlessError", "serverError"],
    ["many", "done"],
  ];
  for (const [script, wanted, n] of floods) {
    it(`${script}: within 100 MB of idle`, async () => {
      collect();
      const idle = resident();
      let peak = idle;
      const sample = () => (peak = Math.max(peak, resident()));
      const sampling = setInterval(sample, 2);
      try {
        assert.equal(await askPanel(script, n), wanted);
      } finally {
        clearInterval(sampling);
      }
      sample();
      assert.ok(peak - idle < most, `${Math.round((peak - idle) / 1_000_000)} MB over idle`);
    });
  }

  it("leave nothing behind that is large", async () => {
    access.surfaces.panel.surface.showNew();
    assert.equal(await askPanel("whole"), "done");
    collect();
    const left = process.memoryUsage().heapUsed - used;
    assert.ok(left < mostLeft, `${Math.round(left / 1_000_000)} MB left`);
  });
});
