import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile, Plugin } from "esbuild";
import { textsIn } from "./l10n.ts";

/** All that can be read from an entry point, at once or later. */
function readFrom(outputs: Metafile["outputs"], entryPoint: string): Set<string> {
  const entries = Object.keys(outputs).filter((file) => outputs[file]?.entryPoint === entryPoint);
  const files = new Set(entries);
  for (const file of files) {
    for (const { path, external } of outputs[file]?.imports ?? []) {
      if (external !== true) files.add(path);
    }
  }
  return files;
}

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
  const files = readFrom(outputs, entryPoint);
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

/** Writes the texts of a page, which the host gives it in VS Code's display language, beside it. */
export function pageTexts(page: string, entryPoint: string): Plugin {
  return {
    name: "page texts",
    setup(build) {
      const { outdir = "." } = build.initialOptions;
      build.onEnd(async ({ metafile }) => {
        // Without one it did not build.
        if (metafile === undefined) return;
        const texts = await textsOfPage(metafile, entryPoint);
        await writeFile(join(outdir, `${page}.json`), JSON.stringify(texts));
      });
    },
  };
}
