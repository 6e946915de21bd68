import {
  figureNames,
  figures,
  type FigureKind,
  type FigureName,
  type Readings,
} from "./figures.ts";
import { summarise, type Summary } from "./statistics.ts";

/** A figure of all runs. */
export interface Figure extends Summary {
  /** The median over that of the floor. */
  readonly ratio?: number;
}

/** What `--json` writes. */
export interface BenchReport {
  /** E.g. `linux x64, 2 × Some CPU, Node 24.21.0`. */
  readonly machine: string;
  /** ISO 8601. */
  readonly date: string;
  /** With texts of a fifth of their length: nothing to hold against the targets. */
  readonly quick: boolean;
  readonly figures: Readonly<Partial<Record<FigureName, Figure>>>;
  /** Why a figure was not measured. */
  readonly missing: Readonly<Partial<Record<FigureName, string>>>;
}

/** Sums up the runs, and compares with the floor what has one. */
export function figuresOf(runs: readonly Readings[]): BenchReport["figures"] {
  const summaries = new Map(
    figureNames.map((name) => [
      name as string,
      summarise(runs.flatMap((readings) => readings[name] ?? [])),
    ]),
  );
  return Object.fromEntries(
    figureNames.flatMap((name) => {
      const summary = summaries.get(name);
      if (summary === undefined) return [];
      const floor = summaries.get(figures[name].floor ?? "");
      return [[name, { ...summary, ...(floor && { ratio: summary.median / floor.median }) }]];
    }),
  );
}

/** Whether the figure is what it is to be; undefined where nothing is asked of it. */
export function isReached(kind: FigureKind, { median, ratio }: Figure): boolean | undefined {
  const { most, least, mostOfFloor } = kind;
  if (most === undefined && least === undefined && mostOfFloor === undefined) return undefined;
  if (mostOfFloor !== undefined && (ratio === undefined || ratio > mostOfFloor)) return false;
  return median <= (most ?? Infinity) && median >= (least ?? -Infinity);
}

/** The target of a figure, for people; empty where it has none. */
export function targetOf({ most, least, mostOfFloor, unit }: FigureKind): string {
  if (mostOfFloor !== undefined) return `≤ ${mostOfFloor} × the floor`;
  if (most !== undefined) return `≤ ${withUnit(most.toLocaleString("en"), unit)}`;
  return least === undefined ? "" : `≥ ${withUnit(`${least}`, unit)}`;
}

export function valueOf(value: number, { unit }: FigureKind): string {
  return withUnit(rounded(value), unit);
}

function withUnit(number: string, unit: FigureKind["unit"]): string {
  return unit === "" || unit === "/s" ? number + unit : `${number} ${unit}`;
}

/** Three digits that count, or all before the point. */
function rounded(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}

/** The report as a table of text. */
export function reportText({ machine, quick, figures: found, missing }: BenchReport): string {
  const head = ["", "median", "range", "× floor", quick ? "" : "target"];
  const rows = figureNames.flatMap((name) => {
    const kind = figures[name];
    const figure = found[name];
    const why = missing[name];
    if (figure === undefined) return why === undefined ? [] : [[kind.label, "–", why, "", ""]];
    const { median, least, most, ratio } = figure;
    const range = `${rounded(least)} – ${rounded(most)}`;
    const isMissed = isReached(kind, figure) === false;
    return [
      [
        kind.label,
        valueOf(median, kind),
        range,
        ratio === undefined ? "" : rounded(ratio),
        quick ? "" : `${targetOf(kind)}${isMissed ? "  missed" : ""}`,
      ],
    ];
  });
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const lines = [head, ...rows].map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 || column === 4 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd(),
  );
  const note = quick ? ["Texts of a fifth of their length: not to be held against anything."] : [];
  return [machine, ...note, ...lines].join("\n");
}
