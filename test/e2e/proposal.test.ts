import assert from "node:assert/strict";
import { eventually, openBench, pictureFailure, type Bench } from "./bench.ts";

const sentences = [
  "人人生而自由，在尊严和权利上一律平等。",
  "他们赋有理性和良心。",
  "他们应以兄弟关系的精神相对待。",
] as const;
const translated = [
  "འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས་ལ་སྐྱེས་ཙམ་ཉིད་ནས་ཐོབ་ཐང་གི་རང་དབང་འདྲ་མཉམ་དུ་ཡོད། ",
  "ཁོང་ཚོར་རང་བྱུང་གི་བློ་རྩལ་ཡོད། ",
  "ཕན་ཚུན་གཅིག་གིས་གཅིག་ལ་བུ་སྤུན་གྱི་འདུ་ཤེས་འཛིན་དགོས།",
] as const;
const themes = ["Dark Modern", "Light Modern", "High Contrast"] as const;

describe("a preview of what the reply would replace", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench({
      files: {
        "three.md": `# 一\n\n${sentences.join("")}\n\n完。\n`,
        ".vscode/notes.md": sentences.join(""),
      },
    });
    await bench.server.direct({ reply: translated.join("") });
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
    await bench.workbench.runCommand("File: Revert File");
    await bench.workbench.runCommand("View: Close All Editors");
  });

  const title = "three.md:3 ↔ reply";
  const tab = () => bench.workbench.page.locator(".tab.active").filter({ hasText: title });
  const action = (name: string) =>
    bench.workbench.page.locator(".editor-actions").getByRole("button", { name });
  const left = (count: number) =>
    bench.workbench.page
      .locator(".statusbar-item")
      .getByText(`${count} of 3 changes left`)
      .waitFor();
  // Long lines are wrapped, so line ends say nothing.
  const shows = (middle: string) =>
    eventually(async () => {
      const shown = await bench.workbench.visibleText();
      assert.equal(shown.replaceAll("\n", ""), `# 一${middle}完。`);
    });

  async function compare(): Promise<void> {
    const { workbench } = bench;
    await workbench.openFile("three.md");
    await workbench.selectLines(3, 3);
    await workbench.openSelectionMenu();
    await workbench.chooseFromMenu("Ask Tibet model about selection");
    const panel = await bench.panel();
    const reply = await panel.hear("翻译。");
    await reply.getByRole("button", { name: "Compare", exact: true }).click();
    await tab().waitFor();
    await left(3);
  }

  it("takes a translation sentence by sentence, and undo takes each back", async () => {
    const { workbench } = bench;
    await compare();
    await action("Accept change").click();
    await left(2);
    await action("Reject change").click();
    await left(1);
    await action("Accept all changes").click();
    await tab().waitFor({ state: "hidden" });
    await shows(translated[0] + sentences[1] + translated[2]);
    await workbench.page.keyboard.press("ControlOrMeta+Z");
    await shows(translated[0] + sentences[1] + sentences[2]);
    await workbench.page.keyboard.press("ControlOrMeta+Z");
    await shows(sentences.join(""));
  });

  it("has links at each change, and keys of its own", async () => {
    const { workbench } = bench;
    await compare();
    const links = workbench.page.locator(".codelens-decoration a");
    await links.getByText("Accept").nth(1).click();
    await left(2);
    await workbench.page.locator(".modified .view-line").first().click();
    await workbench.page.keyboard.press("ControlOrMeta+Backspace");
    await left(1);
    await workbench.page.keyboard.press("ControlOrMeta+Enter");
    await tab().waitFor({ state: "hidden" });
    await shows(sentences[0] + translated[1] + translated[2]);
  });

  it("does not hand a key pressed once too often to the document", async () => {
    const { workbench } = bench;
    await compare();
    await workbench.page.locator(".modified .view-line").first().click();
    for (const count of [2, 1]) {
      await workbench.page.keyboard.press("ControlOrMeta+Backspace");
      await left(count);
    }
    await workbench.page.keyboard.press("ControlOrMeta+Backspace");
    await workbench.page.keyboard.press("ControlOrMeta+Backspace");
    await tab().waitFor({ state: "hidden" });
    await workbench.page
      .locator(".statusbar-item")
      .getByText(/^Ln 3, Col \d+$/u)
      .waitFor();
    await shows(sentences.join(""));
  });

  it("is not opened for a file that steers VS Code", async () => {
    const { workbench } = bench;
    await workbench.openFile(".vscode/notes.md");
    await workbench.selectLines(1, 1);
    await workbench.openSelectionMenu();
    await workbench.chooseFromMenu("Ask Tibet model about selection");
    const panel = await bench.panel();
    const reply = await panel.hear("翻译。");
    await reply.getByRole("button", { name: "Compare", exact: true }).click();
    await bench.bell.waitFor();
    const told = await workbench.listedNotifications();
    assert.match(told.join("\n"), /steers VS Code or git/u);
    assert.equal(await workbench.page.locator(".tab").filter({ hasText: "↔ reply" }).count(), 0);
  });

  for (const theme of themes) {
    it(`can be read in ${theme}`, async () => {
      const { workbench } = bench;
      await workbench.setTheme(theme);
      await compare();
      await workbench.page.locator(".codelens-decoration a").first().waitFor();
      await workbench.screenshot(`comparison ${theme}`);
      await action("Reject all changes").click();
      await tab().waitFor({ state: "hidden" });
      await shows(sentences.join(""));
    });
  }
});
