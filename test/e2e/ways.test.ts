import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Locator } from "playwright-core";
import {
  completions,
  eventually,
  openBench,
  passage,
  pictureFailure,
  type Bench,
} from "./bench.ts";

const run = promisify(execFile);

/** The ways to ask from where a person is: menus, lightbulb, keys, explorer, source control. */
describe("ways to ask", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench({
      settings: { "git.enabled": true },
      models: { tibet: { contextWindow: 4000 } },
    });
    await bench.server.direct({ reply: "自由与平等。" });
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
  });

  const shows = (text: string) =>
    eventually(async () => assert.equal(await bench.workbench.visibleText(), text));

  async function selectPassage(): Promise<void> {
    await bench.workbench.openFile("passage.md");
    await bench.workbench.selectLines(3, 3);
  }

  it("has templates and targets in the selection’s menu", async () => {
    const { workbench } = bench;
    await selectPassage();
    await workbench.openSelectionMenu();
    await workbench.chooseFromMenu("Tibet Model Chat", "Ask and insert here…");
    await workbench.answerInput("Shorter.");
    await shows(`# 宣言\n\n${passage}自由与平等。\n\nThe end.\n`);
    await workbench.runCommand("File: Revert File");
    await shows(`# 宣言\n\n${passage}\n\nThe end.\n`);
    await selectPassage();
    await workbench.openSelectionMenu();
    await workbench.chooseFromMenu("Tibet Model Chat", "Summarise selection");
    const panel = await bench.panel();
    await panel.questions.last().getByText("Summarise the text in").waitFor();
  });

  it("has the templates in the lightbulb’s menu", async () => {
    const { workbench } = bench;
    await selectPassage();
    await workbench.page.keyboard.press("Control+.");
    const menu = workbench.page.locator(".action-widget");
    await menu.getByText("Tibet Model Chat: Proofread").waitFor();
    await menu.getByText("Tibet Model Chat: Explain").click();
    const panel = await bench.panel();
    await panel.questions.last().getByText("Explain the text in").waitFor();
  });

  it("has keys that work", async () => {
    const { workbench } = bench;
    const { keyboard } = workbench.page;
    await selectPassage();
    await keyboard.press("Control+K");
    await keyboard.press("Control+Y");
    await workbench.pick("Translate");
    const panel = await bench.panel();
    await panel.questions.last().getByText("Translate the text into").waitFor();
    await selectPassage();
    await keyboard.press("Control+K");
    await keyboard.press("Control+G");
    await panel.chips.getByText("passage.md:3").waitFor();
    // The panel takes the cursor a little later than it shows the passage.
    await panel.frame.locator(".message-field:focus").waitFor();
    await workbench.placeCursor(1);
    await keyboard.press("Control+K");
    await keyboard.press("Control+V");
    await panel.frame.locator(".message-field:focus").waitFor();
  });

  it("asks about several files and folders of the explorer at once", async () => {
    const { workbench } = bench;
    await bench.newConversation();
    await workbench.runCommand("View: Show Explorer");
    const item = (name: string): Locator =>
      workbench.page.locator(".explorer-folders-view").getByRole("treeitem", { name, exact: true });
    await item("english.txt").click();
    await item("code").click({ modifiers: ["ControlOrMeta"] });
    await workbench.openExplorerMenu("code");
    await workbench.chooseFromMenu("Ask a model about files…");
    await workbench.pick("Taiwan · 涉台专用模型");
    const panel = await bench.panel();
    await panel.chips.getByText("english.txt").waitFor();
    await panel.chips.getByText("code/").waitFor();
  });

  it("drafts a commit message into source control’s box, above nobody’s words", async function () {
    this.timeout(120_000);
    const { workbench, folder, server } = bench;
    const git = (...args: string[]) =>
      run("git", ["-c", "user.name=Test", "-c", "user.email=test@localhost", ...args], {
        cwd: folder,
      });
    await git("init", "--quiet");
    await git("add", ".");
    await git("commit", "--quiet", "--no-gpg-sign", "--message", "Begin");
    await writeFile(join(folder, "passage.md"), "changed\n");
    await server.direct({ reply: `Change the passage\n\n${"A line of it. ".repeat(10)}` });
    await workbench.page.getByRole("tab", { name: /^Source Control/u }).click();
    const view = workbench.page.locator(".scm-view");
    const box = view.locator(".scm-editor .view-lines");
    const header = workbench.page.locator(".pane-header").filter({ hasText: "Changes" });
    const draft = header.getByRole("button", { name: /^Draft a commit message/u });
    // Its buttons are there while the mouse is; this one is not while a draft is on its way.
    const whenReady = async () => {
      await header.hover();
      await draft.waitFor();
    };
    const begin = async () => {
      await whenReady();
      await draft.click();
    };
    await begin();
    await box.getByText("Change the passage").waitFor();
    await whenReady();
    assert.match(await box.innerText(), /A\sline\sof\sit\.\s*$/u);
    await server.direct({ reply: "Another" });
    await begin();
    await workbench.answerDialog("There is a commit message already.", "Cancel");
    await whenReady();
    await box.getByText("Change the passage").waitFor();
    await begin();
    await workbench.answerDialog("There is a commit message already.", "Replace");
    await eventually(async () => assert.equal((await box.innerText()).trim(), "Another"));
  });

  it("reviews changes that are too long only once the person has them trimmed", async () => {
    const { workbench, folder, server } = bench;
    const lines = Array.from({ length: 600 }, (_, line) => `Line ${line} of a long text.\n`);
    await writeFile(join(folder, "passage.md"), lines.join(""));
    await server.clearLog();
    const review = "Tibet Model Chat: Review these changes";
    await workbench.runCommand(review);
    await workbench.answerDialog("The prompt is too long for Tibet", "Cancel");
    assert.deepEqual(await completions(server), []);
    await workbench.runCommand(review);
    await workbench.answerDialog("The prompt is too long for Tibet", "Trim");
    const panel = await bench.panel();
    await panel.questions.last().getByText("(trimmed)").waitFor();
    const [asked] = await eventuallyAsked(bench);
    const content = asked?.messages.at(-1)?.content ?? "";
    assert.match(content, /Line 20 of a long text/u);
    assert.match(content, /The rest of this file’s changes is left out/u);
    assert.doesNotMatch(content, /Line 599 of/u);
  });
});

async function eventuallyAsked({ server }: Bench) {
  await server.waitForRequest(({ path }) => path.endsWith("/chat/completions"));
  return completions(server);
}
