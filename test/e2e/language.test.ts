import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Frame, Page } from "playwright-core";
import { sets, type Texts } from "../../build/l10n.ts";
import { repository } from "../workbench/places.ts";
import { openBench, pictureFailure, type Bench } from "./bench.ts";

const language = "zh-cn";

describe("a VS Code in Chinese", () => {
  let bench: Bench;
  let chat: Frame;
  let ours: Ours;
  before(async function () {
    this.timeout(300_000);
    ours = await readOurs();
    bench = await openBench({ language });
    const { page, panelFrame } = bench.workbench;
    await page.locator(".activitybar").getByRole("tab", { name: "Tibet Model Chat" }).click();
    chat = await panelFrame();
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
  });

  /** English of ours that is seen or heard, in the workbench or in the chat. */
  async function english(): Promise<string[]> {
    const seen = [...(await textsIn(bench.workbench.page)), ...(await textsIn(chat))];
    const latin = seen.filter((text) => !/\p{Script=Han}/u.test(text));
    return latin.filter((text) => ours.sentences.some((sentence) => sentence.test(text)));
  }

  it("has the view, the empty chat and the menus in Chinese", async () => {
    const { workbench } = bench;
    const title = workbench.page.locator(".part.sidebar .composite.title h2");
    await title.getByText(ours.manifest("view.chat")).waitFor();
    await chat.getByRole("heading", { name: ours.code("Ask about a passage") }).waitFor();
    await chat.getByRole("textbox", { name: ours.code("Message"), exact: true }).waitFor();
    await chat.getByRole("button", { name: ours.code("Send"), exact: true }).waitFor();
    await workbench.openFile("passage.md");
    await workbench.selectLines(3, 3);
    await workbench.openSelectionMenu();
    const labels = await workbench.menuLabels();
    assert.ok(labels.includes(ours.manifest("command.askTibetAboutSelection")), labels.join());
    assert.deepEqual(await english(), []);
  });

  it("answers, and names what can be done with the answer, in Chinese", async () => {
    const { workbench, server } = bench;
    await server.direct({ reply: "好。" });
    await workbench.chooseFromMenu(ours.manifest("command.askTibetAboutSelection"));
    const message = chat.getByRole("textbox", { name: ours.code("Message"), exact: true });
    await chat.getByRole("list", { name: ours.code("Passages") }).waitFor();
    await message.fill("这是什么？");
    await message.press("Enter");
    for (const action of ["Regenerate", "Copy as text", "Insert"]) {
      await chat
        .getByRole("button", { name: ours.code(action), exact: true })
        .first()
        .waitFor();
    }
    assert.deepEqual(await english(), []);
  });

  it("shows in Chinese what the host says, and gives the page only the page’s texts", async () => {
    const { workbench } = bench;
    await workbench.runCommand(`Tibet Model Chat: ${ours.manifest("command.testConnections")}`);
    const { quickInputBox } = workbench;
    await quickInputBox.getByText(ours.code("Connections"), { exact: true }).waitFor();
    await quickInputBox.getByText(ours.code("Reachable")).first().waitFor();
    assert.deepEqual(await english(), []);
    await workbench.page.keyboard.press("Escape");
    const json = await chat.locator("#l10n").textContent();
    const given = Object.keys(JSON.parse(json ?? "") as Texts);
    assert.ok(given.includes("Send") && !given.includes("Connections"), given.join());
  });
});

interface Ours {
  code(text: string): string;
  manifest(key: string): string;
  /** Our English texts of more than a word: VS Code’s own have words such as “Copy” too. */
  readonly sentences: readonly RegExp[];
}

/** Our texts in the language and in English. */
async function readOurs(): Promise<Ours> {
  const read = async (path: string) =>
    JSON.parse(await readFile(join(repository, path), "utf8")) as Texts;
  const [code, manifest] = [await read(sets.code(language)), await read(sets.manifest(language))];
  const english = [...Object.keys(code), ...Object.values(await read(sets.manifest()))];
  return {
    code: (text) => code[text] ?? `“${text}” has no translation`,
    manifest: (key) => manifest[key] ?? `“${key}” has no translation`,
    sentences: english.filter((text) => /[a-z]{2,} [a-z]{2,}/iu.test(text)).map(patternOf),
  };
}

/** What fits a text whatever stands in its places. */
function patternOf(text: string): RegExp {
  const parts = text.split(/\{\w+\}/u).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/gu, "\\$&"));
  return new RegExp(`^${parts.join(".+")}$`, "u");
}

/** All that is said to eyes and ears, in the shadows too. */
function textsIn(place: Page | Frame): Promise<string[]> {
  return place.evaluate(() => {
    const found: string[] = [];
    const look = (root: ParentNode): void => {
      for (const element of root.querySelectorAll("*:not(script, style)")) {
        const names = ["aria-label", "title", "placeholder"].map((name) =>
          element.getAttribute(name),
        );
        const own = [...element.childNodes].map((node) =>
          node instanceof Text ? node.data : null,
        );
        found.push(...[...names, ...own].map((text) => text?.trim() ?? ""));
        if (element.shadowRoot !== null) look(element.shadowRoot);
      }
    };
    look(document);
    return [...new Set(found)];
  });
}
