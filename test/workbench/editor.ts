import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { openBox } from "./quickInput.ts";

/** The active text editor. */
export interface Editor {
  /** Opens a file by its path below the workbench's folder and waits for its text. */
  openFile(path: string): Promise<void>;
  /** Selects the next place of a text within one line. */
  selectText(text: string): Promise<void>;
  /** Selects whole lines, counted from 1. */
  selectLines(first: number, last: number): Promise<void>;
  /** Puts the cursor before a column of a line, both counted from 1. */
  placeCursor(line: number, column?: number): Promise<void>;
  /** The lines in sight. */
  visibleText(): Promise<string>;
  readonly editor: Locator;
}

export function editorOn(page: Page, folder: string): Editor {
  const editor = page.locator(".editor-group-container.active .editor-instance .monaco-editor");
  const quickInput = page.locator(".quick-input-widget");
  const lines = editor.locator(".view-lines");

  async function focus(): Promise<void> {
    const focused = editor.and(page.locator(".focused"));
    for (const until = Date.now() + 30_000; ;) {
      await page.keyboard.press("Control+1");
      try {
        await focused.waitFor({ timeout: 3_000 });
        return;
      } catch (error) {
        // A panel that was opening has taken the cursor once more.
        if (Date.now() > until) throw error;
      }
    }
  }

  /** Quick open takes paths and `:line:column` alike; `entry` is what it then offers. */
  async function goTo(target: string, entry: string | RegExp): Promise<void> {
    await openBox(page, "ControlOrMeta+P", target);
    await quickInput.locator(".monaco-list-row.focused").filter({ hasText: entry }).waitFor();
    await page.keyboard.press("Enter");
    await quickInput.waitFor({ state: "hidden" });
  }

  async function placeCursor(line: number, column = 1): Promise<void> {
    await focus();
    await goTo(`:${line}:${column}`, /line/iu);
  }

  return {
    editor,
    placeCursor,
    async openFile(path) {
      const name = path.split("/").at(-1) ?? path;
      // The whole path, because the search that finds names needs a native module.
      await goTo(join(folder, path), name);
      await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
      await lines.locator(".view-line").first().waitFor();
    },
    async selectText(text) {
      await focus();
      await page.keyboard.press("ControlOrMeta+F");
      const widget = editor.locator(".find-widget.visible");
      await widget.locator(".find-part textarea.input").fill(text);
      await widget
        .locator(".matchesCount")
        .getByText(/^\d+ of \d+/u)
        .waitFor();
      await page.keyboard.press("Escape");
      await editor.locator(".selected-text").first().waitFor();
    },
    async selectLines(first, last) {
      await placeCursor(first);
      for (let line = first; line < last; line++) await page.keyboard.press("Shift+ArrowDown");
      await page.keyboard.press("Shift+End");
      await editor.locator(".selected-text").first().waitFor();
    },
    async visibleText() {
      const found = await lines.locator(".view-line").evaluateAll((elements) =>
        elements
          .map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent }))
          // Monaco reuses line elements, so their order in the document is not the text's.
          .sort((a, b) => a.top - b.top)
          .map(({ text }) => text),
      );
      // It writes blanks as no-break spaces.
      return found.join("\n").replaceAll("\u00a0", " ");
    },
  };
}
