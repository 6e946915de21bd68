import assert from "node:assert/strict";
import {
  completions,
  eventually,
  openBench,
  pictureFailure,
  passage,
  type Bench,
} from "./bench.ts";

describe("a conversation about a selection", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench({ models: { general: { n: 2, label: "Twice" } } });
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
    await bench.newConversation();
    await bench.server.clearLog();
  });

  it("attaches the passage, chooses the Tibet model and sends nothing yet", async () => {
    const panel = await bench.askAboutPassage();
    await panel.frame.getByText("passage.md:3").waitFor();
    await panel.model.getByText("Tibet").waitFor();
    await panel.frame.locator(".message-field:focus").waitFor();
    assert.deepEqual(await bench.server.log(), []);
  });

  it("streams the reply, and shows it whole at the end with its usage", async () => {
    const { server, workbench } = bench;
    const reply =
      "# 译文\n\n**平等** and `code`\n\n```ts\nconst a: number = 1;\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |";
    await server.direct({ reply, waitFor: "rest" });
    const panel = await bench.askAboutPassage();
    await panel.ask("Translate this.");
    await panel.questions.getByText("Translate this.").waitFor();
    await panel.stop.waitFor();
    await panel.replies.locator("reply-text").getByText("译").waitFor();
    assert.equal(
      await panel.replies.getByRole("button", { name: "Insert", exact: true }).count(),
      0,
    );
    await workbench.screenshot("streaming");
    await server.release("rest");
    await panel.replies.getByRole("button", { name: "Insert", exact: true }).waitFor();
    await panel.replies.getByRole("heading", { name: "译文" }).waitFor();
    await panel.replies.getByRole("table").waitFor();
    await panel.replies.locator("code .hljs-keyword").getByText("const").waitFor();
    await panel.replies.getByText(/\d+ \+ \d+ tokens/u).waitFor();
    await panel.send.waitFor();
    const [body] = await completions(server);
    assert.equal(body?.model, "model/model_xizang");
    assert.match(
      body.messages.at(-1)?.content ?? "",
      new RegExp(`${passage}[^]*Translate this\\.$`, "u"),
    );
  });

  it("keeps thinking in a closed block that says how long it took", async () => {
    const { server } = bench;
    await server.direct({ thinkingField: "tags", reply: "Answer." });
    const panel = await bench.askAboutPassage();
    await panel.ask("Why?");
    const thinking = panel.replies.locator("details.thinking");
    await thinking.getByText(/^Thought for [\d.]+ s$/u).waitFor();
    assert.equal(await thinking.getAttribute("open"), null);
    assert.equal(await panel.replies.locator("reply-text").innerText(), "Answer.");
  });

  it("builds follow-up questions on what was said, without the thinking", async () => {
    const { server } = bench;
    await server.direct({ reply: "First answer." });
    const panel = await bench.askAboutPassage();
    await panel.ask("First?");
    await panel.replies.getByRole("button", { name: "Copy", exact: true }).waitFor();
    await panel.ask("Second?");
    await panel.replies.nth(1).getByRole("button", { name: "Copy", exact: true }).waitFor();
    const bodies = await completions(server);
    const said = bodies[1]?.messages.map(({ role, content }) => [role, content.split("\n").at(-1)]);
    assert.deepEqual(said, [
      ["user", "First?"],
      ["assistant", "First answer."],
      ["user", "Second?"],
    ]);
  });

  it("stops in the middle: the connection closes, what arrived stays and cannot be inserted", async () => {
    const { server } = bench;
    await server.direct({ reply: "All of a long answer.", waitFor: "never" });
    const panel = await bench.askAboutPassage();
    await panel.ask("Go on.");
    await panel.replies.locator("reply-text").waitFor();
    await panel.stop.click();
    await panel.replies.getByText("Stopped", { exact: true }).waitFor();
    await server.waitForRequest(({ state }) => state === "aborted");
    assert.equal(
      await panel.replies.getByRole("button", { name: "Insert", exact: true }).count(),
      0,
    );
    assert.equal(await panel.replies.getByRole("button", { name: "Copy", exact: true }).count(), 1);
    await panel.send.waitFor();
  });

  it("comes back whole when the panel was hidden, the draft included", async () => {
    const { server, workbench } = bench;
    await server.direct({ reply: "Kept." });
    let panel = await bench.askAboutPassage();
    await panel.ask("Stay?");
    await panel.replies.getByText("Kept.").waitFor();
    await panel.message.fill("half a ques");
    await workbench.runCommand("View: Show Explorer");
    await panel.frame.waitForFunction(() => true).catch(() => undefined);
    await workbench.runCommand("View: Show Tibet Model Chat");
    panel = await bench.panel();
    await panel.replies.getByText("Kept.").waitFor();
    assert.equal(await panel.message.inputValue(), "half a ques");
    await panel.message.fill("");
  });

  it("is read as plain text, and goes on in the composer where that is closed", async () => {
    const { server, workbench } = bench;
    await server.direct({ reply: "**Whole** [answer](https://a.example/)." });
    const panel = await bench.askAboutPassage();
    await panel.hear("Aloud?");
    await workbench.runCommand("Tibet Model Chat: Open accessible view of the last reply");
    const tab = workbench.page.getByRole("tab", { name: /^Last reply/u });
    await tab.waitFor();
    await eventually(async () => {
      assert.match(
        await workbench.visibleText(),
        /^Tibet.*\n[^]*\nWhole answer \(https:\/\/a\.example\/\)\.$/mu,
      );
    });
    await workbench.runCommand("View: Close Editor");
    await tab.waitFor({ state: "detached" });
    await panel.frame.locator(".message-field:focus").waitFor();
    // VS Code hears the key as well, which it has for its own chat; it must not get in the way.
    await panel.message.press("Alt+F2");
    await tab.waitFor();
    await workbench.runCommand("View: Close Editor");
    await panel.frame.locator(".message-field:focus").waitFor();
  });

  it("tests the connections of all models", async () => {
    const { workbench } = bench;
    await workbench.runCommand("Tibet Model Chat: Test connections");
    const results = workbench.quickInputBox.getByText(/^Reachable · authorised · has the model/u);
    await results.nth(2).waitFor();
    assert.equal(await results.count(), 3);
    await workbench.page.keyboard.press("Escape");
  });

  it("shows every answer where several were asked for", async () => {
    const { server } = bench;
    await server.direct({ reply: "One of two." });
    const panel = await bench.askAboutPassage("Twice");
    await panel.ask("Twice?");
    await panel.replies.getByText("1 / 2").waitFor();
    await panel.replies.getByRole("button", { name: "Next answer" }).click();
    await panel.replies.getByText("2 / 2").waitFor();
    await panel.replies.getByText("One of two.").waitFor();
  });
});
