import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eventually, openBench, passage, pictureFailure, type Bench } from "./bench.ts";

const reply = "自由与平等，是人的本分。";
const firstPiece = reply.slice(0, 4);
const replaceKey = "Control+Alt+F9";

describe("a reply that streams into the document", () => {
  let bench: Bench;
  let gate = "";
  before(async function () {
    this.timeout(300_000);
    const args = { question: "Shorter.", target: "replace", model: "tibet" };
    const key = { key: "ctrl+alt+f9", command: "tibetChat.askTibetAboutSelection", args };
    bench = await openBench({
      prepare: ({ userDataDir }) =>
        writeFile(join(userDataDir, "User/keybindings.json"), JSON.stringify([key])),
    });
  });
  after(() => bench.close());
  beforeEach(async () => {
    gate = crypto.randomUUID();
    await bench.server.direct({ reply, waitFor: gate });
  });
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
    await bench.workbench.runCommand("File: Revert File");
    await bench.workbench.runCommand("Notifications: Clear All Notifications");
  });

  const original = `# 宣言\n\n${passage}\n\nThe end.\n`;
  const shows = (text: string) =>
    eventually(async () => assert.equal(await bench.workbench.visibleText(), text));
  const lens = (name: string) =>
    bench.workbench.editor.locator(".codelens-decoration").getByText(name);

  async function replacePassage(): Promise<void> {
    const { workbench } = bench;
    await workbench.openFile("passage.md");
    await workbench.selectLines(3, 3);
    await workbench.page.keyboard.press(replaceKey);
    await lens("receiving…").waitFor();
    await shows(original.replace(passage, passage + firstPiece));
  }

  it("grows behind what it replaces, and is taken back with Stop above it", async () => {
    const { workbench } = bench;
    await replacePassage();
    await workbench.screenshot("a reply streams in");
    await lens("Stop").click();
    await shows(original);
    // A window without focus shows no notification by itself.
    await workbench.runCommand("Notifications: Show Notifications");
    const list = workbench.page.locator(".notifications-center.visible");
    await list.getByText("The reply was stopped, so nothing was put into “passage.md”.").waitFor();
    await list.getByRole("button", { name: "Insert What Arrived", exact: true }).click();
    await shows(original.replace(passage, `${passage}\n${firstPiece}`));
  });

  it("is one step of undo, and says how to take it back", async () => {
    const { server, workbench } = bench;
    await replacePassage();
    await server.release(gate);
    await shows(original.replace(passage, reply));
    await lens("Take back").waitFor();
    await workbench.placeCursor(5);
    await workbench.page.keyboard.press("ControlOrMeta+Z");
    await shows(original);
    await lens("Take back").waitFor({ state: "hidden" });
  });

  it("is told of where VS Code ended in mid-stream", async function () {
    if (process.platform === "win32") return this.skip();
    const { workbench } = bench;
    await replacePassage();
    await workbench.killExtensionHosts();
    await workbench.reload();
    await workbench.runCommand("View: Show Tibet Model Chat");
    await workbench.answerListed("while a reply streamed into “passage.md”", "Show");
    await workbench.editor.waitFor();
  });

  it("asks before it replaces what was edited meanwhile, and goes if it may not", async () => {
    const { server, workbench } = bench;
    for (const [answer, after] of [
      ["Cancel", passage.replace("人人", "人皆人")],
      ["Replace Anyway", reply],
    ] as const) {
      await replacePassage();
      await workbench.placeCursor(3, 4);
      await workbench.page.keyboard.type("皆");
      await server.release(gate);
      await workbench.answerDialog("has changed since you asked", answer);
      await shows(original.replace(passage, after));
      await workbench.runCommand("File: Revert File");
      gate = crypto.randomUUID();
      await server.direct({ reply, waitFor: gate });
    }
  });
});
