import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { answerRemark } from "../../src/core/conversation/answerRemark.ts";
import type { ScriptName } from "../servers/raw/scripts.ts";
import { startRawServer, type RawServer } from "../servers/raw/start.ts";
import { ask } from "./askedModel.ts";

describe("what is said below an answer", () => {
  let server: RawServer;
  before(async () => {
    server = await startRawServer();
  });
  after(() => server.stop());

  async function remarkOn(script: ScriptName): Promise<string | undefined> {
    const { record, outcome } = await ask(server.place(script).baseUrl);
    return answerRemark(record.answers[0], outcome);
  }

  const damaged = "Some characters of the reply arrived damaged and show as “\ufffd”.";

  it("tells once that characters were damaged, in the answer or in the thinking", async () => {
    assert.equal(await remarkOn("invalidUtf8"), damaged);
    assert.equal(await remarkOn("gbk"), damaged);
    assert.equal(await remarkOn("damagedThinking"), damaged);
  });

  it("tells nothing of a reply that was only cut into bytes", async () => {
    assert.equal(await remarkOn("pieces1"), undefined);
  });

  it("tells that an answer was cut, and of its damage too", async () => {
    const cut = "Cut at max_tokens. The answer is incomplete.";
    assert.equal(await remarkOn("cutAtLimit"), cut);
    assert.equal(await remarkOn("damagedAndCut"), `${cut} ${damaged}`);
  });

  it("tells that there is no answer", async () => {
    assert.equal(await remarkOn("emptyAnswer"), "The model gave no answer.");
  });
});
