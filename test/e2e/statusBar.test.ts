import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { eventually, openBench, pictureFailure, type Bench } from "./bench.ts";

describe("the status bar", () => {
  let bench: Bench;
  let item: Locator;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench();
    item = bench.workbench.page.locator(".statusbar-item", { hasText: /General|Taiwan|Tibet ·/u });
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
  });

  it("follows a reply, says what went wrong, and leads to what can be done", async () => {
    const { workbench, server } = bench;
    const panel = await bench.newConversation();
    await item.getByText(/Tibet · /u).waitFor();
    await server.direct({ reply: "བོད་ཡིག ".repeat(200), rate: 40, waitFor: "held" });
    await panel.ask("Slowly?");
    const rate = item.getByText(/tokens\/s$/u);
    await panel.replies.locator("reply-text").getByText("བོད").waitFor();
    const held = await rate.innerText();
    await server.release("held");
    // From here on only text comes.
    await eventually(async () => assert.notEqual(await rate.innerText(), held));
    await workbench.screenshot("setup-status");
    await item.getByRole("button").click();
    await workbench.pick("Stop");
    await panel.replies.getByText("Stopped", { exact: true }).waitFor();
    await rate.waitFor({ state: "hidden" });
    await server.direct({ error: { status: 400 } });
    await panel.ask("Badly?");
    await item.locator(".codicon-warning").waitFor();
    await item.getByRole("button").click();
    await workbench.quickInputBox.getByText(/refused the request \(400\)/u).waitFor();
    await workbench.pick("Choose a model…");
    await workbench.pick("Taiwan · 涉台专用模型");
    await item.getByText(/Taiwan · /u).waitFor();
    assert.equal(await item.locator(".codicon-warning").count(), 0);
    await panel.model.getByText("Taiwan").waitFor();
  });
});
