import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import {
  callsIn,
  jsonOf,
  keysOfManifest,
  languages,
  problemsOf,
  sets,
  textsOfCode,
  type Texts,
} from "../../build/l10n.ts";

const repository = join(import.meta.dirname, "../..");

function read(path: string): Promise<string> {
  return readFile(join(repository, path), "utf8");
}

async function readTexts(path: string): Promise<Texts> {
  return JSON.parse(await read(path)) as Texts;
}

describe("the texts for people", () => {
  it("are those that `npm run l10n` finds in the code, each a plain string there", async () => {
    const { texts, problems } = await textsOfCode(repository);
    assert.deepEqual(problems, []);
    assert.equal(await read(sets.code()), jsonOf(texts), "see npm run l10n");
  });

  it("are those that the manifest names, and no others", async () => {
    const named = new Set(keysOfManifest(await read("package.json")));
    assert.deepEqual([...named].sort(), Object.keys(await readTexts(sets.manifest())).sort());
  });

  for (const [language, extent] of Object.entries(languages)) {
    it(`are in ${language}, none missing, stale, empty or without its places`, async () => {
      for (const path of [sets.code, sets.manifest]) {
        const [originals, translations] = [
          await readTexts(path()),
          await readTexts(path(language)),
        ];
        assert.deepEqual(problemsOf(originals, translations, extent), [], path(language));
      }
    });
  }
});

describe("the check of translations", () => {
  const originals = { a: "Ask {0} of {1}", b: "See `x` [here](command:y)", c: "Stop" };

  it("finds what is missing where a language has everything", () => {
    const translations = { a: "{1}问{0}", b: "见 `x`[此处](command:y)" };
    assert.deepEqual(problemsOf(originals, translations, "whole"), ["missing: c"]);
    assert.deepEqual(problemsOf(originals, translations, "partial"), []);
  });

  it("finds what is stale, empty or lacks a place, code or link", () => {
    const translations = { a: "{0}", b: "见 `z`[此处](command:y)", c: " ", d: "新" };
    assert.deepEqual(problemsOf(originals, translations, "whole"), [
      "not the same parts ({0} {1} → {0}): a",
      "not the same parts ((command:y) `x` → (command:y) `z`): b",
      "empty: c",
      "stale: d",
    ]);
  });

  it("finds texts that the export cannot read", () => {
    const unread = ["l10n.t(name)", 'l10n.t("a" + b)', "l10n.t(`a`)", String.raw`l10n.t("\u2026")`];
    const read = [
      String.raw`l10n.t("a “b” \"c\"\n", 1)`,
      'l10n.t(\n  "a",\n)',
      "vscode.l10n.t('a')",
    ];
    assert.deepEqual(callsIn([...unread, ...read].join("\n")).unread, unread);
  });
});
