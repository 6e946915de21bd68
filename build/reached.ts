import type { Metafile } from "esbuild";

/**
 * What is built that is read from an entry point: by statement, and so on, or whatever can be read
 * later as well. Nothing where the metafile does not have it.
 *
 * @param entryPoint as the metafile names it.
 */
export function reachedFrom(
  outputs: Metafile["outputs"],
  entryPoint: string,
  when: "at once" | "ever",
): ReadonlySet<string> {
  const entry = Object.keys(outputs).find((file) => outputs[file]?.entryPoint === entryPoint);
  const files = new Set(entry === undefined ? [] : [entry]);
  for (const file of files) {
    for (const { path, kind, external } of outputs[file]?.imports ?? []) {
      const isRead = when === "ever" || kind === "import-statement";
      if (isRead && external !== true) files.add(path);
    }
  }
  return files;
}
