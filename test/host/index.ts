import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "node:util";

/** What the runner outside reads when VS Code has ended. */
export interface HostTestResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Begins every line of the report, to tell it from what VS Code itself logs. */
export const hostTestMark = "host test │ ";

/**
 * VS Code calls this inside its extension host. Runs every `*.test.cjs` beside this file and writes
 * a {@link HostTestResult} to the file that `HOST_TEST_RESULT` names; rejects where a test failed.
 */
export async function run(): Promise<void> {
  // Required instead of imported, it is the class in some Nodes and a module in others.
  const { default: Mocha } = await import("mocha");
  Mocha.reporters.Base.consoleLog = (...line: unknown[]) => {
    console.log(format(...line).replace(/^/gmu, hostTestMark));
  };
  const mocha = new Mocha({ ui: "bdd", reporter: "spec", color: false, timeout: 20_000 });
  // The bundle is CommonJS, as VS Code wants it, hence no import.meta.
  for (const name of await readdir(__dirname)) {
    if (name.endsWith(".test.cjs")) mocha.addFile(join(__dirname, name));
  }
  const result = await new Promise<HostTestResult>((resolve) => {
    const runner = mocha.run((failed) => {
      const { passes = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed, skipped: pending });
    });
  });
  const file = process.env["HOST_TEST_RESULT"];
  if (file !== undefined) await writeFile(file, JSON.stringify(result));
  if (result.failed > 0) throw new Error(`${result.failed} host tests failed`);
}
