import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runMocha } from "./tally.ts";

/** `npm run check`: everything that needs no VS Code, in under a minute. */
const repository = join(import.meta.dirname, "..");

interface Step {
  readonly name: string;
  readonly args: readonly string[];
  /** What the output must say for the step to have read anything at all. */
  readonly proof?: RegExp;
}

const steps: readonly Step[] = [
  { name: "format", args: ["prettier/bin/prettier.cjs", "--check", "."] },
  { name: "types", args: ["typescript/bin/tsc", "--noEmit", "--project", "."] },
  { name: "lint", args: ["eslint/bin/eslint.js", "--max-warnings", "0", "."] },
  {
    name: "import rules",
    args: [
      "dependency-cruiser/bin/dependency-cruise.mjs",
      "--config",
      ".dependency-cruiser.cjs",
      "src",
    ],
    proof: /\((?:[5-9]\d|\d{3,}) modules, [1-9]\d* dependencies cruised\)/u,
  },
  { name: "dead code", args: ["knip/bin/knip.js", "--no-progress"] },
];

/** Runs a step and returns what is wrong, or undefined. */
async function problemOf({ name, args, proof }: Step): Promise<string | undefined> {
  const [script = "", ...rest] = args;
  const path = join(repository, "node_modules", script);
  const child = spawn(process.execPath, [path, ...rest], { cwd: repository });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) return `${name} failed:\n${output}`;
  return proof?.test(output) === false ? `${name} read nothing:\n${output}` : undefined;
}

/** Two at a time, as many as a small machine has cores. */
async function runSteps(): Promise<boolean> {
  const waiting = [...steps];
  let isSound = true;
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const problem = await problemOf(step);
      console.log(problem ?? `✓ ${step.name}`);
      isSound &&= problem === undefined;
    }
  };
  await Promise.all([work(), work()]);
  return isSound;
}

const { values } = parseArgs({ options: { json: { type: "string" } } });
const isSound = await runSteps();
const unit = await runMocha("unit/**/*.test.ts", 20_000, 2);
if (values.json !== undefined) await writeFile(values.json, JSON.stringify(unit));
process.exitCode = isSound && unit.failed === 0 ? 0 : 1;
