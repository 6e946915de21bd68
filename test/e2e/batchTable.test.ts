import assert from "node:assert/strict";
import { frameWith } from "../workbench/readiness.ts";
import { eventually, openBench, pictureFailure, type Bench } from "./bench.ts";

const names = ["བོད་ཡིག", "中文", "c", "d", "e"].map((name) => `texts/${name}.txt`);

describe("the table of a batch", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    const files = names.map((name) => [name, `${name} 人人生而自由。\n`]);
    bench = await openBench({ files: Object.fromEntries(files) as Record<string, string> });
    // VS Code's very first webview in a browser takes its time.
    await bench.newConversation();
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
  });

  const table = () => frameWith(bench.workbench.page, ".grid, .batch-empty", "tab");

  it("invites to a first batch", async () => {
    await bench.workbench.runCommand("Tibet Model Chat: Show batches");
    const frame = await table();
    await frame.getByRole("heading", { name: "No batches yet" }).waitFor();
    await frame.getByRole("button", { name: "Run a batch on files…" }).click();
    await bench.workbench.answerInput("texts/*.txt");
    await bench.workbench.pickOnly("Type an instruction…");
    await bench.workbench.answerInput("Repeat the text.");
    await bench.workbench.acceptPicker("Which models?");
    await bench.workbench.pick("Beside each file");
    await bench.workbench.answerInput("out");
    await bench.server.direct({ error: { status: 400 } });
    await bench.workbench.answerDialog("5 files", "Start");
    await frame.getByRole("grid").getByText("Failed").nth(4).waitFor();
  });

  it("asks one line again, then all that failed", async () => {
    const frame = await table();
    await bench.server.direct({ echo: true });
    const line = (name: string) => frame.locator(".batch-row[data-item]").filter({ hasText: name });
    await line("中文.txt").click();
    await bench.workbench.page.keyboard.press("r");
    await line("中文.txt").getByText("Done", { exact: true }).waitFor();
    assert.equal(await frame.getByRole("grid").getByText("Failed", { exact: true }).count(), 4);
    await frame.getByRole("button", { name: "Retry failed" }).click();
    await frame.locator(".stage").getByText("Finished").waitFor();
    await frame.getByText("5 of 5 done", { exact: true }).waitFor();
    assert.ok((await bench.server.log()).length >= 10);
  });

  it("compares source and output, and opens them", async () => {
    const { page } = bench.workbench;
    const line = async () =>
      (await table()).locator(".batch-row[data-item]").filter({ hasText: "c.txt" });
    await (await line()).getByRole("button", { name: "Compare source and output" }).click();
    await page.locator(".monaco-diff-editor").waitFor();
    await bench.workbench.runCommand("View: Close Editor");
    await (await line()).click();
    await page.keyboard.press("Enter");
    await page.getByRole("tab", { name: "c.out.txt" }).waitFor();
    await bench.workbench.runCommand("View: Close Editor");
  });

  it("comes back with the window, as it was left, and sends nothing", async function () {
    this.timeout(180_000);
    const before = (await bench.server.log()).length;
    const frame = await table();
    await frame.getByRole("searchbox").fill("བོད");
    await frame.locator(".batch-row[data-item]").nth(1).waitFor({ state: "detached" });
    await bench.workbench.whenRemembered("བོད");
    await bench.workbench.reload();
    const again = await table();
    await eventually(async () => {
      const names = await again.locator(".batch-row[data-item] .file-name").allInnerTexts();
      assert.deepEqual(names, ["བོད་ཡིག.txt"]);
    });
    assert.equal((await bench.server.log()).length, before);
  });
});
