import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import * as vscode from "vscode";
import { confirmation } from "../../src/host/nativeChat/askTool.ts";
import { answerAsUsual, direct, panelChat } from "./heldReply.ts";
import { lastAsked, requests } from "./askedRequests.ts";

const origin = process.env["PRACTICE_ORIGIN"] ?? "";
const vendor = "tibetChat";

async function model(id = "tibet"): Promise<vscode.LanguageModelChat> {
  const [found] = await vscode.lm.selectChatModels({ vendor, id });
  assert.ok(found);
  return found;
}

async function partsOf(response: vscode.LanguageModelChatResponse): Promise<unknown[]> {
  const parts: unknown[] = [];
  for await (const part of response.stream) parts.push(part);
  return parts;
}

function textIn(parts: readonly unknown[]): string {
  const texts = parts.filter((part) => part instanceof vscode.LanguageModelTextPart);
  return texts.map(({ value }) => value).join("");
}

const question = [vscode.LanguageModelChatMessage.User("བོད་ཡིག་ནི་ཅི།")];

describe("the models in VS Code's own chat", () => {
  before(panelChat);
  beforeEach(() => direct({ reply: "第一行\n第二行" }));
  after(answerAsUsual);

  it("are those of the settings, and to list them or to count tokens sends nothing", async () => {
    const before = (await requests()).length;
    const models = await vscode.lm.selectChatModels({ vendor });
    assert.deepEqual(models.map(({ id }) => id).sort(), ["cut", "taiwan", "tibet"]);
    const { family, maxInputTokens, countTokens } = await model();
    assert.equal(family, "model/model_xizang");
    assert.ok(maxInputTokens > 1000);
    const counted = await countTokens("བོད་ཡིག་ནི་ཅི།");
    assert.ok(counted > 10 && counted < 40, `${counted} tokens`);
    assert.equal((await requests()).length, before);
  });

  it("stream an answer, with thinking in parts of its own", async () => {
    const parts = await partsOf(await (await model()).sendRequest(question));
    assert.equal(textIn(parts), "第一行\n第二行");
    const Thinking = (vscode as unknown as Record<string, unknown>)["LanguageModelThinkingPart"];
    assert.ok(typeof Thinking === "function", "this VS Code has a part for thinking");
    assert.ok(parts.some((part) => part instanceof Thinking));
    assert.deepEqual((await lastAsked())?.messages, [{ role: "user", content: "བོད་ཡིག་ནི་ཅི།" }]);
  });

  it("tell a fault in the panel's words", async () => {
    await direct({ error: { status: 401, body: "no" } });
    const failing = async () => partsOf(await (await model()).sendRequest(question));
    await assert.rejects(failing, (error: vscode.LanguageModelError) => {
      assert.match(error.message, /did not accept the token \(401\)\. Set the token/u);
      assert.equal(error.code, vscode.LanguageModelError.NoPermissions.name);
      return true;
    });
  });

  it("close the connection where the program gives up", async function () {
    // It tells a provider of that only until the first part has come.
    if (vscode.version.startsWith("1.110.")) this.skip();
    await direct({ reply: "第一行\n第二行", waitFor: crypto.randomUUID() });
    const source = new vscode.CancellationTokenSource();
    const response = await (await model()).sendRequest(question, {}, source.token);
    for await (const part of response.stream) {
      if (part instanceof vscode.LanguageModelTextPart) break;
    }
    source.cancel();
    while ((await lastAsked())?.state !== "aborted") await wait(20);
  });

  it("call tools where their server takes them", async () => {
    const section = vscode.workspace.getConfiguration("tibetChat");
    const own = section.inspect<Record<string, object>>("models")?.globalValue;
    const place = `${process.env["RAW_ORIGIN"] ?? ""}/native-tools/toolCalls/v1`;
    const caller = { baseUrl: place, model: "m", toolCalls: true };
    const change = (value: unknown) =>
      section.update("models", value, vscode.ConfigurationTarget.Global);
    await change({ ...own, caller });
    try {
      const tools = [{ name: "look", description: "Looks." }];
      const parts = await partsOf(await (await model("caller")).sendRequest(question, { tools }));
      const calls = parts.filter((part) => part instanceof vscode.LanguageModelToolCallPart);
      assert.deepEqual(
        calls.map(({ callId, name, input }) => [callId, name, input]),
        [
          ["call-1", "look", { where: "藏" }],
          ["call-2", "stop", {}],
        ],
      );
      assert.equal(textIn(parts), "I look.");
    } finally {
      await change(own);
    }
  });
});

describe("the tool for agents", () => {
  before(panelChat);
  after(answerAsUsual);
  const input = { question: "Translate into English.", text: "བོད་ཡིག" };

  it("asks before it sends, and says to which host and what", () => {
    const { confirmationMessages } = confirmation(input);
    const host = new URL(origin).host;
    assert.ok(confirmationMessages);
    assert.ok(confirmationMessages.title.endsWith(`on ${host}?`));
    const { message } = confirmationMessages;
    assert.ok(message instanceof vscode.MarkdownString);
    for (const part of ["This", "Translate into English.", "བོད་ཡིག"]) {
      assert.ok(message.value.includes(part), message.value);
    }
  });

  it("brings an agent the answer, and only that", async () => {
    await direct({ reply: "Tibetan script" });
    const options = { input, toolInvocationToken: undefined };
    const { content } = await vscode.lm.invokeTool("tibetChat_askTibetModel", options);
    assert.deepEqual(
      content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : part)),
      ["Tibetan script"],
    );
    const asked = (await lastAsked())?.messages.at(-1)?.content;
    assert.equal(asked, "Text\n```plaintext\nབོད་ཡིག\n```\n\nTranslate into English.");
  });

  it("tells an agent why there is no answer", async () => {
    await direct({ error: { status: 404, body: "no" } });
    const options = { input, toolInvocationToken: undefined };
    const failing = vscode.lm.invokeTool("tibetChat_askTibetModel", options);
    await assert.rejects(async () => failing, /has nothing at this address|has no model/u);
  });
});
