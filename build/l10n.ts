import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getL10nJson } from "@vscode/l10n-dev";

/** Texts by what the code or the manifest calls them. */
export type Texts = Readonly<Record<string, string>>;

/** Languages, and whether they have every text or the main labels only. */
export const languages = { "zh-cn": "whole", "zh-tw": "whole", bo: "partial" } as const;

/** The two sets of texts: those of the code, and those that the manifest names as `%key%`. */
export const sets = {
  code: (language?: string) => join("l10n", fileOf("bundle.l10n", language)),
  manifest: (language?: string) => fileOf("package.nls", language),
} as const;

function fileOf(stem: string, language: string | undefined): string {
  return language === undefined ? `${stem}.json` : `${stem}.${language}.json`;
}

/** All texts that the code shows, by themselves and in order, and what hinders that. */
export async function textsOfCode(repository: string): Promise<FoundTexts> {
  const files: string[] = [];
  for await (const file of glob("src/**/*.ts", { cwd: repository })) files.push(file);
  return textsIn(files, repository);
}

interface FoundTexts {
  readonly texts: Texts;
  readonly problems: readonly string[];
}

/** The same of some sources, by their paths below a folder: without it, the one that is worked in. */
export async function textsIn(files: readonly string[], folder = "."): Promise<FoundTexts> {
  const read: string[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const calls = callsIn(await readFile(join(folder, file), "utf8"));
    read.push(...calls.read);
    problems.push(...calls.unread.map((call) => `${file}: not one plain string: ${call}`));
  }
  // Whole files take it ten times as long.
  const contents = ['import * as l10n from "@vscode/l10n";', ...read].join("\n");
  const exported = Object.keys(await getL10nJson([{ contents, extension: ".ts" }]));
  return { texts: sorted(exported.map((text) => [text, text])), problems };
}

const call = /\bl10n\.t\b(?:\(\s*((["'])(?:(?!\2)[^\\\n]|\\[\\"'nt])*\2)\s*[,)])?/gu;

/** The calls for texts in a source, and those of which the export would find no text, or another. */
export function callsIn(source: string): {
  readonly read: readonly string[];
  readonly unread: readonly string[];
} {
  const calls = [...source.matchAll(call)].map(({ index, 1: literal }) => ({
    literal,
    line: source.slice(index).split("\n", 1).join(),
  }));
  return {
    read: calls.flatMap(({ literal }) => (literal === undefined ? [] : [`l10n.t(${literal});`])),
    unread: calls.flatMap(({ literal, line }) => (literal === undefined ? [line] : [])),
  };
}

/** All `%key%` that the manifest names. */
export function keysOfManifest(manifest: string): string[] {
  return [...manifest.matchAll(/"%([^%"]+)%"/gu)].map(([, key = ""]) => key);
}

/**
 * What is wrong with a translation, a line each: texts that are missing or that nobody shows any more,
 * empty ones, and those that lack what must be the same in every language.
 */
export function problemsOf(originals: Texts, translations: Texts, extent: string): string[] {
  const missing = Object.keys(originals).filter((key) => translations[key] === undefined);
  const others = Object.entries(translations).flatMap(([key, text]) => {
    const original = originals[key];
    if (original === undefined) return [`stale: ${key}`];
    if (text.trim() === "") return [`empty: ${key}`];
    const [wanted, found] = [fixedParts(original), fixedParts(text)];
    return wanted === found ? [] : [`not the same parts (${wanted} → ${found}): ${key}`];
  });
  return [...(extent === "whole" ? missing.map((key) => `missing: ${key}`) : []), ...others];
}

/** Places for values, code, links to commands and names of settings: no language changes them. */
function fixedParts(text: string): string {
  const found = text.match(/\{\w+\}|`[^`]*`|\((?:command|https?):[^)]*\)|#[\w.]+#|\$\([\w~-]+\)/gu);
  return [...new Set(found)].sort().join(" ");
}

export function sorted(entries: readonly (readonly [string, string])[]): Texts {
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

export function jsonOf(texts: Texts): string {
  return `${JSON.stringify(texts, undefined, 2)}\n`;
}

/** `npm run l10n` writes the texts of the code down, and says what each language lacks. */
async function main(repository: string): Promise<void> {
  const read = async (path: string) =>
    JSON.parse(await readFile(join(repository, path), "utf8")) as Texts;
  const { texts, problems } = await textsOfCode(repository);
  const found = [...problems];
  await writeFile(join(repository, sets.code()), jsonOf(texts));
  const originals = { code: texts, manifest: await read(sets.manifest()) };
  for (const [language, extent] of Object.entries(languages)) {
    for (const set of ["code", "manifest"] as const) {
      const path = sets[set](language);
      const lines = problemsOf(originals[set], await read(path), extent);
      found.push(...lines.map((line) => `${path}: ${line}`));
    }
  }
  console.log(
    [...found, `${Object.keys(texts).length} texts, ${found.length} problems`].join("\n"),
  );
}

if (import.meta.main) await main(join(import.meta.dirname, ".."));
