import { watchPages } from "../canary/pages.ts";
import { launchBrowser } from "./chromium.ts";
import { ensureCodeServer, installExtension, startCodeServer } from "./codeServer.ts";
import { addLanguagePack } from "./languagePack.ts";
import { pageAddress } from "./pageAddress.ts";
import { repository, type Progress } from "./places.ts";
import { createProfile, type Profile, type Settings } from "./profile.ts";
import { activityBarTitle } from "./readiness.ts";
import { settingsChanger } from "./settingsFile.ts";
import { Teardown } from "./teardown.ts";
import { themeSetting, whenThemed, type Theme } from "./themes.ts";
import { openWindow, type WorkbenchWindow } from "./window.ts";

export interface WorkbenchOptions {
  /** Folder to open; tests that write into it open a copy. */
  readonly folder: string;
  readonly settings?: Settings;
  /** Folder of an extension to load in development mode, its `dist/` built. */
  readonly extensionPath?: string;
  /** Opened in place of the folder: a `.code-workspace` file, or the address of a virtual folder. */
  readonly opened?: string;
  /** A packaged extension to install first. */
  readonly vsix?: string;
  /** False opens the folder in restricted mode; by default it is trusted. */
  readonly trust?: boolean;
  /** Has everything log at this level; else at `info`. */
  readonly logLevel?: "trace";
  /** VS Code’s display language, such as “zh-cn”: what it says itself stays English all the same. */
  readonly language?: string;
  readonly colorTheme?: Theme;
  readonly size?: { readonly width: number; readonly height: number };
  /** Pixels of a picture for each of the page’s; 1 without it. */
  readonly deviceScaleFactor?: number;
  /** Added to the extension host's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Puts something into the profile before VS Code starts. */
  readonly prepare?: (profile: Profile) => Promise<void>;
  readonly progress?: Progress;
}

/** A VS Code in a browser, with a profile of its own, and its first window. */
export interface Workbench extends WorkbenchWindow {
  readonly profile: Profile;
  setTheme(theme: Theme): Promise<void>;
  /** Writes the user's settings file and has VS Code read it; `undefined` removes a setting. */
  changeSettings(changes: Settings): Promise<void>;
  /** Opens the same folder in another window, or the `.code-workspace` file at a path. */
  openWindow(workspace?: string): Promise<WorkbenchWindow>;
  /** Ends the extension hosts of all windows at once, as a crash would. */
  killExtensionHosts(): Promise<void>;
  /** Ends browser and server and takes the profile off the disk. */
  close(): Promise<void>;
}

/** Opens a workbench; resolves when it and the extension under test can be used. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const teardown = new Teardown();
  try {
    return await start(options, teardown);
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

async function start(options: WorkbenchOptions, teardown: Teardown): Promise<Workbench> {
  const progress = options.progress ?? console.log;
  await ensureCodeServer(progress);
  const { extensionPath, vsix, folder, logLevel, language } = options;
  let theme = options.colorTheme ?? "Dark Modern";
  const userSettings = {
    ...themeSetting(theme),
    // What takes the focus for itself, such as a terminal that starts, must not close a picker.
    "workbench.quickOpen.closeOnFocusLost": false,
    ...options.settings,
  };
  const profile = await createProfile(userSettings, logLevel);
  teardown.add(profile.remove);
  await options.prepare?.(profile);
  const serverOptions = {
    ...profile,
    smokeTestDriver: true,
    ...(options.trust === undefined ? {} : { trust: options.trust }),
    ...(options.env && { env: options.env }),
    ...(logLevel && { logLevel }),
    ...(language !== undefined && { language }),
  };
  if (vsix !== undefined) await installExtension(serverOptions, vsix);
  if (language !== undefined) await addLanguagePack(profile, language);
  const server = await startCodeServer(serverOptions);
  teardown.add(server.stop);
  const browser = await launchBrowser(progress);
  teardown.add(() => browser.close());
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1280, height: 800 },
    deviceScaleFactor: options.deviceScaleFactor ?? 1,
  });
  teardown.add(watchPages(context, profile.folder, logLevel));
  // Without it "copy" fails silently: a page without a window never has the person's leave.
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  const isLoaded = extensionPath !== undefined || vsix !== undefined;
  const title = isLoaded ? await activityBarTitle(extensionPath ?? repository) : undefined;
  const { opened = folder } = options;
  const loaded = { ...(extensionPath && { extensionPath }), ...(logLevel && { logLevel }) };
  const open = async (wanted = opened) => {
    const address = pageAddress(server, { folder: wanted, ...loaded });
    return openWindow(await context.newPage(), address, folder, title);
  };
  const window = await open();
  await whenThemed(window.page, theme);
  const changeSettings = settingsChanger(window.page, profile, window);
  return {
    ...window,
    profile,
    changeSettings,
    setTheme: async (wanted) => {
      theme = wanted;
      await changeSettings(themeSetting(theme));
      await whenThemed(window.page, theme);
    },
    openWindow: open,
    killExtensionHosts: server.killExtensionHosts,
    close: () => teardown.run(),
  };
}
