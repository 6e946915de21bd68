import assert from "node:assert/strict";
import type { WorkbenchWindow } from "../workbench/window.ts";
import { eventually, keptConversation, openBench, pictureFailure, type Bench } from "./bench.ts";

describe("two windows on one history", () => {
  let bench: Bench;
  let other: WorkbenchWindow;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench();
    // VS Code's very first webview in a browser stays empty where another window is open already.
    await bench.newConversation();
    other = await bench.workbench.openWindow();
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
    await bench.server.clearLog();
  });

  it("has the conversations of both in both, though they were asked at once", async () => {
    const { server, workbench } = bench;
    await server.direct({ reply: "To both of them.", waitFor: "both" });
    const first = await bench.newConversation(workbench);
    await first.ask("The first window’s");
    const second = await bench.newConversation(other);
    await second.ask("The second window’s");
    for (const panel of [first, second]) {
      await panel.replies.locator("reply-text").getByText("To b").waitFor();
    }
    await server.release("both");
    for (const panel of [first, second]) {
      await panel.replies.getByText("To both of them.").waitFor();
    }
    for (const window of [workbench, other]) {
      const { history } = await bench.showHistory(window);
      await history.open("The first window’s").waitFor();
      await history.open("The second window’s").waitFor();
    }
    await second.history.open("The first window’s").click();
    await second.questions.getByText("The first window’s").waitFor();
    await second.replies.getByText("To both of them.").waitFor();
  });

  it("tells of a reply that the other one is writing, and shows it when it is there", async () => {
    const { server, workbench } = bench;
    await server.direct({ reply: "On its way, then there.", waitFor: "way" });
    const writing = await bench.newConversation(workbench);
    await writing.ask("Being answered?");
    await writing.replies.locator("reply-text").getByText("On i").waitFor();
    const panel = await bench.showHistory(other);
    await panel.history.open("Being answered?").click();
    await panel.log.getByText(/^Another window is receiving this reply/u).waitFor();
    assert.equal(await panel.button("Retry").count(), 0);
    await server.release("way");
    await writing.replies.getByText("On its way, then there.").waitFor();
    await eventually(async () => {
      const answer = (await keptConversation(bench, "Being answered?")).messages.at(-1);
      assert.ok(answer?.role === "assistant" && answer.outcome !== undefined);
    });
    await panel.replies.getByText("On its way, then there.").waitFor();
    await panel.replies.getByRole("button", { name: "Insert", exact: true }).waitFor();
    assert.equal(await panel.log.getByRole("alert").count(), 0);
  });
});
