import { join } from "node:path";
import type { Frame, Page } from "playwright-core";
import { launchBrowser } from "./chromium.ts";
import { ensureCodeServer, installExtension, startCodeServer } from "./codeServer.ts";
import { editorOn, type Editor } from "./editor.ts";
import { menusOn, type Menus } from "./menus.ts";
import { notificationsOn, type Notifications } from "./notifications.ts";
import { pageAddress } from "./pageAddress.ts";
import { repository, type Progress } from "./places.ts";
import { createProfile, type Settings } from "./profile.ts";
import { settingsChanger } from "./settingsFile.ts";
import { quickInputOn, type QuickInput } from "./quickInput.ts";
import { activityBarTitle, frameWith, whenReady } from "./readiness.ts";
import { Teardown } from "./teardown.ts";
import { themeSetting, whenThemed, type Theme } from "./themes.ts";

export interface WorkbenchOptions {
  /** Folder to open; tests that write into it open a copy. */
  readonly folder: string;
  readonly settings?: Settings;
  /** Folder of an extension to load in development mode, its `dist/` built. */
  readonly extensionPath?: string;
  /** A packaged extension to install first. */
  readonly vsix?: string;
  /** False opens the folder in restricted mode; by default it is trusted. */
  readonly trust?: boolean;
  readonly colorTheme?: Theme;
  readonly size?: { readonly width: number; readonly height: number };
  /** Added to the extension host's environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly progress?: Progress;
}

/** A VS Code in a browser, with a profile of its own, as a person has it before them. */
export interface Workbench extends Editor, QuickInput, Menus, Notifications {
  readonly page: Page;
  /** The innermost frame of the webview that shows an element; by default the panel's. */
  panelFrame(selector?: string): Promise<Frame>;
  setTheme(theme: Theme): Promise<void>;
  /** Writes the user's settings file and has VS Code read it; `undefined` removes a setting. */
  changeSettings(changes: Settings): Promise<void>;
  /** Writes `screenshots/<name>.png` and returns its path. */
  screenshot(name: string): Promise<string>;
  /** Loads the window anew; resolves when it is ready again. */
  reload(): Promise<void>;
  /** Ends browser and server and takes the profile off the disk. */
  close(): Promise<void>;
}

/** Opens a workbench; resolves when it and the extension under test can be used. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const teardown = new Teardown();
  try {
    return await open(options, teardown);
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

async function open(options: WorkbenchOptions, teardown: Teardown): Promise<Workbench> {
  const progress = options.progress ?? console.log;
  await ensureCodeServer(progress);
  const { extensionPath, vsix, folder } = options;
  let theme = options.colorTheme ?? "Dark Modern";
  const profile = await createProfile({
    ...themeSetting(theme),
    // What takes the focus for itself, such as a terminal that starts, must not close a picker.
    "workbench.quickOpen.closeOnFocusLost": false,
    ...options.settings,
  });
  teardown.add(profile.remove);
  const serverOptions = {
    ...profile,
    smokeTestDriver: true,
    ...(options.trust === undefined ? {} : { trust: options.trust }),
    ...(options.env && { env: options.env }),
  };
  if (vsix !== undefined) await installExtension(serverOptions, vsix);
  const server = await startCodeServer(serverOptions);
  teardown.add(server.stop);
  const browser = await launchBrowser(progress);
  teardown.add(() => browser.close());
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1280, height: 800 },
  });
  // Without it "copy" fails silently: a page without a window never has the person's leave.
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  const page = await context.newPage();
  const title = await activityBarTitle(extensionPath ?? repository);
  const ready = async () => {
    await whenReady(page, extensionPath === undefined && vsix === undefined ? undefined : title);
    await whenThemed(page, theme);
  };
  await page.goto(pageAddress(server, { folder, ...(extensionPath && { extensionPath }) }));
  await ready();
  const quickInput = quickInputOn(page);
  const changeSettings = settingsChanger(page, profile, quickInput);
  return {
    page,
    ...editorOn(page, folder),
    ...quickInput,
    ...menusOn(page),
    ...notificationsOn(page),
    panelFrame: (selector = "[role=log]") => frameWith(page, selector),
    changeSettings,
    setTheme: async (wanted) => {
      theme = wanted;
      await changeSettings(themeSetting(theme));
      await whenThemed(page, theme);
    },
    screenshot: async (name) => {
      const path = join(repository, "screenshots", `${name}.png`);
      await page.screenshot({ path });
      return path;
    },
    reload: async () => {
      await page.reload();
      await ready();
    },
    close: () => teardown.run(),
  };
}
