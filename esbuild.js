import { build, context } from "esbuild";
import { cp, mkdir, rm } from "node:fs/promises";

const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : "linked",
  logLevel: "warning",
  legalComments: "none",
};

/** The extension host's side, and the pages with what they share or load later split off. */
const bundles = [
  {
    ...common,
    entryPoints: { extension: "src/extension.ts" },
    outdir: "dist",
    outExtension: { ".js": ".cjs" },
    platform: "node",
    // jsonc-parser's `main` requires its parts in a way that cannot be bundled.
    mainFields: ["module", "main"],
    target: "node22",
    format: "cjs",
    external: ["vscode"],
  },
  {
    ...common,
    entryPoints: { main: "src/webview/main.ts", batch: "src/webview/batch/main.ts" },
    outdir: "dist/webview",
    platform: "browser",
    target: "chrome140",
    format: "esm",
    splitting: true,
    chunkNames: "[name]-[hash]",
  },
];

await rm("dist", { recursive: true, force: true });
await mkdir("dist/webview", { recursive: true });
for (const file of ["codicon.css", "codicon.ttf"]) {
  await cp(`node_modules/@vscode/codicons/dist/${file}`, `dist/webview/${file}`);
}
for (const options of bundles) {
  if (watch) await (await context(options)).watch();
  else await build(options);
}
