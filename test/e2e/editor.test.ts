import assert from "node:assert/strict";
import { eventually, openBench, pictureFailure, passage, type Bench } from "./bench.ts";

describe("a reply into the document", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench();
    await bench.server.direct({ reply: "自由与平等。" });
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
    await bench.workbench.runCommand("File: Revert File");
    await bench.newConversation();
  });

  const shows = (text: string) =>
    eventually(async () => assert.equal(await bench.workbench.visibleText(), text));

  it("replaces the passage where it stands by now, in one step of undo", async () => {
    const { workbench } = bench;
    const panel = await bench.askAboutPassage();
    await panel.ask("Shorter.");
    await panel.replies.getByRole("button", { name: "Replace", exact: true }).waitFor();
    await workbench.placeCursor(1);
    await workbench.page.keyboard.type("typed above ");
    await panel.replies.getByRole("button", { name: "Replace", exact: true }).click();
    await shows("typed above # 宣言\n\n自由与平等。\n\nThe end.\n");
    await workbench.placeCursor(1);
    await workbench.page.keyboard.press("ControlOrMeta+Z");
    await shows(`typed above # 宣言\n\n${passage}\n\nThe end.\n`);
  });

  it("inserts at the cursor", async () => {
    const { workbench } = bench;
    const panel = await bench.askAboutPassage();
    await panel.ask("Shorter.");
    await panel.replies.getByRole("button", { name: "Insert", exact: true }).waitFor();
    await workbench.placeCursor(5, 5);
    await panel.replies.getByRole("button", { name: "Insert", exact: true }).click();
    await shows(`# 宣言\n\n${passage}\n\nThe 自由与平等。end.\n`);
  });

  it("asks before it replaces a passage that was edited meanwhile", async () => {
    const { workbench } = bench;
    const panel = await bench.askAboutPassage();
    await panel.ask("Shorter.");
    await panel.replies.getByRole("button", { name: "Replace", exact: true }).waitFor();
    await workbench.placeCursor(3, 4);
    await workbench.page.keyboard.type("皆");
    await panel.replies.getByRole("button", { name: "Replace", exact: true }).click();
    await workbench.dialog("has changed since you asked").waitFor();
    await workbench.answerDialog("has changed since you asked", "Cancel");
    assert.match(await workbench.visibleText(), /人皆人生而自由/u);
  });

  it("applies code to the passage after it was shown and agreed to, and not before", async () => {
    const { server, workbench } = bench;
    await server.direct({ reply: "```\n新的一段。\n```" });
    const panel = await bench.askAboutPassage();
    await panel.hear("Rewrite.");
    for (const answer of ["Reject change", "Accept change"]) {
      await panel.button("Apply to file").click();
      await workbench.pick("passage.md");
      const comparison = workbench.page.locator(".monaco-diff-editor");
      await comparison.getByText("新的一段。").waitFor();
      await workbench.page.locator(".editor-actions").getByRole("button", { name: answer }).click();
      await comparison.waitFor({ state: "hidden" });
      const after = answer === "Accept change" ? "新的一段。" : passage;
      await shows(`# 宣言\n\n${after}\n\nThe end.\n`);
    }
    await server.direct({ reply: "自由与平等。" });
  });

  it("copies to the clipboard", async () => {
    const { workbench } = bench;
    const panel = await bench.askAboutPassage();
    await panel.ask("Shorter.");
    await panel.replies.getByRole("button", { name: "Copy", exact: true }).click();
    await workbench.page.waitForFunction(
      async () => (await navigator.clipboard.readText()) === "自由与平等。",
    );
  });

  it("offers its commands only where they can work", async () => {
    const { workbench } = bench;
    await workbench.openFile("passage.md");
    await workbench.placeCursor(1);
    assert.equal(
      await workbench.offersCommand("Tibet Model Chat: Ask Tibet model about selection"),
      false,
    );
    assert.equal(await workbench.offersCommand("Tibet Model Chat: Insert reply at cursor"), false);
    assert.equal(await workbench.offersCommand("Tibet Model Chat: Stop"), false);
    await workbench.selectLines(3, 3);
    assert.equal(
      await workbench.offersCommand("Tibet Model Chat: Ask Tibet model about selection"),
      true,
    );
  });

  it("asks about a file from the explorer, with the model of the person's choice", async () => {
    const { workbench } = bench;
    await workbench.openFile("passage.md");
    await workbench.runCommand("View: Show Explorer");
    await workbench.openExplorerMenu("english.txt");
    await workbench.chooseFromMenu("Ask a model about file…");
    await workbench.pick("Taiwan · 涉台专用模型");
    const panel = await bench.panel();
    await panel.frame.getByText("english.txt").waitFor();
    await panel.model.getByText("Taiwan").waitFor();
  });
});
