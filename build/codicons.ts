import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import subsetFont from "subset-font";

/** The package that the pages' icons come from, as the lockfile names it. */
export const codicons = "node_modules/@vscode/codicons";

const repository = join(import.meta.dirname, "..");

/**
 * The style sheet of the icons with their font in it, with those only that the sources name
 * somewhere: of 600 a page uses some fifty, and it reads the sheet before it is drawn. A name has to
 * stand whole in a source; one that is put together of parts is not found. A font of its own would
 * be fetched last, and VS Code would wait for it before it shows the page.
 */
export async function iconSheet(): Promise<string> {
  const folder = join(repository, codicons, "dist");
  const [sheet, font, named] = await Promise.all([
    readFile(join(folder, "codicon.css"), "utf8"),
    readFile(join(folder, "codicon.ttf")),
    namesInSources(),
  ]);
  const kept: string[] = [];
  const css = sheet.replace(rule, (text, name: string, code: string) => {
    if (!named.has(name)) return "";
    kept.push(String.fromCodePoint(parseInt(code, 16)));
    return text;
  });
  if (kept.length === 0 || !fontSource.test(css)) {
    throw new Error("The icons' style sheet has another form than it had.");
  }
  const small = await subsetFont(font, kept.join(""), { targetFormat: "woff2" });
  const data = Buffer.from(small).toString("base64");
  return css.replace(fontSource, `src: url("data:font/woff2;base64,${data}") format("woff2")`);
}

const fontSource = /src: url\("\.\/codicon\.ttf[^"]*"\) format\("truetype"\)/u;
const rule = /^\.codicon-([\w-]+):before \{ content: "\\([\da-f]+)" \}\n/gmu;

/** What stands in quotes or in the name of an icon's class. */
async function namesInSources(): Promise<ReadonlySet<string>> {
  const sources = glob(["src/{core,host,webview}/**/*.ts", "media/*.css"], { cwd: repository });
  const paths = await Array.fromAsync(sources);
  const texts = await Promise.all(paths.map((path) => readFile(join(repository, path), "utf8")));
  const words = texts.flatMap((text) => [
    ...text.matchAll(/["']([a-z][\w-]*)["']/gu),
    ...text.matchAll(/\bcodicon-([a-z][\w-]*)/gu),
  ]);
  return new Set(words.map(([, word = ""]) => word));
}
