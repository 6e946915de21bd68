import type { Locator, Page } from "playwright-core";

/** How high the ink of a text of one line is, in pixels. */
export interface InkHeights {
  /** As it stands in its place. */
  readonly shown: number;
  /** The same text in the same font where nothing cuts it off. */
  readonly whole: number;
  /** How far lines stand apart in its place. */
  readonly lineHeight: number;
}

/** Of texts where nothing cuts them off, by text and font. */
const wholeHeights = new Map<string, number>();

/**
 * Looks at the pixels of a text of one line, with all else out of sight.
 *
 * @param selector of the element that holds the text, or of the field with it.
 */
export async function measureInk(page: Page, selector: string): Promise<InkHeights> {
  const place = page.locator(selector).first();
  await place.scrollIntoViewIfNeeded();
  const { lineHeight, key } = await place.evaluate((element) => {
    const hiding = new CSSStyleSheet();
    hiding.replaceSync(`
      * {
        visibility: hidden !important; background: none !important;
        border-color: transparent !important; box-shadow: none !important;
        outline-color: transparent !important; transition: none !important;
      }
      ::selection { background: none !important; }
      html { background: white !important; }
      .seen, .seen * {
        color: black !important; font-weight: inherit !important; visibility: visible !important;
      }
      .seen { font-weight: normal !important; }
    `);
    document.adoptedStyleSheets = [hiding];
    element.classList.add("seen");
    const { fontFamily, fontSize, lineHeight } = getComputedStyle(element);
    const copy = document.createElement("div");
    copy.id = "whole-ink";
    copy.lang = (element as HTMLElement).lang;
    const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
    copy.textContent = isField ? element.value : element.textContent.trim();
    Object.assign(copy.style, { fontFamily, position: "fixed", left: "20px", top: "0" });
    copy.style.setProperty("line-height", "4", "important");
    copy.style.setProperty("font-size", fontSize, "important");
    copy.style.whiteSpace = "pre";
    document.body.append(copy);
    const key = [copy.textContent, copy.lang, fontFamily, fontSize].join("|");
    return { lineHeight: parseFloat(lineHeight), key };
  });
  const shown = await inkOf(page, place);
  await page.evaluate(() => {
    for (const seen of document.querySelectorAll(".seen")) seen.classList.remove("seen");
    document.querySelector("#whole-ink")?.classList.add("seen");
  });
  const whole = wholeHeights.get(key) ?? (await inkOf(page, page.locator("#whole-ink")));
  wholeHeights.set(key, whole);
  await page.evaluate(() => {
    document.querySelector("#whole-ink")?.remove();
    document.adoptedStyleSheets = [];
  });
  return { shown, whole, lineHeight };
}

async function inkOf(page: Page, place: Locator): Promise<number> {
  const { y = 0, height: placed = 0 } = (await place.boundingBox()) ?? {};
  const { width: across = 0, height: down = 0 } = page.viewportSize() ?? {};
  const top = Math.max(0, y - placed);
  const clip = { x: 0, y: top, width: across, height: Math.min(down - top, 3 * placed) };
  const picture = (await page.screenshot({ clip })).toString("base64");
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    if (context === null) throw new Error("This browser draws nothing.");
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    let [top, bottom] = [height, -1];
    for (let at = 0; at < width * height; at += 1) {
      if ((data[at * 4 + 1] ?? 255) > 200) continue;
      const y = Math.floor(at / width);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    return Math.max(0, bottom - top + 1);
  }, picture);
}
