import { glob, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { format } from "node:util";
import { runTests } from "@vscode/test-electron";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { watchPages } from "../canary/pages.ts";
import { hostTestMark, type HostTestResult } from "../host/index.ts";
import { launchBrowser } from "./chromium.ts";
import { ensureCodeServer, startCodeServer } from "./codeServer.ts";
import { downloadDesktop } from "./desktop.ts";
import { pageAddress } from "./pageAddress.ts";
import { fetched, repository, type Progress } from "./places.ts";
import { createProfile, type Profile, type Settings } from "./profile.ts";
import { Teardown } from "./teardown.ts";

export interface HostTestOptions {
  /** Folder of the extension under test, its `dist/` built. */
  readonly extensionPath: string;
  /** What {@link bundleHostTests} returned. */
  readonly bundledTests: string;
  /** Folder to open; none by default. */
  readonly folder?: string;
  readonly settings?: Settings;
  /** Added to the extension host's environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly progress?: Progress;
}

/** A run that takes longer hangs. */
const limit = 900_000;

/** Bundles the tests in `test/host/`, a file each; returns the module that runs them all. */
export async function bundleHostTests(): Promise<string> {
  const outdir = join(fetched, "host");
  await rm(outdir, { recursive: true, force: true });
  const tests: string[] = [];
  for await (const test of glob("test/host/*.test.ts", { cwd: repository })) tests.push(test);
  await build({
    absWorkingDir: repository,
    entryPoints: ["test/host/index.ts", ...tests],
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "es2024",
    sourcemap: "inline",
    external: ["vscode", "mocha"],
  });
  return join(outdir, "index.cjs");
}

/**
 * Runs bundled tests inside a real extension host and prints what they say: a desktop VS Code's
 * where one can be fetched and started, else code-server's. Throws where they could not be run to
 * their end; failed tests are in the result.
 */
export async function runHostTests(options: HostTestOptions): Promise<HostTestResult> {
  const progress = options.progress ?? console.log;
  const desktop = await downloadDesktop(progress);
  const profile = await createProfile(options.settings);
  try {
    const result = join(profile.folder, "result.json");
    const prepared = { ...options, env: { ...options.env, HOST_TEST_RESULT: result } };
    if (desktop === undefined) await runInCodeServer(prepared, profile, progress);
    else await runOnDesktop(prepared, profile, desktop);
    return JSON.parse(await readFile(result, "utf8")) as HostTestResult;
  } finally {
    await profile.remove();
  }
}

async function runOnDesktop(
  { extensionPath, bundledTests, folder, env }: HostTestOptions,
  profile: Profile,
  vscodeExecutablePath: string,
): Promise<void> {
  const run = runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: extensionPath,
    extensionTestsPath: bundledTests,
    ...(env && { extensionTestsEnv: env }),
    launchArgs: [
      ...(folder === undefined ? [] : [folder]),
      `--user-data-dir=${profile.userDataDir}`,
      `--extensions-dir=${profile.extensionsDir}`,
      ...["--disable-workspace-trust", "--disable-gpu", "--skip-welcome", "--skip-release-notes"],
    ],
  });
  // A failed test ends VS Code with an error too; the result tells them apart.
  await run.catch((error: unknown) => console.error(String(error)));
}

async function runInCodeServer(
  { extensionPath, bundledTests, folder, env }: HostTestOptions,
  profile: Profile,
  progress: Progress,
): Promise<void> {
  await ensureCodeServer(progress);
  const teardown = new Teardown();
  try {
    const server = await startCodeServer({
      ...profile,
      smokeTestDriver: true,
      ...(env && { env }),
    });
    teardown.add(server.stop);
    const browser = await launchBrowser(progress);
    teardown.add(() => browser.close());
    const page = await browser.newPage();
    teardown.add(watchPages(page.context(), profile.folder));
    const contents = { extensionPath, testsPath: bundledTests, ...(folder && { folder }) };
    await watchTests(page, pageAddress(server, contents));
  } finally {
    await teardown.run();
  }
}

/** Opens a workbench that runs tests, prints their report, and waits for their end. */
async function watchTests(page: Page, address: string): Promise<void> {
  const log: string[] = [];
  const ended = Promise.withResolvers<"ended">();
  await page.exposeFunction("codeAutomationExit", () => ended.resolve("ended"));
  await page.exposeFunction("codeAutomationLog", (_level: string, line: unknown[]) => {
    const text = format(...line);
    log.push(text);
    if (text.includes(hostTestMark)) console.log(text);
  });
  await page.goto(address);
  if ((await Promise.race([ended.promise, wait(limit, "late", { ref: false })])) === "late") {
    throw new Error(`The host tests did not end:\n${log.slice(-50).join("\n")}`);
  }
}
