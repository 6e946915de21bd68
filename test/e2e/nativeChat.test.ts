import assert from "node:assert/strict";
import { completions, eventually, openBench, pictureFailure, type Bench } from "./bench.ts";

describe("VS Code’s own chat, without any account", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench({ settings: { "chat.disableAIFeatures": false } });
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
  });

  it("has the models once they are listed, and answers @tibet with a template", async () => {
    const { server, workbench } = bench;
    const { page } = workbench;
    await server.direct({ reply: "转经筒是一种**法器**。" });
    // Nothing asks for the models of an extension before they are listed.
    await workbench.runCommand("Chat: Manage Language Models");
    await page.locator(".monaco-list-rows").getByText("Tibet · 涉藏专用模型").waitFor();
    await page.keyboard.press("Escape");
    // An agent wants models that call tools, which ours do where their settings say so.
    await workbench.runCommand("Chat: Open Chat (Ask)");
    const chat = page.locator(".interactive-session");
    await chat
      .locator(".chat-input-toolbars")
      .getByText(/Qwen3-14B|涉/u)
      .waitFor();
    await chat.locator(".interactive-input-part .monaco-editor").first().click();
    await page.keyboard.type("@tibet /explain 什么是转经筒？");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await chat.locator("strong").getByText("法器").waitFor();
    await eventually(async () => {
      const [body] = await completions(server);
      assert.match(body?.messages.at(-1)?.content ?? "", /^Explain[^]*什么是转经筒？$/u);
    });
    await workbench.screenshot("native-chat");
  });
});
