import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  completions,
  eventually,
  openBench,
  passage,
  pictureFailure,
  type Bench,
} from "./bench.ts";
import type { Panel } from "./panel.ts";

describe("the context of a question", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench({ files: { "broken.json": '{ "left": 1, "right": }\n' } });
    await bench.server.direct({ reply: "Read." });
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
    await bench.workbench.runCommand("View: Close All Editors");
    await bench.server.clearLog();
  });

  /** Asks with what is attached; resolves with the question as the server got it. */
  async function sent(panel: Panel): Promise<string> {
    await panel.hear("What is it?");
    const [body] = await completions(bench.server);
    assert.deepEqual(
      body?.messages.map(({ role }) => role),
      ["user"],
    );
    return body.messages[0]?.content ?? "";
  }

  const fileText = (name: string) => readFile(join(bench.folder, name), "utf8");

  it("is what is attached from the menu: the clipboard", async () => {
    const panel = await bench.newConversation();
    await bench.workbench.page.evaluate((text) => navigator.clipboard.writeText(text), passage);
    await panel.attach("Clipboard");
    await panel.chips.getByText("Clipboard").waitFor();
    const question = await sent(panel);
    assert.ok(question.includes(passage));
    assert.ok(question.endsWith("What is it?"));
  });

  it("is what is attached from the menu: the selection, one at a time", async () => {
    const { workbench } = bench;
    const panel = await bench.newConversation();
    await workbench.openFile("english.txt");
    await workbench.selectLines(3, 4);
    await panel.attach("Selection");
    await panel.chips.getByText("english.txt:3–4").waitFor();
    await workbench.openFile("passage.md");
    await workbench.selectLines(3, 3);
    await panel.attach("Selection");
    await panel.chips.getByText("passage.md:3").waitFor();
    assert.equal(await panel.chips.count(), 1);
    const question = await sent(panel);
    assert.ok(question.includes(passage));
    assert.ok(!question.includes("born free"));
    await panel.replies.getByRole("button", { name: "Replace", exact: true }).waitFor();
  });

  it("is what is attached from the menu: problems, with the lines they stand in", async () => {
    const { workbench } = bench;
    const panel = await bench.newConversation();
    await workbench.openFile("broken.json");
    await workbench.editor.locator(".squiggly-error").first().waitFor();
    await panel.attach("Problems");
    await panel.chips.getByText("Problems in broken.json").waitFor();
    const question = await sent(panel);
    assert.match(question, /broken\.json:1:\d+/u);
    assert.match(question, /Value expected/u);
    assert.ok(question.includes('{ "left": 1, "right": }'));
  });

  it("is what is attached from the menu: open editors", async () => {
    const { workbench } = bench;
    await workbench.openFile("english.txt");
    await workbench.openFile("中文简体.txt");
    const panel = await bench.newConversation();
    await panel.attach("Open editors");
    await panel.chips.nth(1).waitFor();
    assert.deepEqual((await panel.chips.locator(".chip-title").allInnerTexts()).toSorted(), [
      "english.txt",
      "中文简体.txt",
    ]);
    const question = await sent(panel);
    for (const name of ["english.txt", "中文简体.txt"]) {
      assert.ok(question.includes((await fileText(name)).trim()));
    }
  });

  it("is what is attached from the menu: files and a folder that are picked", async () => {
    const { workbench, folder } = bench;
    const panel = await bench.newConversation();
    await panel.attach("Files…");
    await workbench.answerFileDialog("Attach files", join(folder, "བོད་ཡིག.txt"));
    await panel.chips.getByText("བོད་ཡིག.txt").waitFor();
    await panel.attach("Folder…");
    await workbench.answerFileDialog("Attach a folder", join(folder, "code/"));
    await panel.chips.getByText("code/").waitFor();
    const question = await sent(panel);
    for (const name of ["བོད་ཡིག.txt", "code/scripts.py", "code/syllables.ts"]) {
      assert.ok(question.includes((await fileText(name)).trim()), name);
    }
  });

  it("is a file that was completed behind @, with its tokens; what is removed is not sent", async () => {
    const { workbench } = bench;
    const panel = await bench.newConversation();
    await panel.message.pressSequentially("See @eng");
    await panel.suggestion("english.txt").waitFor();
    await workbench.screenshot("completion-files");
    await panel.message.press("Enter");
    await panel.chips.getByText("english.txt").waitFor();
    assert.equal(await panel.message.inputValue(), "See ");
    const tokens = await panel.chips.locator(".chip-tokens").innerText();
    assert.match(tokens, /^≈\d{2,3}$/u);
    await panel.message.pressSequentially("@简体");
    await panel.suggestion("中文简体.txt").waitFor();
    await panel.message.press("Enter");
    await panel.chips.getByText("中文简体.txt").waitFor();
    await panel.button("Remove english.txt").click();
    await panel.chips.getByText("english.txt").waitFor({ state: "hidden" });
    const question = await sent(panel);
    assert.ok(question.includes((await fileText("中文简体.txt")).trim()));
    assert.ok(!question.includes("Universal Declaration"));
    await panel.questions.getByText("中文简体.txt").waitFor();
    assert.equal(await panel.chips.count(), 0);
  });

  it("is a file of the workspace that is dropped on the composer, and nothing from outside", async () => {
    const { workbench, folder } = bench;
    const panel = await bench.newConversation();
    const { host } = new URL(workbench.page.url());
    const drop = (path: string) =>
      panel.message.evaluate((field, uri) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData("application/vnd.code.uri-list", uri);
        const init = { dataTransfer, bubbles: true, cancelable: true };
        field.dispatchEvent(new DragEvent("drop", init));
      }, `vscode-remote://${host}${path}`);
    await drop("/etc/passwd");
    await panel.notice.getByText("“passwd” is outside of the workspace").waitFor();
    await drop(join(folder, "english.txt"));
    await panel.chips.getByText("english.txt").waitFor();
    assert.equal(await panel.notice.count(), 0);
    const question = await sent(panel);
    assert.ok(question.includes((await fileText("english.txt")).trim()));
    assert.ok(!question.includes("root:"));
  });
});

