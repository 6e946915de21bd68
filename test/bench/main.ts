import { readFile, stat, writeFile } from "node:fs/promises";
import { arch, cpus, platform } from "node:os";
import { launchBrowser } from "../workbench/chromium.ts";
import { packageExtension } from "../workbench/packaged.ts";
import { readArguments, usage, type BenchArguments } from "./benchArguments.ts";
import { figuresOf, reportText, type BenchReport } from "./benchReport.ts";
import type { BenchContext } from "./chatBench.ts";
import { measureDrawings } from "./drawingMeasures.ts";
import { measureEditor } from "./editorMeasures.ts";
import { canReadProcesses } from "./extensionHost.ts";
import { figureNames, figures, groups, type Group, type Readings } from "./figures.ts";
import { plotOf } from "./plot.ts";
import { measureReplies } from "./replyMeasures.ts";
import { measureMemory, measureStart } from "./startMeasures.ts";

/** `npm run bench`: how fast the extension is, in a real VS Code; see `--help`. */
interface Measurement {
  readonly groups: readonly Group[];
  measure(context: BenchContext, wanted: ReadonlySet<Group>): Promise<Readings>;
}

const measurements: readonly Measurement[] = [
  { groups: ["activation"], measure: measureStart },
  { groups: ["memory"], measure: measureMemory },
  {
    groups: ["latency", "stream20", "burst20", "stream100", "burst100", "frames"],
    measure: measureReplies,
  },
  { groups: ["editor"], measure: measureEditor },
  { groups: ["drawing"], measure: measureDrawings },
];

/** What goes on, apart from the figures. */
function progress(line: string): void {
  console.error(line);
}

async function measure({ runs, only, quick }: BenchArguments): Promise<BenchReport> {
  progress("Building and packaging the extension …");
  const vsix = await packageExtension();
  const { size } = await stat(vsix);
  const context: BenchContext = { vsix, scale: quick ? 0.2 : 1, progress };
  const readings: Readings[] = only.includes("package") ? [{ packageSize: size / 1e6 }] : [];
  const failures = new Map<Group, string>();
  for (let run = 1; run <= runs; run++) {
    for (const measurement of measurements) {
      const wanted = new Set(measurement.groups.filter((group) => only.includes(group)));
      if (wanted.size === 0) continue;
      const names = [...wanted].map((group) => groups[group]).join(", ");
      progress(`Run ${run} of ${runs}: ${names} …`);
      try {
        readings.push(await measurement.measure(context, wanted));
      } catch (error) {
        progress(error instanceof Error ? (error.stack ?? error.message) : String(error));
        for (const group of wanted) failures.set(group, firstLineOf(error));
        process.exitCode = 1;
      }
    }
  }
  const found = figuresOf(readings);
  const missing = figureNames.flatMap((name) => {
    const { group, needsProc } = figures[name];
    if (name in found || !only.includes(group)) return [];
    const obstacle = needsProc && !canReadProcesses ? "can be read on Linux only" : undefined;
    return [[name, obstacle ?? failures.get(group) ?? "was not measured"] as const];
  });
  return {
    machine: machineName(),
    date: new Date().toISOString(),
    quick,
    figures: found,
    missing: Object.fromEntries(missing),
  };
}

function firstLineOf(error: unknown): string {
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return line;
}

function machineName(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? "";
  return `${platform()} ${arch()}, ${processors.length} × ${model === "" ? "unknown" : model}, Node ${process.versions.node}`;
}

async function draw(report: BenchReport, file: string): Promise<void> {
  const svg = plotOf(report);
  if (file.endsWith(".svg")) return writeFile(file, svg);
  const browser = await launchBrowser(progress);
  try {
    const page = await browser.newPage({ deviceScaleFactor: 2 });
    await page.setContent(`<body style="margin: 0; background: white">${svg}`);
    await page.locator("svg").screenshot({ path: file });
  } finally {
    await browser.close();
  }
}

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2));
  if (args === "help") {
    console.log(usage);
    return;
  }
  const report =
    args.from === undefined
      ? await measure(args)
      : (JSON.parse(await readFile(args.from, "utf8")) as BenchReport);
  console.log(reportText(report));
  if (args.json !== undefined) {
    await writeFile(args.json, `${JSON.stringify(report, undefined, 2)}\n`);
  }
  if (args.plot !== undefined) await draw(report, args.plot);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
