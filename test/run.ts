import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { modelIds } from "./servers/practice/sites.ts";
import { startPracticeServer } from "./servers/practice/start.ts";
import { addUp, runMocha, type Tally } from "./tally.ts";
import { bundleHostTests, runHostTests } from "./workbench/hostTests.ts";
import { repository } from "./workbench/places.ts";

/** `npm test`: every suite in turn; ends with one line that adds up what the runners reported. */
const results = join(repository, "test-results");

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
  const token = "practice-token";
  const server = await startPracticeServer({ token });
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
      env: { PRACTICE_ORIGIN: server.url, PRACTICE_TOKEN: token },
    });
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
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
];

await rm(results, { recursive: true, force: true });
await mkdir(results, { recursive: true });
const tallies: Tally[] = [];
if (!(await runScript("esbuild.js", "--production"))) tallies.push({ ...none, failed: 1 });
for (const [name, run] of suites) {
  console.log(`\n── ${name}`);
  try {
    tallies.push(await run());
  } catch (error) {
    console.error(error);
    tallies.push({ ...none, failed: 1 });
  }
}
const { passed, failed, skipped } = addUp(tallies);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
