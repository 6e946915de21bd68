import { glob } from "node:fs/promises";
import Mocha from "mocha";

/** What a runner reported. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function addUp(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * Runs test files, two at a time in processes of their own, and tells what mocha counted. A pattern
 * that finds no file is a failure: tests that are not run must not look like tests that pass.
 *
 * @param timeout of one test, in milliseconds.
 */
export async function runMocha(pattern: string, timeout: number): Promise<Tally> {
  const files = await Array.fromAsync(glob(pattern, { cwd: import.meta.dirname }));
  if (files.length === 0) throw new Error(`No test file matches ${pattern}.`);
  const forbidOnly = process.env["CI"] !== undefined;
  const mocha = new Mocha({ ui: "bdd", timeout, forbidOnly, parallel: true, jobs: 2 });
  for (const file of files.sort()) mocha.addFile(`${import.meta.dirname}/${file}`);
  return new Promise((resolve) => {
    const runner = mocha.run((failed) => {
      const { passes = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed, skipped: pending });
    });
  });
}
