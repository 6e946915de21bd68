import { build } from "esbuild";
import type { BenchContext } from "./chatBench.ts";
import { replyText } from "./chatBench.ts";
import type { Readings } from "./figures.ts";
import { MainThread } from "./mainThread.ts";
import { exponentOf, measureDrawing } from "./markdown.ts";
import { launchBrowser } from "../workbench/chromium.ts";
import { repository } from "../workbench/places.ts";

/** UTF-16 code units that come with each frame. */
const pieceSize = 133;

declare global {
  // What the bench's own page brings.
  var drawWhole: (element: Element, text: string) => void;
}

/**
 * Measures drawing alone, in a bare Chromium: text that is only appended, which is the floor; the
 * extension's own; and, for comparison, all of the text read and drawn anew with each frame.
 */
export async function measureDrawings({ scale, progress }: BenchContext): Promise<Readings> {
  const texts = [20_000, 100_000, 400_000].map((length) => replyText(length * scale));
  const [text20 = "", text100 = "", text400 = ""] = texts;
  const short = await drawingTimes(text20, progress);
  const long = await drawingTimes(text100, progress);
  const longest = (await measureDrawing("reply", text400, pieceSize)).busy / 1000;
  return {
    ...{ floor20: short.floor, reply20: short.reply, whole20: short.whole },
    ...{ floor100: long.floor, reply100: long.reply, whole100: long.whole },
    drawingExponent: exponentOf([
      [text20.length, short.reply],
      [text100.length, long.reply],
      [text400.length, longest],
    ]),
  };
}

/** In seconds of the main thread's own time. */
async function drawingTimes(
  text: string,
  progress: BenchContext["progress"],
): Promise<{ floor: number; reply: number; whole: number }> {
  const floor = (await measureDrawing("floor", text, pieceSize)).busy / 1000;
  const reply = (await measureDrawing("reply", text, pieceSize)).busy / 1000;
  const whole = (await measureWhole(text, progress)) / 1000;
  return { floor, reply, whole };
}

/** Milliseconds of the main thread for a page that reads and draws all it has with each frame. */
async function measureWhole(text: string, progress: BenchContext["progress"]): Promise<number> {
  const browser = await launchBrowser(progress);
  try {
    const page = await browser.newPage({ viewport: { width: 500, height: 900 } });
    await page.addScriptTag({ content: await drawingScript() });
    const thread = await MainThread.of(page.mainFrame());
    const before = await thread.busy();
    await page.evaluate(streamWhole, { text, size: pieceSize });
    return (await thread.busy()) - before;
  } finally {
    await browser.close();
  }
}

/** Runs in the page. */
async function streamWhole({ text, size }: { text: string; size: number }): Promise<void> {
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const log = document.createElement("div");
  log.style.cssText = "height: 800px; overflow: auto";
  const element = document.createElement("div");
  log.append(element);
  document.body.replaceChildren(log);
  for (let end = size; end < text.length + size; end += size) {
    globalThis.drawWhole(element, text.slice(0, end));
    await nextFrame();
    log.scrollTop = log.scrollHeight;
  }
  for (let rest = 0; rest < 60; rest++) await nextFrame();
}

async function drawingScript(): Promise<string> {
  const contents = `
    import MarkdownIt from "markdown-it";
    const markdown = new MarkdownIt();
    globalThis.drawWhole = (element, text) => { element.innerHTML = markdown.render(text); };
  `;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: repository },
    ...{ bundle: true, write: false, format: "iife", minify: true },
  });
  return outputFiles[0]?.text ?? "";
}
