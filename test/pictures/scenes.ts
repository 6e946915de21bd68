import assert from "node:assert/strict";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { completions, eventually, openBench, type Bench } from "../e2e/bench.ts";
import { frameWith } from "../workbench/readiness.ts";
import { bringLight, type Camera } from "./camera.ts";
import { showPointer } from "./pointer.ts";
import { answer, chapters, draft, proofread, question, sutra } from "./texts.ts";

const folder = "sutras";
const inFolder = (name: string) => `${folder}/${name}`;

/** A workbench as a scholar has it, without what would only distract. */
export async function openStudio(deviceScaleFactor: number): Promise<Bench> {
  const named = Object.entries(chapters).map(([name, text]) => [`diamond-sutra/${name}`, text]);
  const files = {
    "heart-sutra.txt": sutra,
    "draft.txt": `${draft}\n`,
    ...(Object.fromEntries(named) as Record<string, string>),
  };
  const bench = await openBench({
    files: Object.fromEntries(Object.entries(files).map(([name, text]) => [inFolder(name), text])),
    openedAs: (root) => join(root, folder),
    deviceScaleFactor,
    // What the practice server thinks is only about itself.
    models: { tibet: { thinking: false } },
    colorTheme: "Light Modern",
    settings: {
      // The theme follows the light that the page has.
      "window.autoDetectColorScheme": true,
      "workbench.preferredDarkColorTheme": "Default Dark Modern",
      "workbench.preferredLightColorTheme": "Default Light Modern",
      "window.title": "${activeEditorShort}${separator}${rootName}",
      "workbench.layoutControl.enabled": false,
      "breadcrumbs.enabled": false,
      "editor.minimap.enabled": false,
      "editor.lightbulb.enabled": "off",
      "editor.cursorBlinking": "solid",
      "editor.wordWrap": "on",
      "editor.wrappingStrategy": "advanced",
      "editor.fontSize": 17,
      "editor.lineHeight": 2,
      "tibetChat.batchConcurrency": 3,
    },
  });
  await bringLight(bench.workbench.page, "dark");
  return bench;
}

/** A scene, and the pictures that it gives. */
export interface Scene {
  readonly title: string;
  play(bench: Bench, camera: Camera): Promise<void>;
}

export const scenes: readonly Scene[] = [
  { title: "a passage is selected and asked about, and the reply streams in", play: playQuestion },
  { title: "a reply is compared with its passage", play: playComparison },
  { title: "a batch is under way", play: playBatch },
];

async function playQuestion(bench: Bench, camera: Camera): Promise<void> {
  const { workbench, server } = bench;
  const { page } = workbench;
  const panel = await bench.newConversation();
  await widenSideBar(bench, 520);
  await server.direct({ reply: answer, ...(camera.isLive && { rate: 25 }) });
  await workbench.openFile(inFolder("heart-sutra.txt"));
  await workbench.placeCursor(2);
  const lines = workbench.editor.locator(".view-line");
  const [first, last] = [await boxOf(lines.nth(2)), await boxOf(lines.nth(6))];
  const pointer = await showPointer(page, 1000, 620);
  const moved = () => camera.take(45);
  await camera.take(500);
  await pointer.move(first.x + 1, first.y + first.height / 2, 8, moved);
  await page.mouse.down();
  await pointer.move(last.x + last.width - 2, last.y + last.height / 2, 10, moved);
  await page.mouse.up();
  await camera.take(300);
  await page.mouse.click(last.x + 60, last.y + 10, { button: "right" });
  const entry = page.locator(".monaco-menu").getByText("Ask Tibet model about selection");
  await entry.waitFor();
  await camera.take(300);
  const { x, y, width, height } = await boxOf(entry);
  await pointer.move(x + width * 0.7, y + height / 2, 8, moved);
  await camera.take(400);
  await workbench.chooseFromMenu("Ask Tibet model about selection");
  await panel.chips.first().waitFor();
  await panel.frame.locator(".message-field:focus").waitFor();
  await pointer.hide();
  for (const word of question.split(/(?<= )/u)) {
    await panel.message.pressSequentially(word);
    await camera.take(150);
  }
  await panel.message.press("Enter");
  await camera.follow(panel.button("Insert").waitFor(), 3500);
  await camera.take(2500);
  await camera.animation("question");
  await camera.still("conversation");
}

async function playComparison(bench: Bench, camera: Camera): Promise<void> {
  const { workbench, server } = bench;
  await workbench.runCommand("View: Close All Editors");
  const panel = await bench.newConversation();
  await widenSideBar(bench, 300);
  await server.direct({ reply: proofread, ...(camera.isLive && { rate: 100 }) });
  await workbench.openFile(inFolder("draft.txt"));
  await workbench.placeCursor(1);
  await workbench.page.keyboard.press("ControlOrMeta+Shift+End");
  await workbench.page.keyboard.press("Shift+ArrowLeft");
  await workbench.openSelectionMenu();
  await workbench.chooseFromMenu("Ask Tibet model about selection");
  const reply = await panel.hear("Proofread. Change nothing else.");
  await reply.getByRole("button", { name: "Compare", exact: true }).click();
  await workbench.page.locator(".codelens-decoration a").nth(7).waitFor();
  await camera.still("comparison");
}

async function playBatch(bench: Bench, camera: Camera): Promise<void> {
  const { workbench, server } = bench;
  await workbench.runCommand("View: Close All Editors");
  await workbench.runCommand("View: Show Explorer");
  await workbench.page.getByRole("treeitem", { name: "diamond-sutra" }).click();
  await workbench.runCommand("Tibet Model Chat: Run a batch on files…");
  await workbench.answerInput("diamond-sutra/*.txt");
  await workbench.pickOnly("Translate");
  await workbench.acceptPicker("Which models?");
  await workbench.pick("Beside each file");
  await workbench.answerInput("en");
  await server.clearLog();
  const gates = ["first", "second", "third"] as const;
  await server.direct({ echo: true, waitFor: gates[0] });
  await workbench.answerDialog("12 files", "Start");
  await workbench.runCommand("Tibet Model Chat: Show batches");
  const frame = await frameWith(workbench.page, ".grid", "tab");
  const rows = (state: string) => frame.getByRole("row").filter({ hasText: state });
  const whenAsked = (round: number) =>
    eventually(async () => {
      assert.equal((await completions(server)).length, 3 * round + 3);
      assert.equal(await rows("Done").count(), 3 * round);
      assert.equal(await rows("Asking").count(), 3);
    }, 30_000);
  for (const [round, gate] of gates.slice(0, -1).entries()) {
    await whenAsked(round);
    await server.direct({ echo: true, waitFor: gates[round + 1] ?? gate });
    await server.release(gate);
  }
  await whenAsked(gates.length - 1);
  await workbench.page.mouse.move(0, 0);
  await camera.still("batch");
}

/** Draws the side bar’s edge to a width. */
async function widenSideBar({ workbench: { page } }: Bench, width: number): Promise<void> {
  const { x, width: breadth } = await boxOf(
    page.locator(".monaco-sash.vertical:not(.disabled)").first(),
  );
  await page.mouse.move(x + breadth / 2, 400);
  await page.mouse.down();
  await page.mouse.move(48 + width, 400, { steps: 3 });
  await page.mouse.up();
  // It shines while the mouse is there.
  await page.mouse.move(1000, 620);
  await page
    .locator(".monaco-sash.hover, .monaco-sash.active")
    .first()
    .waitFor({ state: "hidden" });
}

async function boxOf(element: Locator) {
  const box = await element.boundingBox();
  assert.ok(box, "It cannot be seen.");
  return box;
}
