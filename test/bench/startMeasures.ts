import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "playwright-core";
import { frameWith } from "../workbench/readiness.ts";
import type { WorkbenchWindow } from "../workbench/window.ts";
import { clickIcon, openChatBench, replyText, textEnd, type BenchContext } from "./chatBench.ts";
import { canReadProcesses, extensionHost, restingMemoryOf } from "./extensionHost.ts";
import type { Readings } from "./figures.ts";
import { buildProbe } from "./probe/start.ts";
import { probeView } from "./probe/report.ts";
import { activationTime, extensionId } from "./startupPerformance.ts";

/** How long VS Code goes on to start after its window can be used, in milliseconds. */
const restTime = 5000;

/** What is painted last of the panel as it begins, and of a conversation in it. */
const composer = ".message-field";
const storedReply = "reply-text .blocks > *";

declare global {
  // What {@link watchPaint} puts into the frames of a window.
  var clickedAt: number | undefined;
  /** By the element's selector: watches add up. */
  var paintedAt: Record<string, number>;
}

/**
 * Measures the first activation in a VS Code that has just begun, and the panel's first paint, beside
 * that of a view which an extension at work fills with one word.
 */
export async function measureStart(context: BenchContext): Promise<Readings> {
  return { paintFloor: await measureEmptyView(context), ...(await measurePanel(context)) };
}

async function measureEmptyView({ progress }: BenchContext): Promise<number> {
  const { extensionPath, env, report, remove } = await buildProbe();
  const { workbench, close } = await openChatBench({ progress, extensionPath, env });
  try {
    await report();
    await wait(restTime);
    const selector = `.${probeView.mark}`;
    await watchPaint(workbench.page, selector);
    await clickIcon(workbench.page, probeView.title);
    return await paintTime(workbench, selector);
  } finally {
    await close();
    await remove();
  }
}

async function measurePanel({ vsix, scale, progress }: BenchContext): Promise<Readings> {
  const bench = await openChatBench({ vsix, progress });
  const { workbench, server } = bench;
  try {
    await watchPaint(workbench.page, composer);
    await wait(restTime);
    await bench.openPanel();
    const paintEmpty = await paintTime(workbench, composer);
    const activation = activationTime(await startupPerformance(workbench.page, workbench));

    await server.direct({ reply: replyText(20_000 * scale) });
    const panel = await bench.newConversation();
    await panel.hear("Tell all of it.");
    await workbench.runCommand("View: Show Explorer");
    await watchPaint(workbench.page, storedReply);
    await workbench.reload();
    await wait(restTime);
    await bench.openPanel();
    await (await workbench.panelFrame()).getByText(textEnd).waitFor();
    return { activation, paintEmpty, paintStored: await paintTime(workbench, storedReply) };
  } finally {
    await bench.close();
  }
}

/** Measures what the extension host needs more with the extension in it and its view open. */
export async function measureMemory({ vsix, progress }: BenchContext): Promise<Readings> {
  if (!canReadProcesses) return {};
  const without = await openChatBench({ progress });
  let idle: number;
  try {
    idle = await restingMemoryOf(await extensionHost());
  } finally {
    await without.close();
  }
  const bench = await openChatBench({ vsix, progress });
  try {
    await bench.openPanel();
    return { hostMemory: ((await restingMemoryOf(await extensionHost())) - idle) / 1e6 };
  } finally {
    await bench.close();
  }
}

/**
 * From now on each frame that a window opens notes when a frame within it has painted an element, and
 * the window when an icon of its activity bar was pressed. A webview's innermost frame is written
 * anew by the one around it, so that no watch within would last.
 */
async function watchPaint(page: Page, selector: string): Promise<void> {
  const watch = (wanted: string) => {
    const now = () => performance.timeOrigin + performance.now();
    if (window.parent === window) {
      const press = ({ target, timeStamp }: MouseEvent) => {
        if (!(target instanceof Element) || target.closest(".activitybar") === null) return;
        globalThis.clickedAt = performance.timeOrigin + timeStamp;
      };
      window.addEventListener("mousedown", press, { capture: true });
      return;
    }
    globalThis.paintedAt = {};
    const look = () => {
      const element = window.frames[0]?.document.querySelector(wanted) ?? null;
      if (element === null || element.getBoundingClientRect().height === 0) {
        if (performance.now() < 60_000) requestAnimationFrame(look);
        return;
      }
      // The frame that this belongs to is painted when the next task runs.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (globalThis.paintedAt[wanted] = now());
      port2.postMessage(undefined);
    };
    requestAnimationFrame(look);
  };
  await page.addInitScript(watch, selector);
  await page.mainFrame().evaluate(watch, selector);
}

/** From the press of the icon to the element on the screen, in milliseconds. */
async function paintTime({ page }: WorkbenchWindow, selector: string): Promise<number> {
  const clicked = await page.evaluate(() => globalThis.clickedAt);
  const around = (await frameWith(page, selector, "view")).parentFrame();
  if (around === null) throw new Error(`${selector} is in no webview.`);
  const painted = (wanted: string) => globalThis.paintedAt[wanted];
  const limits = { polling: 50, timeout: 60_000 };
  const handle = await around.waitForFunction(painted, selector, limits);
  return ((await handle.jsonValue()) ?? NaN) - (clicked ?? NaN);
}

/** The text of “Developer: Startup Performance”, which shows only its lines in sight. */
async function startupPerformance(page: Page, { runCommand }: WorkbenchWindow): Promise<string> {
  await runCommand("Developer: Startup Performance");
  const editor = page.locator(".editor-group-container.active .monaco-editor");
  await editor.locator(".view-line").filter({ hasText: "System Info" }).waitFor();
  await page.keyboard.press("Control+1");
  await editor.and(page.locator(".focused")).waitFor();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+C");
  await page.waitForFunction(
    async (id) => (await navigator.clipboard.readText()).includes(id),
    extensionId,
  );
  return page.evaluate(() => navigator.clipboard.readText());
}
