import type { Page } from "playwright-core";
import type { Profile, Settings } from "./profile.ts";
import type { QuickInput } from "./quickInput.ts";

/**
 * How to change the user's settings of a running workbench; resolves when they hold.
 *
 * A browser's VS Code does not see its settings file change on the disk: it hears of files under
 * its server's authority and knows this one without. But it reads the file again when it has saved
 * it itself, even unchanged. That it did so shows in the title, by a separator with one more
 * invisible character.
 */
export function settingsChanger(
  page: Page,
  profile: Profile,
  quickInput: QuickInput,
): (changes: Settings) => Promise<void> {
  let separator = " - ";
  return async (changes) => {
    separator += "\u200b";
    await profile.changeSettings({ ...changes, "window.titleSeparator": separator });
    await quickInput.runCommand("Preferences: Open User Settings (JSON)");
    const tab = page.locator('.tab.active[data-resource-name="settings.json"]');
    await tab.waitFor();
    await page.locator(".editor-group-container.active .monaco-editor.focused").waitFor();
    await page.keyboard.press("ControlOrMeta+S");
    await page.waitForFunction((text) => document.title.includes(text), separator);
    await quickInput.runCommand("View: Close Editor");
    await tab.waitFor({ state: "hidden" });
  };
}
