import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Frame, Page } from "playwright-core";

/** A machine with two busy cores takes a quarter of this. */
const limit = 60_000;

interface Manifest {
  readonly contributes?: {
    readonly viewsContainers?: { readonly activitybar?: readonly { readonly title: string }[] };
  };
}

/**
 * Title of the icon an extension puts into the activity bar. All that a manifest contributes is
 * registered in one go, so its icon tells that menus and commands are there too.
 */
export async function activityBarTitle(extensionPath: string): Promise<string | undefined> {
  const text = await readFile(join(extensionPath, "package.json"), "utf8");
  return (JSON.parse(text) as Manifest).contributes?.viewsContainers?.activitybar?.[0]?.title;
}

/** Resolves when the workbench is restored and shows an icon of this title in its activity bar. */
export async function whenReady(page: Page, iconTitle: string | undefined): Promise<void> {
  await page.waitForFunction("window.driver !== undefined", undefined, { timeout: limit });
  await page.evaluate("window.driver.whenWorkbenchRestored()");
  if (iconTitle === undefined) return;
  await page
    .locator(".activitybar")
    .getByRole("tab", { name: iconTitle })
    .waitFor({ timeout: limit });
}

/** Where a webview stands: in a view such as the side bar's, or in a tab of the editor. */
export type WebviewPlace = "view" | "tab";

/**
 * The frame of a webview that holds an element, however deep: webviews are frames within frames. A
 * view that was hidden comes back in a frame that no longer says what it is, so where none says so
 * a view is any that holds the element.
 */
export async function frameWith(page: Page, selector: string, place: WebviewPlace): Promise<Frame> {
  for (const until = Date.now() + limit; Date.now() < until; await wait(50)) {
    const holding: Frame[] = [];
    for (const frame of page.frames().filter(isInWebview)) {
      // A frame may go while it is asked; the next round sees what took its place.
      const found = await frame
        .locator(selector)
        .count()
        .catch(() => 0);
      if (found > 0) holding.push(frame);
    }
    const view = holding.find(saysView) ?? holding[0];
    const frame = place === "view" ? view : holding.find((each) => !saysView(each));
    if (frame !== undefined) return frame;
  }
  throw new Error(`No webview in a ${place} shows ${selector}.`);
}

function isInWebview(frame: Frame): boolean {
  const holder = frame.parentFrame();
  return holder !== null && holder.parentFrame() !== null;
}

function saysView(frame: Frame): boolean {
  return frame.parentFrame()?.url().includes("purpose=webviewView") === true;
}
