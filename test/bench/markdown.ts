import type { Page } from "playwright-core";
import { openMarkdown } from "../webview/markdownPage.ts";
import { MainThread } from "./mainThread.ts";
import { replyMarkdown } from "./replyMarkdown.ts";

/** What drawing a text cost that came in pieces, one a frame. */
export interface DrawingCost {
  /** How long the page's main thread was busy, in milliseconds of its own time. */
  readonly busy: number;
  /** The longest task, in milliseconds as a clock shows them. */
  readonly longestTask: number;
  /** What the heap has grown by when all is drawn, in bytes. */
  readonly heap: number;
  /** How many frames it took. */
  readonly frames: number;
}

/** Draws Markdown (`reply`) or appends plain text to one element (`floor`). */
export type DrawingKind = "reply" | "floor";

/**
 * Measures the drawing of a text in a page of its own.
 *
 * @param size of a piece, in UTF-16 code units.
 */
export async function measureDrawing(
  kind: DrawingKind,
  text: string,
  size: number,
): Promise<DrawingCost> {
  // With a reply on it what draws replies is there.
  const { page, close } = await openMarkdown({ width: 500, height: 900 });
  try {
    const thread = await MainThread.of(page.mainFrame());
    const heapBefore = await thread.heap();
    const busyBefore = await thread.busy();
    const { frames, longestTask } = await stream(page, kind, text, size);
    const busy = (await thread.busy()) - busyBefore;
    const heap = (await thread.heap()) - heapBefore;
    return { busy, heap, frames, longestTask };
  } finally {
    await close();
  }
}

interface GrowingReply extends HTMLElement {
  add(piece: string): void;
  final: boolean;
}

function stream(
  page: Page,
  kind: DrawingKind,
  text: string,
  size: number,
): Promise<{ frames: number; longestTask: number }> {
  return page.evaluate(
    async (task) => {
      const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const log = document.createElement("div");
      log.className = "log";
      log.style.cssText = "height: 800px; overflow: auto";
      document.body.replaceChildren(log);
      const element = document.createElement(task.kind === "reply" ? "reply-text" : "div");
      element.className = "markdown";
      if (task.kind === "floor") element.style.whiteSpace = "pre-wrap";
      log.append(element);
      let longestTask = 0;
      const observer = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
      });
      observer.observe({ type: "longtask" });
      let frames = 0;
      for (let from = 0; from < task.text.length; from += task.size) {
        const piece = task.text.slice(from, from + task.size);
        if (task.kind === "reply") (element as GrowingReply).add(piece);
        else element.append(piece);
        await nextFrame();
        log.scrollTop = log.scrollHeight;
        frames += 1;
      }
      if (task.kind === "reply") (element as GrowingReply).final = true;
      for (let rest = 0; rest < 60; rest += 1) await nextFrame();
      observer.disconnect();
      return { frames, longestTask };
    },
    { kind, text, size },
  );
}

/** Of which power of the length a cost is, by the least squares of their logarithms. */
export function exponentOf(points: readonly (readonly [length: number, cost: number])[]): number {
  const logs = points.map(([length, cost]) => [Math.log(length), Math.log(cost)] as const);
  const mean = (pick: (log: readonly [number, number]) => number) =>
    logs.reduce((sum, log) => sum + pick(log), 0) / logs.length;
  const meanLength = mean(([length]) => length);
  const meanCost = mean(([, cost]) => cost);
  const shared = logs.reduce((sum, [x, y]) => sum + (x - meanLength) * (y - meanCost), 0);
  return shared / logs.reduce((sum, [x]) => sum + (x - meanLength) ** 2, 0);
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const pieceSize = 133;

async function main(): Promise<void> {
  const rounds = Number(process.argv[2] ?? 3);
  const lengths = (process.argv[3] ?? "20000,100000,400000").split(",").map(Number);
  const points: [number, number][] = [];
  for (const length of lengths) {
    const text = replyMarkdown(length);
    const costs: Record<DrawingKind, DrawingCost[]> = { reply: [], floor: [] };
    for (let round = 0; round < rounds; round += 1) {
      for (const kind of ["floor", "reply"] as const) {
        costs[kind].push(await measureDrawing(kind, text, pieceSize));
      }
    }
    const busy = (kind: DrawingKind) => median(costs[kind].map((cost) => cost.busy));
    points.push([length, busy("reply")]);
    const longest = Math.max(...costs.reply.map(({ longestTask }) => longestTask));
    const heap = median(costs.reply.map((cost) => cost.heap));
    const frames = costs.reply[0]?.frames ?? 0;
    console.log(
      `${length / 1000} kB in ${frames} frames: busy ${Math.round(busy("reply"))} ms, floor ` +
        `${Math.round(busy("floor"))} ms, ${(busy("reply") / busy("floor")).toFixed(2)} times the floor; ` +
        `longest task ${Math.round(longest)} ms; heap ${(heap / 1e6).toFixed(1)} MB`,
    );
  }
  if (points.length > 1)
    console.log(`Cost grows with the length to the power ${exponentOf(points).toFixed(2)}`);
}

if (import.meta.main) await main();
