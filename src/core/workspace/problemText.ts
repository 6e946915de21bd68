import { oneLine } from "../prompt/quotation.ts";

/** From the worst to the least. */
const severities = ["error", "warning", "information", "hint"] as const;
export type Severity = (typeof severities)[number];

/** Something that VS Code's problems list holds. */
export interface Problem {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  /** In UTF-16 code units, counted from 1. */
  readonly column: number;
  readonly severity: Severity;
  readonly message: string;
  /** Who found it, e.g. `ts`. */
  readonly source?: string;
  readonly code?: string;
}

/** The worst of the problems, at most as many as asked for, by severity and then by place. */
export function worstProblems<T extends Problem>(problems: readonly T[], most: number): T[] {
  return problems
    .toSorted(
      (a, b) =>
        severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
        compare(a.path, b.path) ||
        a.line - b.line ||
        a.column - b.column ||
        compare(a.message, b.message),
    )
    .slice(0, most);
}

/**
 * `src/a.ts:3:5 error Cannot find name “x”. [ts 2304]`, and below it the source line, where it is
 * known, cut to a piece around the column.
 */
export function problemText(problem: Problem, sourceLine?: string): string {
  const { path, line, column, severity, message, source, code } = problem;
  const origin = [source, code].filter((part) => part !== undefined && part !== "").join(" ");
  const words = `${path}:${line}:${column} ${severity} ${message.replace(/\s+/gu, " ").trim()}`;
  const head = oneLine(origin === "" ? words : `${words} [${origin}]`);
  const excerpt = sourceLine === undefined ? "" : excerptAround(sourceLine, column);
  return excerpt === "" ? head : `${head}\n    ${excerpt}`;
}

/** Longest piece of a source line on either side of the column, in graphemes. */
const reach = 120;

/** Longer lines than this are cut in code units first, so that segmenting them stays quick. */
const roughReach = reach * 40;

function excerptAround(sourceLine: string, column: number): string {
  const start = Math.max(0, column - 1 - roughReach);
  const end = Math.min(sourceLine.length, column - 1 + roughReach);
  const graphemes = [...segmenter.segment(sourceLine.slice(start, end))];
  // A rough cut may have gone through a grapheme.
  if (start > 0) graphemes.shift();
  if (end < sourceLine.length) graphemes.pop();
  const at = graphemes.findLastIndex(({ index }) => start + index < column);
  const first = Math.max(0, at - reach);
  const kept = graphemes.slice(first, Math.max(0, at) + reach + 1);
  const text = kept.map(({ segment }) => segment).join("");
  const isCutBefore = start > 0 || first > 0;
  const isCutAfter = end < sourceLine.length || first + kept.length < graphemes.length;
  return text.trim() === ""
    ? ""
    : `${isCutBefore ? "…" : ""}${oneLine(text).trim()}${isCutAfter ? "…" : ""}`;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
