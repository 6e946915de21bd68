import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";

/** Full titles of tests by their files, which are named as from `test/`. */
export type TestTitles = ReadonlyMap<string, readonly string[]>;

/** The titles as mocha finds them when it loads the files, in a process of its own; not of skipped tests. */
export async function loadedTitles(files: readonly string[]): Promise<TestTitles> {
  const folder = await mkdtemp(join(tmpdir(), "tibet-chat-titles-"));
  try {
    const output = join(folder, "tests.json");
    const mocha = join(import.meta.dirname, "../node_modules/mocha/bin/mocha.js");
    const reporter = ["--reporter", "json", "--reporter-option", `output=${output}`];
    const args = [mocha, "--dry-run", ...reporter, ...files];
    const options = { cwd: import.meta.dirname, maxBuffer: 64_000_000 };
    await promisify(execFile)(process.execPath, args, options);
    const { passes } = JSON.parse(await readFile(output, "utf8")) as {
      readonly passes: readonly { readonly file: string; readonly fullTitle: string }[];
    };
    const titlesOf = (name: string) =>
      passes.filter(({ file }) => file === join(import.meta.dirname, name));
    return new Map(
      files.map((name) => [name, titlesOf(name).map(({ fullTitle }) => fullTitle)] as const),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * The titles that stand in a file which cannot be loaded here, since it needs VS Code. What a title
 * gets only when the file runs is `…` in it.
 */
export async function writtenTitles(file: string): Promise<readonly string[]> {
  const text = await readFile(join(import.meta.dirname, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const titles: string[] = [];
  const visit = (node: ts.Node, path: readonly string[]): void => {
    const called = ts.isCallExpression(node) ? node : undefined;
    const kind = called?.expression.getText(source);
    const title = kind === "describe" || kind === "it" ? titleOf(called?.arguments[0]) : undefined;
    const inner = title === undefined ? path : [...path, title];
    if (kind === "it" && title !== undefined) titles.push(inner.join(" "));
    else ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(source, []);
  return titles;
}

function titleOf(argument: ts.Expression | undefined): string | undefined {
  if (argument === undefined) return undefined;
  if (ts.isStringLiteralLike(argument)) return argument.text;
  if (!ts.isTemplateExpression(argument)) return undefined;
  return (
    argument.head.text + argument.templateSpans.map(({ literal }) => `…${literal.text}`).join("")
  );
}
