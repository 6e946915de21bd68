import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { before, describe, it } from "mocha";
import { packageExtension, readVsix } from "../workbench/packaged.ts";
import { repository } from "../workbench/places.ts";

/** All that is in the package; esbuild names what is shared or loaded later by its hash. */
const packed = [
  "[Content_Types].xml",
  "extension.vsixmanifest",
  "extension/LICENSE.txt",
  "extension/SECURITY.md",
  "extension/changelog.md",
  "extension/dist/extension.js",
  "extension/dist/host/accessibleView-*.js",
  "extension/dist/host/askTool-*.js",
  "extension/dist/host/batchTable-*.js",
  "extension/dist/host/batches-*.js",
  "extension/dist/host/chunk-*.js",
  "extension/dist/host/client-*.js",
  "extension/dist/host/connectionView-*.js",
  "extension/dist/host/document-*.js",
  "extension/dist/host/json-*.js",
  "extension/dist/host/main-*.js",
  "extension/dist/host/markdown-*.js",
  "extension/dist/host/modelProvider-*.js",
  "extension/dist/host/modelSetup-*.js",
  "extension/dist/host/newBatch-*.js",
  "extension/dist/host/openStore-*.js",
  "extension/dist/host/participant-*.js",
  "extension/dist/host/read-*.js",
  "extension/dist/host/renewIds-*.js",
  "extension/dist/host/sourceControlActions-*.js",
  "extension/dist/host/templateFile-*.js",
  "extension/dist/house.js",
  "extension/dist/licences.txt",
  "extension/dist/webview/batch.css",
  "extension/dist/webview/batch.js",
  "extension/dist/webview/batch.json",
  "extension/dist/webview/chunk-*.js",
  "extension/dist/webview/codicon.css",
  "extension/dist/webview/copyMath-*.js",
  "extension/dist/webview/highlight-*.js",
  "extension/dist/webview/main.css",
  "extension/dist/webview/main.js",
  "extension/dist/webview/main.json",
  "extension/dist/webview/pastedMarkdown-*.js",
  "extension/dist/webview/replyText-*.js",
  "extension/dist/webview/tex-*.js",
  "extension/l10n/bundle.l10n.bo.json",
  "extension/l10n/bundle.l10n.zh-cn.json",
  "extension/l10n/bundle.l10n.zh-tw.json",
  "extension/media/activityBar.svg",
  "extension/media/icon.png",
  "extension/media/tab-dark.svg",
  "extension/media/tab-light.svg",
  "extension/media/walkthrough/endpoints.svg",
  "extension/media/walkthrough/question.svg",
  "extension/media/walkthrough/test.svg",
  "extension/media/walkthrough/token.svg",
  "extension/package.json",
  "extension/package.nls.bo.json",
  "extension/package.nls.json",
  "extension/package.nls.zh-cn.json",
  "extension/package.nls.zh-tw.json",
  "extension/readme.md",
];

/** In bytes, compressed. */
const largestPackage = 700_000;

describe("the package’s files", () => {
  let vsix: string;
  let files: ReadonlyMap<string, Buffer>;
  before(async function () {
    this.timeout(300_000);
    vsix = await packageExtension();
    files = await readVsix(vsix);
  });

  it("are those that run and those that people read, and no others", () => {
    const names = [...files.keys()].map((name) => name.replace(/-[A-Z0-9]{8}\.js$/u, "-*.js"));
    assert.deepEqual([...new Set(names)].sort(), packed);
  });

  it("are each named by the manifest, by code or by a style sheet", () => {
    const own = [...files].filter(([name]) => /^extension\/(?:dist|media)\//u.test(name));
    const isText = (name: string) => /\.(?:js|css|json)$/u.test(name);
    const texts = [...files]
      .filter(([name]) => isText(name))
      .map(([name, bytes]) => ({ name, text: bytes.toString("utf8") }));
    const unnamed = own.filter(([name]) => {
      const others = texts.filter((other) => other.name !== name);
      return (
        name !== "extension/dist/licences.txt" && !others.some(({ text }) => isNamed(name, text))
      );
    });
    assert.deepEqual(
      unnamed.map(([name]) => name),
      [],
    );
  });

  it("tell in the readme all but what pictures show, which are not there", async () => {
    const shipped = files.get("extension/readme.md")?.toString("utf8") ?? "";
    const whole = await readFile(join(repository, "README.md"), "utf8");
    const headings = (text: string) => text.match(/^#+ .+$/gmu);
    assert.deepEqual(headings(shipped), headings(whole));
    assert.match(whole, /docs\/pictures\//u);
    assert.doesNotMatch(shipped, /<(?:img|picture|source)|!\[|docs\/pictures/u);
  });

  it("come to less than 700 kB", async () => {
    const { size } = await stat(vsix);
    assert.ok(size < largestPackage, `${size} bytes`);
  });

  it("have a manifest that runs nothing by itself and needs no other package", () => {
    const manifest = JSON.parse(files.get("extension/package.json")?.toString("utf8") ?? "") as {
      readonly main: string;
      readonly scripts: Readonly<Record<string, string>>;
      readonly dependencies?: unknown;
      readonly extensionDependencies?: unknown;
      readonly extensionPack?: unknown;
      readonly enabledApiProposals?: unknown;
    };
    const { main, scripts, dependencies, extensionDependencies, extensionPack } = manifest;
    assert.ok(files.has(`extension/${main.replace("./", "")}`));
    assert.deepEqual(
      [dependencies, extensionDependencies, extensionPack],
      Array(3).fill(undefined),
    );
    assert.equal(manifest.enabledApiProposals, undefined);
    const byThemselves = /^(?:pre|post)?(?:install|uninstall|prepare|publish|pack)$|^vscode:/u;
    assert.deepEqual(
      Object.keys(scripts).filter((name) => byThemselves.test(name)),
      [],
    );
  });
});

/** As a whole; by code that puts the ending to it; by code that puts theme and ending to it. */
function isNamed(file: string, text: string): boolean {
  const stem = basename(file, extname(file));
  const [first = "", theme = ""] = stem.split("-");
  const isThemed = text.includes(`${first}-\${`) && text.includes(`"${theme}"`);
  return text.includes(basename(file)) || text.includes(`"${stem}"`) || isThemed;
}
