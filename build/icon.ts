import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launchBrowser } from "../test/workbench/chromium.ts";

/**
 * `npm run icon`: draws `build/icon.svg`, which does not ship, as `media/icon.png`, which the
 * Marketplace and the list of extensions show: they take no SVG.
 */
const size = 256;
const drawing = await readFile(join(import.meta.dirname, "icon.svg"), "utf8");
const browser = await launchBrowser(console.log);
try {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`);
  const picture = await page.screenshot({ omitBackground: true });
  await writeFile(join(import.meta.dirname, "..", "media", "icon.png"), picture);
} finally {
  await browser.close();
}
