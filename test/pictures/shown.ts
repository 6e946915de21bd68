import { homedir, hostname, tmpdir, userInfo } from "node:os";
import type { Frame, Page } from "playwright-core";

/**
 * What there is to be read of ours, as screen readers find it: pages, and links above lines. Numbers
 * are all the same in it, since times differ from run to run.
 */
export async function shownText(page: Page): Promise<string> {
  const parts: string[] = [];
  for (const frame of page.frames().filter(isInWebview)) {
    if (await isShown(frame)) parts.push(await frame.locator("body").ariaSnapshot());
  }
  parts.push(...(await page.locator(".codelens-decoration").allInnerTexts()));
  const lines = parts.join("\n").split("\n");
  return lines
    .filter((line) => !isOfTheMoment(line))
    .join("\n")
    .replace(/\d[\d.,]*/gu, "0");
}

/** What only screen readers are told and what is measured: it comes and goes. */
function isOfTheMoment(line: string): boolean {
  return /^ *- status\b|tokens\/s$|^ *- listitem: about .+ left$/u.test(line);
}

function isInWebview(frame: Frame): boolean {
  const isDeep = Boolean(frame.parentFrame()?.parentFrame());
  return isDeep && frame.childFrames().length === 0;
}

/** Whether the webview that it is in can be seen. */
async function isShown(frame: Frame): Promise<boolean> {
  const outer = await frame.parentFrame()?.frameElement();
  return (await outer?.isVisible()) === true;
}

/**
 * What a picture must not show, of what it does: the places and names of the machine that it was
 * made on, and whom else the workbench tells of.
 */
export async function givenAway(page: Page): Promise<string[]> {
  const parts = await Promise.all(page.frames().map((frame) => frame.locator("body").innerText()));
  const text = parts.join("\n");
  const names = [hostname(), userInfo().username].map((name) => new RegExp(`\\b${name}\\b`, "iu"));
  const paths = [tmpdir(), homedir()].filter((path) => path.length > 1);
  return [
    ...names.filter((name) => name.test(text)).map(String),
    ...paths.filter((path) => text.includes(path)),
  ];
}
