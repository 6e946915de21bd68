import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { canaryToken } from "./canary.ts";
import { recordVariable, removeSearched } from "./canary/record.ts";
import { runWatched } from "./canary/watchedRun.ts";
import { tokenVariable } from "./servers/practice/options.ts";
import { modelIds } from "./servers/practice/sites.ts";
import { startPracticeServer } from "./servers/practice/start.ts";
import { startRawServer } from "./servers/raw/start.ts";
import { addUp, runMocha, type Tally } from "./tally.ts";
import { bundleHostTests, runHostTests } from "./workbench/hostTests.ts";
import { repository, results } from "./workbench/places.ts";

/** Runs a script of the repository; false where it failed. */
async function runScript(...args: string[]): Promise<boolean> {
  const child = spawn(process.execPath, args, { cwd: repository, stdio: "inherit" });
  const [code] = (await once(child, "close")) as [number | null];
  return code === 0;
}

/** Runs a script that writes its tally; a failure that no test counted counts as one. */
async function runTallied(name: string, ...args: string[]): Promise<Tally> {
  const file = join(results, `${name}.json`);
  const isSound = await runScript(...args, "--json", file);
  const tally = await readFile(file, "utf8").then(readTally, () => none);
  return isSound || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

const none: Tally = { passed: 0, failed: 0, skipped: 0 };

function readTally(text: string): Tally {
  const { passed, failed, skipped } = JSON.parse(text) as Record<keyof Tally, number | unknown[]>;
  const count = (value: number | unknown[]) => (typeof value === "number" ? value : value.length);
  return { passed: count(passed), failed: count(failed), skipped: count(skipped) };
}

/** The host's tests ask a practice server; its address reaches them by settings and environment. */
async function runInHost(): Promise<Tally> {
  const token = canaryToken;
  const server = await startPracticeServer({ token });
  const raw = await startRawServer();
  const folder = await mkdtemp(join(tmpdir(), "tibet-chat-folder-"));
  try {
    await server.direct({ reply: "第一行\n第二行" });
    const model = { baseUrl: server.baseUrl(), model: modelIds.tibet };
    return await runHostTests({
      extensionPath: repository,
      bundledTests: await bundleHostTests(),
      folder,
      settings: {
        "tibetChat.models": {
          general: null,
          taiwan: { ...model, model: modelIds.taiwan },
          tibet: model,
          cut: { ...model, label: "Cut", maxTokens: 1, thinking: false },
        },
      },
      env: { PRACTICE_ORIGIN: server.url, [tokenVariable]: token, RAW_ORIGIN: raw.url },
    });
  } finally {
    await server.stop();
    await raw.stop();
    await removeSearched("folder", folder, () => true);
  }
}

const suites: readonly (readonly [string, () => Promise<Tally>])[] = [
  ["checks and unit tests", () => runTallied("check", "test/check.ts")],
  ["the page in a browser", () => runMocha("webview/**/*.test.ts", 60_000)],
  [
    "contract with the practice server",
    () => runTallied("contract", "test/contract/run.ts", "--practice"),
  ],
  ["inside the extension host", runInHost],
  ["end to end in the workbench", () => runMocha("e2e/**/*.test.ts", 90_000)],
  ["the canary", () => runMocha("canary/*.test.ts", 60_000)],
];

/** A part of the name of the suite to run alone, as `npm test -- --only host` says it; else all. */
const { only = "" } = parseArgs({
  options: { only: { type: "string" }, suites: { type: "boolean" } },
}).values;

const tallyFile = join(results, "suites.json");

/** Every suite in turn; leaves a file that adds up what their runners reported. */
async function runSuites(): Promise<void> {
  const tallies: Tally[] = [];
  if (!(await runScript("esbuild.js", "--production"))) tallies.push({ ...none, failed: 1 });
  for (const [name, run] of suites) {
    if (!name.includes(only)) continue;
    console.log(`\n── ${name}`);
    try {
      tallies.push(await run());
    } catch (error) {
      console.error(error);
      tallies.push({ ...none, failed: 1 });
    }
  }
  await writeFile(tallyFile, JSON.stringify(addUp(tallies)));
}

/**
 * `npm test`: the suites, in a process whose output can be searched as a whole; ends with one line
 * that adds up what they reported.
 */
async function runAll(): Promise<void> {
  await rm(results, { recursive: true, force: true });
  await mkdir(results, { recursive: true });
  process.env[recordVariable] = join(results, "canary.jsonl");
  const { isSound, bytes, hits } = await runWatched(
    import.meta.filename,
    "--suites",
    ...(only === "" ? [] : ["--only", only]),
  );
  const reported = await readFile(tallyFile, "utf8").then(readTally, () => ({
    ...none,
    failed: 1,
  }));
  const isSilent = isSound && bytes > 0 && hits.length === 0;
  console.log(`\n── what all this wrote: ${bytes} bytes, the token in ${hits.length} places`);
  for (const { place, form, offset } of hits)
    console.log(`  as ${form} in ${place}, byte ${offset}`);
  const { passed, failed, skipped } = addUp([
    reported,
    { ...none, passed: isSilent ? 1 : 0, failed: isSilent ? 0 : 1 },
  ]);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
}

await (process.argv.includes("--suites") ? runSuites() : runAll());
