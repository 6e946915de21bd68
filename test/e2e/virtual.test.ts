import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { installVirtualFiles } from "../virtualFiles/install.ts";
import { virtualScheme } from "../virtualFiles/scheme.ts";
import {
  completions,
  eventually,
  openBench,
  passage,
  pictureFailure,
  type Bench,
} from "./bench.ts";

const reply = "自由与平等。";

describe("a virtual workspace", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench({
      prepare: ({ extensionsDir }) => installVirtualFiles(extensionsDir),
      openedAs: (folder) => `${virtualScheme}:${folder}`,
      settings: { "git.enabled": true },
    });
  });
  after(() => bench.close());
  beforeEach(() => bench.server.direct({ reply }));
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
    await bench.server.clearLog();
    await bench.workbench.runCommand("File: Revert File");
    await bench.workbench.runCommand("View: Close All Editors");
  });

  /** By the explorer: quick open takes a path for one of the disk. */
  async function openFile(name: string): Promise<void> {
    const { page, runCommand } = bench.workbench;
    await runCommand("View: Show Explorer");
    const explorer = page.locator(".explorer-folders-view");
    await explorer.getByRole("treeitem", { name, exact: true }).dblclick();
    await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  }

  async function selectPassage(): Promise<void> {
    await openFile("passage.md");
    await bench.workbench.selectLines(3, 3);
    await bench.workbench.openSelectionMenu();
  }

  const shows = (text: string) =>
    eventually(async () => assert.equal(await bench.workbench.visibleText(), text));

  async function lastQuestion(): Promise<string> {
    return (await completions(bench.server)).at(-1)?.messages.at(-1)?.content ?? "";
  }

  it("is asked about, and takes the reply at the cursor", async () => {
    const { workbench } = bench;
    await selectPassage();
    await workbench.chooseFromMenu("Ask Tibet model about selection");
    const panel = await bench.panel();
    const answer = await panel.hear("Shorter.");
    assert.ok((await lastQuestion()).includes(passage));
    await workbench.placeCursor(5, 5);
    await answer.getByRole("button", { name: "Insert", exact: true }).click();
    await shows(`# 宣言\n\n${passage}\n\nThe ${reply}end.\n`);
  });

  it("takes a reply as it streams, and keeps it when it is saved", async () => {
    const { workbench, folder } = bench;
    const file = join(folder, "english.txt");
    const before = await readFile(file, "utf8");
    await openFile("english.txt");
    await workbench.selectLines(1, 1);
    await workbench.openSelectionMenu();
    await workbench.chooseFromMenu("Tibet Model Chat", "Ask and insert here…");
    await workbench.answerInput("Shorter.");
    await eventually(async () => assert.ok((await workbench.visibleText()).includes(reply)));
    await workbench.page.keyboard.press("ControlOrMeta+S");
    await eventually(async () => assert.notEqual(await readFile(file, "utf8"), before));
    assert.ok((await readFile(file, "utf8")).includes(reply));
  });

  it("has its files and folders behind @", async () => {
    const panel = await bench.newConversation();
    for (const [typed, label, chip] of [
      ["@简体", "中文简体.txt", "中文简体.txt"],
      ["@code", "code", "code/"],
    ] as const) {
      await panel.message.pressSequentially(typed);
      await panel.suggestion(label).waitFor();
      await panel.message.press("Enter");
      await panel.chips.getByText(chip).waitFor();
    }
    await panel.hear("What are they?");
    const asked = await lastQuestion();
    for (const name of ["中文简体.txt", "code/scripts.py", "code/syllables.ts"]) {
      const text = await readFile(join(bench.folder, name), "utf8");
      assert.ok(asked.includes(text.trim()), name);
    }
  });

  it("has its own templates, and compares what one of them gives", async () => {
    const { workbench } = bench;
    const panel = await bench.newConversation();
    await panel.message.pressSequentially("/gl");
    await panel.suggestion("gloss").waitFor();
    await panel.message.fill("");
    await selectPassage();
    await workbench.chooseFromMenu("Tibet Model Chat", "Proofread selection");
    const { page } = workbench;
    await page.locator(".tab.active").filter({ hasText: "passage.md:3 ↔ reply" }).waitFor();
    const actions = page.locator(".editor-actions");
    await actions.getByRole("button", { name: "Accept all changes" }).click();
    await shows(`# 宣言\n\n${reply}\n\nThe end.\n`);
  });

  it("has batches, with the answers beside their sources", async () => {
    const { workbench, folder } = bench;
    await workbench.runCommand("Tibet Model Chat: Run a batch on files…");
    await workbench.answerInput("code/*.py");
    await workbench.pickOnly("Type an instruction…");
    await workbench.answerInput("Repeat the text.");
    await workbench.acceptPicker("Which models?");
    await workbench.pick("Beside each file");
    await workbench.answerInput("out");
    await workbench.answerDialog("1 file", "Start");
    await eventually(async () => {
      assert.deepEqual((await readdir(join(folder, "code"))).sort(), [
        "scripts.out.py",
        "scripts.py",
        "syllables.ts",
      ]);
    });
    assert.equal((await readFile(join(folder, "code/scripts.out.py"), "utf8")).trim(), reply);
  });

  it("offers nothing that needs Git", async () => {
    const { workbench } = bench;
    for (const command of ["Draft a commit message", "Review these changes"]) {
      assert.equal(await workbench.offersCommand(`Tibet Model Chat: ${command}`), false);
    }
  });
});
