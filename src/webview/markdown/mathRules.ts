import type { MarkdownIt, StateInline } from "markdown-it";

/** The signs around a formula. */
export interface Delimiters {
  readonly open: string;
  readonly close: string;
  readonly isDisplay: boolean;
}

/** Models write all four, the longer ones first. */
export const delimiters: readonly Delimiters[] = [
  { open: "$$", close: "$$", isDisplay: true },
  { open: "$", close: "$", isDisplay: false },
  { open: "\\[", close: "\\]", isDisplay: true },
  { open: "\\(", close: "\\)", isDisplay: false },
];

/**
 * Adds TeX to what stands in lines: tokens `math_inline` and `math_display`, a formula of its own in
 * the middle of a text. What is not closed stays text.
 */
export function addMath(markdown: MarkdownIt): void {
  markdown.inline.ruler.before("escape", "math", mathInline);
}

function mathInline(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  const pair = delimiters.find(({ open }) => src.startsWith(open, pos));
  if (pair === undefined) return false;
  const start = pos + pair.open.length;
  const end = endOfFormula(src, start, posMax, pair);
  if (!src.startsWith(pair.close, end) || !isFormula(src, start, end, pair)) {
    if (pair.open !== "$$") return false;
    // Else the second sign would open a formula of its own.
    if (!silent) state.pending += "$$";
    state.pos = start;
    return true;
  }
  if (!silent) {
    const token = state.push(pair.isDisplay ? "math_display" : "math_inline", "", 0);
    token.content = src.slice(start, end).trim();
  }
  state.pos = end + pair.close.length;
  return true;
}

/**
 * Where the next delimiter of a pair is, or `to`. An opener is found like a closer: nothing is
 * looked for behind it, so a text of openers alone costs no more than its length.
 */
export function endOfFormula(
  text: string,
  from: number,
  to: number,
  { open, close }: Delimiters,
): number {
  for (let index = from; index < to; index += 1) {
    if (text.startsWith(close, index) || text.startsWith(open, index)) return index;
    if (text[index] === "\\") index += 1;
  }
  return to;
}

/** Prices, variables of a shell and the like are no formulas, though `$` stands around them. */
function isFormula(text: string, start: number, end: number, { open }: Delimiters): boolean {
  const formula = text.slice(start, end);
  if (formula.trim() === "") return false;
  if (open !== "$") return true;
  return (
    formula === formula.trim() &&
    !/[0-9A-Z_{]/u.test(text[end + 1] ?? "") &&
    !/[0-9A-Za-z]/u.test(text[start - 2] ?? "")
  );
}
