import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eventually, openBench, pictureFailure, passage, type Bench } from "./bench.ts";

describe("a reply into the document", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench({
      files: { ".vscode/settings.json": "{}\n" },
      // VS Code keeps a copy of what is saved.
      settings: { "workbench.localHistory.enabled": false },
    });
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

  it("is never applied to a file that steers, whatever its code says it is for", async () => {
    const { server, workbench, folder } = bench;
    const steering = ".vscode/settings.json";
    await server.direct({ reply: `\`\`\`json ${steering}\n{ "files.autoSave": "on" }\n\`\`\`` });
    await workbench.openFile(steering);
    const panel = await bench.newConversation();
    await panel.hear(`Edit ${steering}.`);
    await panel.button("Apply to file").click();
    await workbench.pick(steering);
    await bench.bell.waitFor();
    const told = await workbench.listedNotifications();
    assert.match(
      told.join("\n"),
      /“\.vscode\/settings\.json” steers VS Code or git: a reply is never/u,
    );
    assert.equal(await workbench.page.locator(".tab").filter({ hasText: "↔ reply" }).count(), 0);
    await shows("{}\n");
    assert.equal(await readFile(join(folder, steering), "utf8"), "{}\n");
    await workbench.runCommand("Notifications: Clear All Notifications");
    await server.direct({ reply: "自由与平等。" });
  });

  it("is asked about where it holds what a reader cannot see, and nothing is taken out", async () => {
    const { server, workbench, folder } = bench;
    const hidden = "自由\u{E0041}\u{E0042}与平等。";
    await server.direct({ reply: hidden });
    const panel = await bench.askAboutPassage();
    const answer = await panel.hear("Shorter.");
    await answer.getByText("Hidden in it: 2 × tag character").waitFor();
    const press = (name: string) => answer.getByRole("button", { name, exact: true }).click();
    const question = "holds characters that a reader cannot see";
    await press("Replace");
    await workbench.answerDialog(question, "Cancel");
    await shows(`# 宣言\n\n${passage}\n\nThe end.\n`);
    await press("Compare");
    await workbench.page.locator(".tab.active").filter({ hasText: "↔ reply" }).waitFor();
    await bench.bell.waitFor();
    const told = await workbench.listedNotifications();
    assert.match(told.join("\n"), /The proposed text holds .* cannot see: 2 × tag character\./u);
    await workbench.runCommand("View: Close Editor");
    await press("Replace");
    await workbench.answerDialog(question, "Insert Anyway");
    await eventually(async () => assert.ok(!(await workbench.visibleText()).includes(passage)));
    await workbench.placeCursor(1);
    await workbench.page.keyboard.press("ControlOrMeta+S");
    const file = join(folder, "passage.md");
    await eventually(async () =>
      assert.equal(await readFile(file, "utf8"), `# 宣言\n\n${hidden}\n\nThe end.\n`),
    );
    await writeFile(file, `# 宣言\n\n${passage}\n\nThe end.\n`);
    await shows(`# 宣言\n\n${passage}\n\nThe end.\n`);
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
