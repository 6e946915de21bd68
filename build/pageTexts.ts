import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile, Plugin } from "esbuild";
import { textsIn } from "./l10n.ts";
import { reachedFrom } from "./reached.ts";

/**
 * The English texts in a page's code, by themselves and in order: of all sources that something is
 * left of in what is built.
 *
 * @param entryPoint as the metafile names it.
 * @throws Error if nothing was built from it.
 */
export async function textsOfPage(
  { outputs }: Pick<Metafile, "outputs">,
  entryPoint: string,
): Promise<string[]> {
  const files = reachedFrom(outputs, entryPoint, "ever");
  if (files.size === 0) throw new Error(`Nothing was built from ${entryPoint}.`);
  const sources = new Set<string>();
  for (const file of files) {
    for (const [path, { bytesInOutput }] of Object.entries(outputs[file]?.inputs ?? {})) {
      if (bytesInOutput > 0 && path.startsWith("src/")) sources.add(path);
    }
  }
  const { texts } = await textsIn([...sources]);
  return Object.keys(texts);
}

/**
 * Writes the texts of each page, which the host gives it in VS Code's display language, beside it. The
 * build's entry points are to be told by the names of their pages.
 */
export const pageTexts: Plugin = {
  name: "page texts",
  setup(build) {
    const { entryPoints = {}, outdir = "." } = build.initialOptions;
    build.onEnd(async ({ metafile }) => {
      // Without one it did not build.
      if (metafile === undefined) return;
      for (const [page, entryPoint] of Object.entries(entryPoints as Record<string, string>)) {
        const texts = await textsOfPage(metafile, entryPoint);
        await writeFile(join(outdir, `${page}.json`), JSON.stringify(texts));
      }
    });
  },
};
