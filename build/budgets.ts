import { stat } from "node:fs/promises";
import type { Metafile } from "esbuild";
import { reachedFrom } from "./reached.ts";

/**
 * The most that each part of the extension may have, in bytes, minified: a little above what it has.
 * Who goes past one loads something later, drops something, or raises it and says why.
 */
const budgets = {
  /** What the extension host reads to activate: VS Code waits for it. */
  "host start": 6_450,
  /** What it reads when a person first comes in. */
  house: 220_000,
  /** What it reads when that is first used: the SDK, the database, the batches. */
  "house rest": 670_000,
  /** What the panel's page reads before it draws. */
  "page start": 178_000,
  /** What it reads when that is first used, such as what draws replies, and KaTeX. */
  "page rest": 620_000,
  /** The page of batches. */
  "batch page": 46_000,
} as const;

/** The most that a person downloads, in bytes. */
const packageBudget = 700_000;

type BundleName = keyof typeof budgets;

/** The source file that each start is built from, and what is read at once and later from there. */
const entryPoints: readonly (readonly [string, BundleName, BundleName?])[] = [
  ["src/extension.ts", "host start"],
  ["src/house.ts", "house", "house rest"],
  ["src/webview/main.ts", "page start", "page rest"],
  ["src/webview/batch/main.ts", "batch page"],
];

/** A part of what is built: what is read at once at a start, or all the rest. */
export interface Bundle {
  readonly name: BundleName;
  readonly bytes: number;
  readonly budget: number;
  /** What it is made of, the largest first. */
  readonly inputs: readonly { readonly path: string; readonly bytes: number }[];
  /** Modules that it imports from elsewhere at once, such as `node:sqlite`. */
  readonly imports: readonly string[];
}

type Outputs = Metafile["outputs"];

/**
 * Measures the bundles.
 *
 * @throws Error if a start is in none of the metafiles.
 */
export function bundlesOf(metafiles: readonly Pick<Metafile, "outputs">[]): Bundle[] {
  return entryPoints.flatMap(([entryPoint, atOnce, later]) => {
    for (const { outputs } of metafiles) {
      const start = reachedFrom(outputs, entryPoint, "at once");
      if (start.size === 0) continue;
      const rest = Object.keys(outputs).filter((file) => !start.has(file));
      return [
        bundleOf(atOnce, outputs, [...start]),
        ...(later === undefined ? [] : [bundleOf(later, outputs, rest)]),
      ];
    }
    throw new Error(`Nothing was built from ${entryPoint}.`);
  });
}

/** @throws Error that tells of each bundle past its budget, and what it is made of. */
export function checkBudgets(metafiles: readonly Pick<Metafile, "outputs">[]): void {
  const tooLarge = bundlesOf(metafiles).filter(({ bytes, budget }) => bytes > budget);
  if (tooLarge.length > 0) throw new Error(tooLarge.map(problemOf).join("\n"));
}

function bundleOf(name: BundleName, outputs: Outputs, files: readonly string[]): Bundle {
  const scripts = files.filter((file) => !file.endsWith(".map"));
  const sizes = new Map<string, number>();
  const imports = new Set<string>();
  let bytes = 0;
  for (const script of scripts) {
    const output = outputs[script];
    bytes += output?.bytes ?? 0;
    for (const [path, { bytesInOutput }] of Object.entries(output?.inputs ?? {})) {
      if (bytesInOutput > 0) sizes.set(path, (sizes.get(path) ?? 0) + bytesInOutput);
    }
    for (const { path, kind, external } of output?.imports ?? []) {
      if (kind === "import-statement" && external === true) imports.add(path);
    }
  }
  const inputs = [...sizes]
    .map(([path, size]) => ({ path, bytes: size }))
    .sort((one, other) => other.bytes - one.bytes);
  return { name, bytes, budget: budgets[name], inputs, imports: [...imports] };
}

function problemOf({ name, bytes, budget, inputs }: Bundle): string {
  const largest = inputs.slice(0, 5).map((input) => `  ${grouped(input.bytes)} ${input.path}`);
  const head = `“${name}” has ${grouped(bytes)} bytes, its budget is ${grouped(budget)}. The largest inputs:`;
  return [head, ...largest].join("\n");
}

function grouped(count: number): string {
  return count.toLocaleString("en");
}

/** @throws Error if a packaged extension is larger than a person should have to download. */
export async function checkPackage(vsix: string): Promise<void> {
  const { size } = await stat(vsix);
  if (size <= packageBudget) return;
  throw new Error(
    `${vsix} has ${grouped(size)} bytes, its budget is ${grouped(packageBudget)}. See “unzip -lv ${vsix}”.`,
  );
}

/** `node build/budgets.ts FILE.vsix` fails where the package is too large. */
if (import.meta.main) {
  await checkPackage(process.argv[2] ?? "").catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
