import Mocha from "mocha";
import { checks, type Check } from "./checks.ts";
import type { Target } from "./target.ts";

/** What the checks came to, by suite and title. */
export interface ContractReport {
  readonly passed: readonly string[];
  readonly failed: readonly { readonly title: string; readonly message: string }[];
  readonly skipped: readonly { readonly title: string; readonly reason: string }[];
}

export interface SuiteOptions {
  readonly title: string;
  /** Whether a server may lack what not all have; without, a skip is a failure. */
  readonly maySkip: boolean;
}

/** Longest time for a check: a model may think for minutes. */
const timeout = 300_000;

/** Runs every check against the target, tells it as mocha's spec report, and sums it up. */
export async function runContract(
  target: Target,
  { title, maySkip }: SuiteOptions,
): Promise<ContractReport> {
  const passed: string[] = [];
  const failed: { title: string; message: string }[] = [];
  const skipped: { title: string; reason: string }[] = [];

  const mocha = new Mocha({ timeout, reporter: "spec" });
  const suite = Mocha.Suite.create(mocha.suite, title);
  for (const check of checks) {
    suite.addTest(
      new Mocha.Test(check.title, async function (this: Mocha.Context) {
        const reason = await reasonToSkip(check, target);
        if (reason === undefined) return;
        if (!maySkip) throw new Error(`This server should not skip it: ${reason}.`);
        skipped.push({ title: `${title} ${check.title}`, reason });
        // The spec report shows no reasons, but it shows titles.
        this.runnable().title += ` (${reason})`;
        this.skip();
      }),
    );
  }
  await new Promise((resolve) => {
    mocha
      .run(resolve)
      .on("pass", (test) => passed.push(test.fullTitle()))
      .on("fail", (test, error: Error) =>
        failed.push({ title: test.fullTitle(), message: error.message }),
      );
  });
  return { passed, failed, skipped };
}

async function reasonToSkip(check: Check, target: Target): Promise<string | undefined> {
  return (await check.run(target))?.reason;
}
