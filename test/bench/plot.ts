import { figureNames, figures, type FigureName } from "./figures.ts";
import { isReached, targetOf, valueOf, type BenchReport, type Figure } from "./benchReport.ts";

const width = 760;
const labelWidth = 300;
const barWidth = 230;
const rowHeight = 22;
const top = 58;
/** Past the line of the target there is this much room, as a share of it. */
const mostShare = 1.5;

/** Colours of text, bars and lines; another set where the reader's system is dark. */
const style = `
text { font: 12px system-ui, sans-serif; fill: #1f2328 }
.title { font-size: 14px; font-weight: 600 }
.quiet { fill: #59636e }
.bar { fill: #2f7d5d }
.missed { fill: #b4540a }
.other { fill: #8c959f }
.line { stroke: #59636e; stroke-dasharray: 3 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .quiet { fill: #9198a1 }
  .bar { fill: #4fb98a }
  .missed { fill: #f0883e }
  .other { fill: #6e7681 }
  .line { stroke: #9198a1 }
}`;

interface Row {
  readonly label: string;
  readonly text: string;
  /** From 0 to 1, of the room for bars. */
  readonly length: number;
  readonly look: "bar" | "missed" | "other";
}

/**
 * The report as an SVG: each figure as a share of its target, and drawing alone as a multiple of the
 * floor. A bar that would be longer than there is room ends at the edge; its number stands beside.
 *
 * @throws Error for a report of texts of a fifth of their length, which no target is meant for.
 */
export function plotOf(report: BenchReport): string {
  if (report.quick) throw new Error("A quick run has nothing to be drawn.");
  const targets = figureNames.flatMap((name) => targetRow(name, report.figures[name]));
  const drawing = drawingRows(report);
  const second = top + targets.length * rowHeight + 50;
  const height = second + drawing.length * rowHeight + 34;
  const mark = labelWidth + barWidth / mostShare;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>What was measured, against what is to be reached</title>`,
    `<style>${style}</style>`,
    text(12, 22, "Share of the target (shorter is better)", "title"),
    text(
      12,
      40,
      `Median of ${runsOf(report)} · ${report.machine} · ${report.date.slice(0, 10)}`,
      "quiet",
    ),
    ...targets.map((row, index) => rowSvg(row, top + index * rowHeight)),
    `<line class="line" x1="${mark}" x2="${mark}" y1="${top - 6}" y2="${top + targets.length * rowHeight}"/>`,
    text(12, second - 14, "Drawing alone, times the floor (logarithmic)", "title"),
    ...drawing.map((row, index) => rowSvg(row, second + index * rowHeight)),
    `</svg>\n`,
  ].join("\n");
}

function targetRow(name: FigureName, figure: Figure | undefined): Row[] {
  const kind = figures[name];
  if (figure === undefined || kind.mostOfFloor !== undefined) return [];
  const { most, least } = kind;
  const { median } = figure;
  const share = most !== undefined ? median / most : least !== undefined ? least / median : NaN;
  if (Number.isNaN(share)) return [];
  return [
    {
      label: kind.label,
      text: `${valueOf(median, kind)}  (${targetOf(kind)})`,
      length: Math.min(1, share / mostShare),
      look: isReached(kind, figure) === false ? "missed" : "bar",
    },
  ];
}

function drawingRows({ figures: found }: BenchReport): Row[] {
  const names = figureNames.filter((name) => figures[name].group === "drawing");
  const rows = names.flatMap((name) => {
    const ratio = found[name]?.ratio;
    return ratio === undefined ? [] : [{ name, ratio }];
  });
  const longest = Math.max(2, ...rows.map(({ ratio }) => ratio));
  return rows.map(({ name, ratio }) => {
    const figure = found[name];
    const isMissed = figure !== undefined && isReached(figures[name], figure) === false;
    const target = targetOf(figures[name]);
    return {
      label: figures[name].label,
      text: `${ratio.toFixed(ratio < 10 ? 2 : 0)} ×${target === "" ? "" : `  (${target})`}`,
      length: Math.max(0.02, Math.log(Math.max(1, ratio)) / Math.log(longest)),
      look: name.startsWith("whole") ? "other" : isMissed ? "missed" : "bar",
    };
  });
}

function rowSvg({ label, text: value, length, look }: Row, y: number): string {
  const end = labelWidth + length * barWidth;
  return [
    text(12, y + 12, label),
    `<rect class="${look}" x="${labelWidth}" y="${y + 1}" width="${Math.max(1, end - labelWidth).toFixed(1)}" height="14" rx="2"/>`,
    text(labelWidth + barWidth + 14, y + 12, value, "quiet"),
  ].join("\n");
}

function text(x: number, y: number, content: string, look?: string): string {
  const safe = content.replace(/&/gu, "&amp;").replace(/</gu, "&lt;");
  return `<text x="${x}" y="${y}"${look === undefined ? "" : ` class="${look}"`}>${safe}</text>`;
}

function runsOf({ figures: found }: BenchReport): string {
  const runs = Math.max(0, ...Object.values(found).map(({ values }) => values.length));
  return runs === 1 ? "1 run" : `${runs} runs`;
}
