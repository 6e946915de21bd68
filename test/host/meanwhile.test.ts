import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Chat } from "../../src/host/chat/chat.ts";
import type { TestAccess } from "../../src/house.ts";
import type { LoggedRequest } from "../servers/practice/requestLog.ts";
import {
  answerAsUsual,
  ask,
  direct,
  holdReply,
  openSelected,
  panelChat,
  passage,
  release,
  tidyUp,
} from "./heldReply.ts";
import { testAccess } from "./testAccess.ts";

const origin = process.env["PRACTICE_ORIGIN"] ?? "";
const reply = "第一句。第二句。";
const firstPiece = "第";

function outcomeOf(chat: Chat) {
  return chat.exchanges.at(-1)?.chosen?.reply.record.outcome;
}

/** The body of the last question that the practice server got. */
async function lastBody(): Promise<Readonly<Record<string, unknown>>> {
  const log = (await (await fetch(`${origin}/practice/log`)).json()) as LoggedRequest[];
  const asked = log.filter(({ path }) => path.endsWith("/chat/completions"));
  return asked.at(-1)?.body as Readonly<Record<string, unknown>>;
}

describe("what a person changes while a reply arrives", () => {
  const settings = () => vscode.workspace.getConfiguration("tibetChat");
  let before: Readonly<Record<string, object>> | undefined;
  let chat: Chat;
  let tokens: TestAccess["tokens"];
  let gate: string;
  beforeEach(async () => {
    ({ tokens } = await testAccess());
    chat = await panelChat();
    before = settings().inspect<Readonly<Record<string, object>>>("models")?.globalValue;
    gate = crypto.randomUUID();
    await direct({ reply, waitFor: gate });
  });
  afterEach(async () => {
    await settings().update("models", before, vscode.ConfigurationTarget.Global);
    await panelChat();
    await tidyUp();
  });

  it("is a token: the next request has it, the running one goes on", async () => {
    const { document, ended } = await holdReply("insert", passage, firstPiece);
    await tokens.set(origin, "another-token");
    await release(gate);
    await ended;
    assert.ok(document.getText().includes(reply));
    assert.equal(outcomeOf(chat)?.status, "done");
    await answerAsUsual();
    await openSelected(passage);
    await ask("insert");
    const refused = outcomeOf(chat);
    assert.equal(refused?.status === "failed" && refused.fault.kind, "unauthorized");
    await panelChat();
    await openSelected(passage);
    await ask("insert");
    assert.equal(outcomeOf(chat)?.status, "done");
  });

  it("is a setting: the next request has it, the running one keeps what it had", async () => {
    const { document, ended } = await holdReply("insert", passage, firstPiece);
    const running = chat.exchanges.at(-1)?.chosen?.reply.record;
    const changes = { temperature: 0.5, systemPrompt: "Briefly." };
    const value = { ...before, tibet: { ...before?.["tibet"], ...changes } };
    await settings().update("models", value, vscode.ConfigurationTarget.Global);
    await release(gate);
    await ended;
    assert.ok(document.getText().includes(reply));
    assert.equal(running?.outcome?.status, "done");
    assert.equal((await lastBody())["temperature"], undefined);
    await answerAsUsual();
    await openSelected(passage);
    await ask("insert");
    const { temperature, messages } = await lastBody();
    assert.equal(temperature, 0.5);
    const [first] = messages as readonly unknown[];
    assert.deepEqual(first, { role: "system", content: "Briefly." });
  });
});
