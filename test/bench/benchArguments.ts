import { parseArgs } from "node:util";
import { groups, type Group } from "./figures.ts";

export interface BenchArguments {
  /** How often each figure is measured. */
  readonly runs: number;
  readonly only: readonly Group[];
  /** Texts of a fifth of their length, and one run: to see whether the bench works. */
  readonly quick: boolean;
  /** File that gets the figures. */
  readonly json?: string;
  /** File that gets a picture of the figures, `.svg` or `.png`. */
  readonly plot?: string;
  /** Figures of an earlier run, to be drawn without measuring. */
  readonly from?: string;
}

export const usage = `npm run bench -- [options]
Measures the extension in a real VS Code in Chromium against a practice server, all on this machine.

  --runs N        how often each figure is measured (3)
  --only A,B      only these: ${Object.keys(groups).join(", ")}
  --quick         one run with texts of a fifth of their length, to see whether it works
  --json FILE     write the figures
  --plot FILE     draw them, as .svg or .png
  --from FILE     with --plot: draw the figures of this file, measure nothing
  --help          this text
`;

/** The arguments; "help" where it was asked for. Throws an Error that says which one is wrong. */
export function readArguments(args: readonly string[]): BenchArguments | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: "string" },
      only: { type: "string" },
      quick: { type: "boolean", default: false },
      json: { type: "string" },
      plot: { type: "string" },
      from: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const { quick, json, plot, from } = values;
  if (from !== undefined && plot === undefined) throw new Error("--from goes with --plot.");
  if (plot !== undefined && !/\.(?:svg|png)$/u.test(plot)) {
    throw new Error("--plot wants a file that ends in .svg or .png.");
  }
  return {
    runs: readRuns(values.runs ?? (quick ? "1" : "3")),
    only: readGroups(values.only),
    quick,
    ...(json !== undefined && { json }),
    ...(plot !== undefined && { plot }),
    ...(from !== undefined && { from }),
  };
}

function readRuns(text: string): number {
  if (!/^[1-9]\d{0,2}$/u.test(text)) throw new Error("--runs wants a whole number from 1 to 999.");
  return Number(text);
}

function readGroups(text: string | undefined): Group[] {
  const all = Object.keys(groups) as Group[];
  if (text === undefined) return all;
  return text.split(",").map((name) => {
    const group = all.find((each) => each === name);
    if (group === undefined) throw new Error(`--only knows ${all.join(", ")}, not “${name}”.`);
    return group;
  });
}
