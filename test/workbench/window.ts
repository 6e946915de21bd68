import { join } from "node:path";
import type { Frame, Page } from "playwright-core";
import { editorOn, type Editor } from "./editor.ts";
import { menusOn, type Menus } from "./menus.ts";
import { notificationsOn, type Notifications } from "./notifications.ts";
import { repository } from "./places.ts";
import { quickInputOn, type QuickInput } from "./quickInput.ts";
import { whenRemembered } from "./memory.ts";
import { frameWith, whenReady } from "./readiness.ts";

/** A window of VS Code, as a person has it before them. */
export interface WorkbenchWindow extends Editor, QuickInput, Menus, Notifications {
  readonly page: Page;
  /** The innermost frame of the panel's webview. */
  panelFrame(): Promise<Frame>;
  /** The same of a conversation's tab in the editor. */
  tabFrame(): Promise<Frame>;
  /** Writes `screenshots/<name>.png` and returns its path. */
  screenshot(name: string): Promise<string>;
  /**
   * Resolves when VS Code has written down something that holds a text, such as an open tab's name,
   * for the next time the window is loaded; it does so now and then.
   */
  whenRemembered(text: string): Promise<void>;
  /** Loads the window anew; resolves when it is ready again. */
  reload(): Promise<void>;
}

/**
 * The window in a page that is on its way to an address; resolves when it can be used.
 *
 * @param iconTitle of the activity bar, where an extension brings one that is to be waited for.
 */
export async function openWindow(
  page: Page,
  address: string,
  folder: string,
  iconTitle: string | undefined,
): Promise<WorkbenchWindow> {
  await page.goto(address);
  await whenReady(page, iconTitle);
  return {
    page,
    ...editorOn(page, folder),
    ...quickInputOn(page),
    ...menusOn(page),
    ...notificationsOn(page),
    panelFrame: () => frameWith(page, "[role=log]", "view"),
    tabFrame: () => frameWith(page, "[role=log]", "tab"),
    whenRemembered: (text) => whenRemembered(page, text),
    screenshot: async (name) => {
      const path = join(repository, "screenshots", `${name}.png`);
      await page.screenshot({ path });
      return path;
    },
    reload: async () => {
      await page.reload();
      // The theme is not waited for: a browser's VS Code may begin with the last one of another page.
      await whenReady(page, iconTitle);
    },
  };
}