describe("prompt templates", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench({
      settings: { "tibetChat.language": "བོད་ཡིག", "tibetChat.prompts": { mine: "Say it twice." } },
    });
    await bench.server.direct({ reply: "Done." });
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
    await bench.server.clearLog();
  });

  const has = (panel: Panel, text: RegExp) =>
    eventually(async () => assert.match(await panel.message.inputValue(), text));

  it("put their text into the composer and send nothing", async () => {
    const panel = await bench.newConversation();
    await panel.message.pressSequentially("/tran");
    await panel.suggestion("translate").waitFor();
    await panel.message.press("Enter");
    await has(panel, /^Translate the text into བོད་ཡིག\./u);
    await panel.message.fill("");
    await panel.message.pressSequentially("/mi");
    await panel.suggestion("mine").waitFor();
    await panel.message.press("Tab");
    await has(panel, /^Say it twice\.$/u);
    assert.deepEqual(await bench.server.log(), []);
    await panel.message.fill("");
  });

  it("of the workspace set model and parameters, and attach what they are about", async () => {
    const { workbench } = bench;
    await workbench.openFile("passage.md");
    await workbench.selectLines(3, 3);
    const panel = await bench.newConversation();
    await panel.chooseModel("General");
    await panel.message.pressSequentially("/glo");
    await panel.suggestion("gloss").waitFor();
    await workbench.screenshot("completion-templates");
    await panel.message.press("Enter");
    await has(panel, /^Gloss this passage word by word:/u);
    await panel.model.getByText("Tibet").waitFor();
    await panel.frame.getByRole("button", { name: "Parameters, 2 set" }).waitFor();
    await panel.chips.getByText("passage.md:3").waitFor();
    await panel.message.press("Enter");
    await panel.replies.getByText("Done.").waitFor();
    const [body] = await completions(bench.server);
    assert.equal(body?.model, "model/model_xizang");
    assert.equal(body["temperature"], 0.2);
    assert.deepEqual(body["chat_template_kwargs"], { enable_thinking: false });
    const question = body.messages.at(-1)?.content ?? "";
    assert.ok(question.includes(passage));
    assert.match(question, /meaning in བོད་ཡིག/u);
    assert.doesNotMatch(question, /\{\{/u);
  });
});
