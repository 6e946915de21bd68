import { build, context } from "esbuild";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { checkBudgets } from "./build/budgets.ts";
import { codicons, iconSheet } from "./build/codicons.ts";
import { writeLicences } from "./build/licences.ts";
import { pageTexts } from "./build/pageTexts.ts";
import { reachedFrom } from "./build/reached.ts";
import { shippedReadme, withoutPictures } from "./build/readme.ts";
import { batchPageSource, chatPageSource } from "./src/host/panel/pageSkeleton.ts";

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

/** The house is a bundle of its own: VS Code waits for what is read before it. */
const houseApart = {
  name: "house apart",
  setup({ onResolve }) {
    onResolve({ filter: /\/house\.ts$/ }, () => ({ path: "./house.js", external: true }));
  },
};

// Texts come from VS Code: on either side the language is there before the first of them is read.
const host = {
  ...common,
  alias: { "@vscode/l10n": "./src/host/language.ts" },
  outdir,
  platform: "node",
  // jsonc-parser's `main` requires its parts in a way that cannot be bundled.
  mainFields: ["module", "main"],
  target: "node22",
  format: "esm",
  external: ["vscode"],
};

const page = {
  ...common,
  alias: { "@vscode/l10n": "./src/webview/language.ts" },
  outdir: `${outdir}/webview`,
  platform: "browser",
  target: "chrome140",
  format: "esm",
  splitting: true,
  chunkNames: "[name]-[hash]",
  plugins: [pageTexts],
};

/** A page's style sheets in one: VS Code fetches each file of a page through its whole window. */
function styles({ script, sheets }) {
  const contents = sheets.map((name) => `@import "./media/${name}.css";`).join("\n");
  return {
    ...common,
    stdin: { contents, loader: "css", resolveDir: ".", sourcefile: `${script}.css` },
    outfile: `${outdir}/webview/${script}.css`,
  };
}

/** What is read at once and later, on either side; what is read later is split off. */
const pageBundles = [
  { ...page, entryPoints: { main: "src/webview/main.ts" } },
  { ...page, entryPoints: { batch: "src/webview/batch/main.ts" } },
  styles(chatPageSource),
  styles(batchPageSource),
];

/** @param outputs what the chat page is built into; while it is watched that changes. */
function hostBundles(outputs) {
  const define = outputs === undefined ? {} : namedInPage(outputs);
  return [
    { ...host, define, entryPoints: { extension: "src/extension.ts" }, plugins: [houseApart] },
    {
      ...host,
      define,
      entryPoints: { house: "src/house.ts" },
      splitting: true,
      chunkNames: "host/[name]-[hash]",
    },
  ];
}

/** The names of what the chat page's script imports, at once and to draw replies. */
function namedInPage(outputs) {
  const atOnce = reachedFrom(outputs, "src/webview/main.ts", "at once");
  const forReplies = reachedFrom(outputs, "src/webview/markdown/replyText.ts", "at once");
  const named = (files) => JSON.stringify(files.map((file) => basename(file)).join(" "));
  return {
    importsOfChatPage: named([...atOnce].slice(1)),
    importsForReplies: named([...forReplies].filter((file) => !atOnce.has(file))),
  };
}

let underway = 0;
/** Says when builds begin and when all have ended, which the tasks of VS Code wait for. */
const told = {
  name: "told",
  setup({ onStart, onEnd }) {
    onStart(() => {
      if (underway === 0) console.log("build started");
      underway += 1;
    });
    onEnd(() => {
      underway -= 1;
      if (underway === 0) console.log("build finished");
    });
  },
};

await rm(outdir, { recursive: true, force: true });
await mkdir(`${outdir}/webview`, { recursive: true });
await writeFile(`${outdir}/webview/codicon.css`, await iconSheet());
const metafiles = [];
if (watch) {
  const contexts = await Promise.all(
    // Each build that is watched has other names.
    [...pageBundles, ...hostBundles()].map((options) =>
      context({ ...options, plugins: [...(options.plugins ?? []), told] }),
    ),
  );
  await Promise.all(contexts.map((each) => each.watch()));
} else {
  for (const options of pageBundles) metafiles.push((await build(options)).metafile);
  for (const options of hostBundles(metafiles[0].outputs))
    metafiles.push((await build(options)).metafile);
}
if (metafile !== undefined) await writeFile(metafile, JSON.stringify(metafiles));
if (!watch) {
  await writeLicences(outdir, metafiles, [codicons]);
  const readme = withoutPictures(await readFile("README.md", "utf8"));
  await writeFile(`${outdir}/${shippedReadme}`, readme);
}
if (production && !watch) checkBudgets(metafiles);
