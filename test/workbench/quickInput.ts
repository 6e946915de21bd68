import { setTimeout as wait } from "node:timers/promises";
import type { Locator, Page } from "playwright-core";

/** The box at the top of the workbench: palette, pickers and inputs. */
export interface QuickInput {
  /** Runs a command by its full title in the palette, e.g. `View: Toggle Terminal`. */
  runCommand(title: string): Promise<void>;
  /** Whether the palette offers a command under this full title. */
  offersCommand(title: string): Promise<boolean>;
  /** Takes the entry with this label from the picker that is open, or about to. */
  pick(label: string): Promise<void>;
  /** Leaves only the entry with this label chosen in the picker of several, and accepts. */
  pickOnly(label: string): Promise<void>;
  /** Accepts what is chosen already in the picker with this placeholder. */
  acceptPicker(placeholder: string): Promise<void>;
  /** Labels of the picker's entries, once there are any. */
  pickerLabels(): Promise<string[]>;
  /** Types into the input that is open, or about to, and accepts it. */
  answerInput(text: string): Promise<void>;
  /**
   * Names a file to the dialog of that title that is open, or about to, and accepts it; or a folder,
   * by a path with a slash at its end.
   */
  answerFileDialog(title: string, path: string): Promise<void>;
  /** The box itself, for expectations on its title, prompt or validation message. */
  readonly quickInputBox: Locator;
}

export function quickInputOn(page: Page): QuickInput {
  const quickInputBox = page.locator(".quick-input-widget");
  const field = quickInputBox.locator("input.input");
  const rows = quickInputBox.locator(".quick-input-list .monaco-list-row");
  // A row's accessible name goes on with its description and key binding, the label does not.
  const rowOf = (label: string) =>
    rows.filter({
      has: page.locator(".quick-input-list-label .label-name").getByText(label, { exact: true }),
    });

  /**
   * By keyboard: the mouse, wherever it rests, would open hovers over the rows. In the field itself:
   * an editor that has just been opened may have taken the cursor.
   */
  async function accept(label: string): Promise<void> {
    const row = rowOf(label).first();
    await row.waitFor();
    const count = await rows.count();
    for (let step = 0; !(await isFocused(row)); step++) {
      if (step > count) throw new Error(`The picker cannot focus “${label}”.`);
      await field.press("ArrowDown");
    }
    await field.press("Enter");
  }

  async function openPalette(title: string): Promise<boolean> {
    await openBox(page, "F1", `>${title}`);
    await rows.first().waitFor();
    return rowOf(title)
      .first()
      .waitFor({ timeout: 1000 })
      .then(
        () => true,
        () => false,
      );
  }

  async function closePalette(): Promise<void> {
    await page.keyboard.press("Escape");
    await quickInputBox.waitFor({ state: "hidden" });
  }

  return {
    quickInputBox,
    async runCommand(title) {
      // An open palette does not learn of commands that an extension brings while it loads.
      for (const until = Date.now() + 20_000; !(await openPalette(title)); await wait(200)) {
        await closePalette();
        if (Date.now() > until) throw new Error(`The palette has no command “${title}”.`);
      }
      await accept(title);
      await rowOf(title).first().waitFor({ state: "hidden" });
    },
    async offersCommand(title) {
      const offered = await openPalette(title);
      await closePalette();
      return offered;
    },
    async pick(label) {
      await accept(label);
      await rowOf(label).first().waitFor({ state: "hidden" });
    },
    async pickOnly(label) {
      const box = rowOf(label).first().getByRole("checkbox");
      await box.waitFor();
      for (const chosen of await rows.getByRole("checkbox", { checked: true }).all()) {
        await chosen.click();
      }
      await box.click();
      await field.press("Enter");
      await rowOf(label).first().waitFor({ state: "hidden" });
    },
    async acceptPicker(placeholder) {
      const asked = page.locator(`.quick-input-widget input[placeholder*="${placeholder}"]`);
      await asked.waitFor();
      await rows.first().waitFor();
      await asked.press("Enter");
      await asked.waitFor({ state: "hidden" });
    },
    async pickerLabels() {
      await rows.first().waitFor();
      return rows.locator(".quick-input-list-row:first-child .label-name").allInnerTexts();
    },
    async answerInput(text) {
      await field.waitFor();
      await field.fill(text);
      await field.press("Enter");
    },
    async answerFileDialog(title, path) {
      const titled = quickInputBox.locator(".quick-input-title").getByText(title, { exact: true });
      await titled.waitFor();
      // It names a place of its own when it has read the folder, whatever was typed before.
      await rows.first().waitFor();
      await page.waitForFunction(isFilled);
      for (const until = Date.now() + 30_000; ;) {
        await field.fill(path);
        await field.press("Enter");
        // It may have read another folder meanwhile and have named that.
        const failure = await titled.waitFor({ state: "hidden", timeout: 3000 }).then(
          () => undefined,
          (error: unknown) => error,
        );
        if (failure === undefined) return;
        if (Date.now() > until) throw new Error(`“${title}” stays open.`, { cause: failure });
      }
    },
  };
}

/** Runs in the page: whether the box has a text. */
function isFilled(): boolean {
  const field = document.querySelector<HTMLInputElement>(".quick-input-widget input.input");
  return field !== null && field.value !== "";
}

/** Opens the box with a key and fills it; tries again where something else took the focus. */
export async function openBox(page: Page, key: string, text: string): Promise<void> {
  const field = page.locator(".quick-input-widget input.input");
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press(key);
    const failure = await field.fill(text, { timeout: 3000 }).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure === undefined) return;
    if (attempt === 5) throw new Error(`“${key}” opens no box.`, { cause: failure });
  }
}

async function isFocused(row: Locator): Promise<boolean> {
  return /(?:^| )focused(?: |$)/u.test((await row.getAttribute("class")) ?? "");
}
