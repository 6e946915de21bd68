import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TestAccess } from "../../src/extension.ts";
import { holdReply, direct, panelChat, passage, release, tidyUp } from "./heldReply.ts";
import { asked, forgetAsked } from "./ownBatch.ts";

const origin = process.env["PRACTICE_ORIGIN"] ?? "";
const reply = "自由平等是人的本分";
const firstPiece = reply.slice(0, 4);

async function setToken(token: string): Promise<void> {
  const extension = vscode.extensions.getExtension<TestAccess>("tibet-model-chat.tibet-model-chat");
  assert.ok(extension);
  await (await extension.activate()).tokens.set(origin, token);
}

describe("what is changed while a reply is on its way", () => {
  let gate = "";
  beforeEach(async () => {
    await panelChat();
    gate = crypto.randomUUID();
    await direct({ reply, waitFor: gate });
    await forgetAsked();
  });
  afterEach(tidyUp);

  /** Changes something in mid-stream; resolves with the text that the reply came to. */
  async function replyOver(change: () => PromiseLike<unknown>): Promise<string> {
    const { document, ended } = await holdReply("insert", passage, firstPiece);
    await change();
    await release(gate);
    await ended;
    return document.getText();
  }

  it("is the token: the reply ends as it began, and the next question has the new one", async () => {
    const chat = await panelChat();
    try {
      assert.equal(await replyOver(() => setToken("another")), passage + reply);
      const outcome = await chat.ask({ text: "And now?", passages: [] });
      assert.equal(outcome?.status === "failed" && outcome.fault.kind, "unauthorized");
    } finally {
      await setToken(process.env["PRACTICE_TOKEN"] ?? "");
    }
    const mended = await chat.ask({ text: "And now?", passages: [] });
    assert.equal(mended?.status, "done");
  });

  it("is a setting: the reply ends as it began, and the next question has the new one", async () => {
    const section = vscode.workspace.getConfiguration("tibetChat");
    const before = section.inspect<Record<string, object>>("models")?.globalValue ?? {};
    const write = (models: object) =>
      section.update("models", models, vscode.ConfigurationTarget.Global);
    const tibet = { ...before["tibet"], temperature: 0.25, systemPrompt: "Be brief." };
    const chat = await panelChat();
    try {
      assert.equal(await replyOver(() => write({ ...before, tibet })), passage + reply);
      await chat.ask({ text: "And now?", passages: [] });
    } finally {
      await write(before);
    }
    const bodies = (await asked()).map(({ body }) => body as { readonly temperature?: number });
    assert.deepEqual(
      bodies.map(({ temperature }) => temperature),
      [undefined, 0.25],
    );
  });
});
