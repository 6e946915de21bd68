import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { basename, join } from "node:path";
import { before, describe, it } from "mocha";
import ts from "typescript";
import { ownBuild } from "../ownBuild.ts";

/**
 * All addresses that stand in what is built. Nothing is asked for at any of them: the guard of the
 * client lets only requests to the configured server pass, and the pages may load nothing.
 */
const addresses = [
  // The example in an error text of ours.
  /^http:\/\/host:8000\/v1$/u,
  // Names of XML, not addresses.
  /^http:\/\/www\.w3\.org\/(?:2000\/svg|1998\/Math\/MathML)$/u,
  // markdown-it completes what a text has without a scheme.
  /^http:\/\/\$\{[\w.]+\}?$/u,
  // The SDK's own, which it is never left to use.
  /^https:\/\/(?:(?:ae|au|eu|in|jp|us|mtls)\.)?api\.openai\.com(?:\/v1)?$/u,
  /^https:\/\/auth\.openai\.com\/oauth\/token$/u,
  /^https:\/\/redacted\.invalid$/u,
  // Documentation that messages of packages point to.
  /^https:\/\/help\.openai\.com\/en\/articles\//u,
  /^https:\/\/docs\.expo\.dev\/versions\/latest\/sdk\/expo\/#expofetch-api$/u,
  /^https:\/\/github\.com\/highlightjs\/highlight\.js\/(?:issues|wiki)\//u,
  /^https:\/\/vscode-elements\.github\.io\/components\/icon\/$/u,
];

interface Script {
  readonly name: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

describe("what is built", () => {
  let scripts: readonly Script[];
  before(async function () {
    this.timeout(60_000);
    const { folder } = await ownBuild();
    const names = await readdir(folder, { recursive: true });
    const read = names
      .filter((name) => name.endsWith(".js"))
      .map(async (name) => {
        const text = await readFile(join(folder, name), "utf8");
        return { name, text, tree: ts.createSourceFile(name, text, ts.ScriptTarget.Latest) };
      });
    scripts = await Promise.all(read);
    assert.ok(scripts.length > 4);
  });

  it("makes no code out of text", () => {
    for (const { name, tree } of scripts) {
      eachNode(tree, (node) => {
        const isCalled = ts.isCallExpression(node) || ts.isNewExpression(node);
        if (!isCalled) return;
        const callee = node.expression.getText(tree);
        assert.doesNotMatch(callee, /(?:^|\W)(?:eval|Function)\)*$/u, name);
      });
    }
  });

  it("names in the page what its script imports, at once and to draw replies", () => {
    const script = (start: RegExp) => scripts.find(({ name }) => start.test(name));
    const imports = [
      ...(script(/^webview\/main\.js$/u)?.text ?? "").matchAll(/from"\.\/([^"]+)"/gu),
    ];
    assert.ok(imports.length > 0);
    const forReplies = basename(script(/^webview\/replyText-/u)?.name ?? "");
    const names = [...imports.map(([, file = ""]) => file), forReplies];
    for (const name of names) assert.ok(script(/^extension\.js$/u)?.text.includes(name), name);
  });

  it("loads only its own files, modules of Node and VS Code", () => {
    const loaded = new Set<string>();
    for (const { name, tree } of scripts) {
      eachNode(tree, (node) => {
        for (const asked of loadedBy(node, tree)) {
          const isPages = name.startsWith("webview");
          const isOwn = /^\.\/(?:host\/)?[\w-]+\.js$/u.test(asked);
          const isHosts = !isPages && (asked === "vscode" || isBuiltin(asked));
          assert.ok(isOwn || isHosts, `${name}: ${asked}`);
          loaded.add(asked);
        }
      });
    }
    assert.ok(loaded.has("vscode") && loaded.has("node:sqlite"));
  });

  it("names in the panel's page what its script imports at once", () => {
    const page = scripts.find(({ name }) => name === join("webview", "main.js"))?.tree;
    assert.ok(page);
    const imports = page.statements
      .filter(ts.isImportDeclaration)
      .flatMap((statement) => loadedBy(statement, page));
    assert.ok(imports.length > 0);
    const start = scripts.find(({ name }) => name === "extension.js")?.text ?? "";
    for (const file of imports) assert.ok(start.includes(basename(file)), file);
  });

  it("has no address in it but those written down here", () => {
    const found = new Set<string>();
    for (const { name, text } of scripts) {
      for (const [address] of text.matchAll(/\b(?:https?|wss?|ftp):\/\/[^\s"'`)\\<>]+/gu)) {
        assert.ok(
          addresses.some((known) => known.test(address)),
          `${name}: ${address}`,
        );
        found.add(address);
      }
    }
    for (const known of addresses) {
      assert.ok(
        [...found].some((address) => known.test(address)),
        `${known.source} is not there any more`,
      );
    }
  });

  it("tells nothing of where it was built", () => {
    for (const { name, text } of scripts) {
      for (const trace of [process.cwd(), "node_modules/", "sourceMappingURL"]) {
        assert.ok(!text.includes(trace), `${name}: ${trace}`);
      }
    }
  });
});

/** What a statement or an expression loads, as it is written. */
function loadedBy(node: ts.Node, tree: ts.SourceFile): string[] {
  const isImport = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
  const isCall =
    ts.isCallExpression(node) && /^(?:import|require)$/u.test(node.expression.getText(tree));
  const asked = isImport ? node.moduleSpecifier : isCall ? node.arguments[0] : undefined;
  if (asked === undefined) return [];
  return [ts.isStringLiteralLike(asked) ? asked.text : asked.getText(tree)];
}

function eachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => eachNode(child, visit));
}
