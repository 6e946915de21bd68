import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "mocha";
import ts from "typescript";
import { sets, type Texts } from "../../build/l10n.ts";
import { ownBuild } from "../ownBuild.ts";

const repository = join(import.meta.dirname, "../..");

describe("the texts that a page is given", () => {
  let folder: string;
  let all: ReadonlySet<string>;
  before(async function () {
    this.timeout(60_000);
    ({ folder } = await ownBuild());
    const texts = JSON.parse(await readFile(join(repository, sets.code()), "utf8")) as Texts;
    all = new Set(Object.keys(texts));
  });

  for (const page of ["main", "batch"]) {
    it(`are all that the code of “${page}” says, read at once or later, and no others`, async () => {
      const path = join(folder, "webview", `${page}.json`);
      const given = JSON.parse(await readFile(path, "utf8")) as string[];
      const { said, strings } = await readScripts(join(folder, "webview"), `${page}.js`, all);
      assert.ok(said.size > 50);
      const missing = [...said].filter((text) => !given.includes(text));
      assert.deepEqual(missing, []);
      const needless = given.filter((text) => !strings.has(text));
      assert.deepEqual(needless, []);
    }).timeout(30_000);
  }
});

interface Read {
  /** Texts that are asked for. */
  readonly said: Set<string>;
  readonly strings: Set<string>;
}

/** What stands in a script as it is built, and in all that it imports. */
async function readScripts(
  folder: string,
  script: string,
  texts: ReadonlySet<string>,
): Promise<Read> {
  const read: Read = { said: new Set(), strings: new Set() };
  const scripts = new Set([script]);
  for (const name of scripts) {
    const text = await readFile(join(folder, name), "utf8");
    const asked = new Map<string, string[]>();
    const look = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node)) {
        read.strings.add(node.text);
        if (/^\.\/[\w-]+\.js$/u.test(node.text)) scripts.add(node.text.slice(2));
        const { parent } = node;
        if (texts.has(node.text) && ts.isCallExpression(parent) && parent.arguments[0] === node) {
          const callee = parent.expression.getText();
          asked.set(callee, [...(asked.get(callee) ?? []), node.text]);
        }
      }
      ts.forEachChild(node, look);
    };
    look(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
    // Other functions may be given a word that happens to be a text; none is given as many.
    const [most = []] = [...asked.values()].sort((one, other) => other.length - one.length);
    for (const each of most) read.said.add(each);
  }
  return read;
}
