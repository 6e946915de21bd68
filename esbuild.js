import { build, context } from "esbuild";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { checkBudgets } from "./build/budgets.ts";
import { writeLicences } from "./build/licences.ts";

const { production, watch, outdir, metafile } = parseArgs({
  options: {
    production: { type: "boolean", default: false },
    watch: { type: "boolean", default: false },
    outdir: { type: "string", default: "dist" },
    // Where to write what each file is made of, for who wants to look at it.
    metafile: { type: "string" },
  },
}).values;

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : "linked",
  logLevel: "warning",
  // The licences stand in a file of their own.
  legalComments: "none",
  metafile: true,
};

/** The extension host's side, and the pages with what they share or load later split off. */
const bundles = [
  {
    ...common,
    entryPoints: { extension: "src/extension.ts" },
    outdir,
    splitting: true,
    chunkNames: "host/[name]-[hash]",
    platform: "node",
    // jsonc-parser's `main` requires its parts in a way that cannot be bundled.
    mainFields: ["module", "main"],
    target: "node22",
    format: "esm",
    external: ["vscode"],
  },
  {
    ...common,
    entryPoints: { main: "src/webview/main.ts", batch: "src/webview/batch/main.ts" },
    outdir: `${outdir}/webview`,
    platform: "browser",
    target: "chrome140",
    format: "esm",
    splitting: true,
    chunkNames: "[name]-[hash]",
  },
];

const codicons = "node_modules/@vscode/codicons";

await rm(outdir, { recursive: true, force: true });
await mkdir(`${outdir}/webview`, { recursive: true });
for (const file of ["codicon.css", "codicon.ttf"]) {
  await cp(`${codicons}/dist/${file}`, `${outdir}/webview/${file}`);
}
const metafiles = [];
for (const options of bundles) {
  if (watch) await (await context(options)).watch();
  else metafiles.push((await build(options)).metafile);
}
if (metafile !== undefined) await writeFile(metafile, JSON.stringify(metafiles));
if (!watch) await writeLicences(outdir, metafiles, [codicons]);
if (production && !watch) checkBudgets(metafiles);
