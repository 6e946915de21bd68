import { describe, it } from "mocha";
import assert from "node:assert/strict";
import { axeFindings, openConversation } from "./conversationPage.ts";
import { composer, panelState } from "./samples.ts";

describe("how to start", () => {
  it("leads to the models, the token, the test and the history, each by a button", async () => {
    const chat = await openConversation([]);
    try {
      const start = chat.page.getByRole("region", { name: "How to start" });
      for (const [label, remedy] of [
        ["Configure models", "configureModels"],
        ["Set token", "setToken"],
        ["Test connections", "testConnections"],
      ] as const) {
        await start.getByRole("button", { name: label }).press("Enter");
        await chat.waitForPosted((said) => said.type === "remedy" && said.remedy === remedy);
      }
      await start.getByRole("button", { name: "History" }).press("Enter");
      await chat.said("history");
    } finally {
      await chat.close();
    }
  });

  it("is a first model where there is none to ask", async () => {
    const chat = await openConversation([]);
    try {
      const none = composer({ models: [], modelKey: "", parameters: [] });
      await chat.send({ type: "composer", composer: none });
      const start = chat.page.getByRole("region", { name: "How to start" });
      await start.getByRole("heading", { name: "Add a model first" }).waitFor();
      assert.equal(await start.getByRole("button", { name: "Test connections" }).count(), 0);
      assert.deepEqual(await axeFindings(chat), []);
      await start.getByRole("button", { name: "Configure models" }).click();
      const { remedy } = await chat.said("remedy");
      assert.equal(remedy, "configureModels");
      await chat.send({ type: "snapshot", state: panelState({ conversation: "other" }) });
      await start.getByRole("heading", { name: "Ask about a passage" }).waitFor();
    } finally {
      await chat.close();
    }
  });

  it("is never wider than the page, and its buttons can be read", async () => {
    const chat = await openConversation([], { width: 240, height: 500 });
    try {
      const over = await chat.page.evaluate(() => {
        const box = document.querySelector(".welcome");
        return box === null ? 1 : box.scrollWidth - box.clientWidth;
      });
      assert.equal(over, 0);
    } finally {
      await chat.close();
    }
  });
});
