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
 * Runs test files and tells what mocha counted. A pattern that finds no file is a failure: tests that
 * are not run must not look like tests that pass.
 *
 * @param timeout of one test, in milliseconds.
 * @param jobs how many files run at once; more than one run in processes of their own.
 */
export async function runMocha(pattern: string, timeout: number, jobs = 1): Promise<Tally> {
  const files = await Array.fromAsync(glob(pattern, { cwd: import.meta.dirname }));
  if (files.length === 0) throw new Error(`No test file matches ${pattern}.`);
  const forbidOnly = process.env["CI"] !== undefined;
  const mocha = new Mocha({ ui: "bdd", timeout, forbidOnly, parallel: jobs > 1, jobs });
  for (const file of files.sort()) mocha.addFile(`${import.meta.dirname}/${file}`);
  if (jobs === 1) await mocha.loadFilesAsync();
  return new Promise((resolve) => {
    const runner = mocha.run((failed) => {
      const { passes = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed, skipped: pending });
    });
  });
}
