import { build } from "esbuild";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, extname, join } from "node:path";
import { iconSheet } from "../../build/codicons.ts";
import { textsOfPage } from "../../build/pageTexts.ts";
import {
  batchPageSource,
  chatPageSource,
  pageSkeleton,
  type PageLanguage,
  type PageSource,
} from "../../src/host/panel/pageSkeleton.ts";
import { repository } from "../workbench/places.ts";
import themeVariables from "./themeVariables.json" with { type: "json" };

export type PageTheme = keyof typeof themeVariables;

/** Pages by the names of their scripts. */
const sources = { main: chatPageSource, batch: batchPageSource } as const;
const entryPoints = { main: "src/webview/main.ts", batch: "src/webview/batch/main.ts" } as const;
export type PageName = keyof typeof sources;

export interface PageServer {
  /** Address of a page in a theme and a display language. */
  address(page: PageName, theme: PageTheme, language: string): string;
  close(): Promise<void>;
}

const bodyClasses = {
  dark: "vscode-dark",
  light: "vscode-light",
  contrast: "vscode-high-contrast",
};
const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
};

/** Serves the pages as the extension host would give it to VS Code, on a port of 127.0.0.1. */
export async function startPageServer(): Promise<PageServer> {
  const { files, texts } = await buildPages();
  const icons = await iconSheet();
  const read = async (path: string, query: URLSearchParams): Promise<string | Uint8Array> => {
    const theme = (query.get("theme") ?? "dark") as PageTheme;
    if (path === "/") {
      const name = (query.get("page") ?? "main") as PageName;
      const language = await languageOf(query.get("language") ?? "en", texts[name]);
      return pageHtml(name, theme, language);
    }
    if (path === "/vscode.css") return vscodeStyles(theme);
    const base = basename(path);
    const styled = Object.values(sources).find(({ script }) => base === `${script}.css`);
    if (styled !== undefined) return pageStyles(styled);
    if (base === "codicon.css") return icons;
    const file = files.get(base);
    if (file === undefined) throw new Error(`The page has no file ${path}.`);
    return file;
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    const type = contentTypes[pathname === "/" ? ".html" : extname(pathname)] ?? "text/plain";
    read(pathname, searchParams).then(
      (body) => response.writeHead(200, { "content-type": type }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    address: (page, theme, language) =>
      `http://127.0.0.1:${port}/?page=${page}&theme=${theme}&language=${language}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A page's style sheets in one, as `esbuild.js` makes it of them. */
async function pageStyles(source: PageSource): Promise<string> {
  const sheets = source.sheets.map((sheet) =>
    readFile(join(repository, "media", `${sheet}.css`), "utf8"),
  );
  return (await Promise.all(sheets)).join("\n");
}

interface BuiltPages {
  /** By their names. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What each page's code says, in English. */
  readonly texts: Readonly<Record<PageName, string[]>>;
}

/** The pages' bundle, built as `esbuild.js` builds it for development. */
async function buildPages(): Promise<BuiltPages> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: repository,
    entryPoints,
    metafile: true,
    outdir: "page",
    bundle: true,
    write: false,
    platform: "browser",
    target: "chrome140",
    alias: { "@vscode/l10n": join(repository, "src", "webview", "language.ts") },
    format: "esm",
    splitting: true,
    chunkNames: "[name]-[hash]",
    logLevel: "warning",
    legalComments: "none",
  });
  const files = outputFiles.map(({ path, contents }) => [basename(path), contents] as const);
  return {
    files: new Map(files),
    texts: {
      main: await textsOfPage(metafile, entryPoints.main),
      batch: await textsOfPage(metafile, entryPoints.batch),
    },
  };
}

/** The texts that VS Code has in a display language, and which of them a page gets. */
async function languageOf(id: string, texts: string[]): Promise<PageLanguage> {
  if (id === "en") return { id };
  const file = join(repository, "l10n", `bundle.l10n.${id}.json`);
  const bundle = JSON.parse(await readFile(file, "utf8")) as Record<string, string>;
  return { id, bundle, texts };
}

/** The extension's own page, with VS Code's part of it before all else. */
function pageHtml(page: PageName, theme: PageTheme, language: PageLanguage): string {
  const nonce = randomUUID();
  const own = pageSkeleton(sources[page], {
    nonce,
    source: "'self'",
    address: (...path) => `/${path.join("/")}`,
    language,
  });
  const ahead = `<link rel="stylesheet" href="/vscode.css?theme=${theme}">
<script nonce="${nonce}">${vscodeApi}</script>`;
  return own
    .replace("<head>", () => `<head>\n${ahead}`)
    .replace("<body>", `<body role="document" class="${bodyClasses[theme]}">`);
}

/** What VS Code gives a page: messages go to a list, the state outlives a reload. */
const vscodeApi = `
const posted = (globalThis.postedMessages = []);
const violations = (globalThis.policyViolations = []);
document.addEventListener("securitypolicyviolation", (event) =>
  violations.push(event.violatedDirective + ": " + event.blockedURI + " " + event.sample),
);
globalThis.acquireVsCodeApi = () => ({
  postMessage: (message) => void posted.push(structuredClone(message)),
  getState: () => JSON.parse(sessionStorage.getItem("state") ?? "null") ?? undefined,
  setState: (state) => sessionStorage.setItem("state", JSON.stringify(state)),
});`;

/** The theme's variables, and what VS Code lays under a page's own style sheets. */
function vscodeStyles(theme: PageTheme): string {
  const variables = Object.entries(themeVariables[theme]).map(
    ([name, value]) => `${name}: ${value};`,
  );
  return `:root { ${variables.join("\n")} }
@layer vscode-default {
  body {
    margin: 0;
    padding: 0 20px;
    background: transparent;
    color: var(--vscode-editor-foreground);
    font: var(--vscode-font-weight) var(--vscode-font-size) var(--vscode-font-family);
  }
  html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
  a, a code { color: var(--vscode-textLink-foreground); }
  code {
    padding: 1px 3px;
    background: var(--vscode-textPreformat-background);
    border-radius: 4px;
    color: var(--vscode-textPreformat-foreground);
  }
  pre code { padding: 0; }
  blockquote {
    background: var(--vscode-textBlockQuote-background);
    border-color: var(--vscode-textBlockQuote-border);
  }
}`;
}
