import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";
import type { MarkdownEnvironment } from "./markdownEnvironment.ts";

interface Delimiters {
  readonly open: string;
  readonly close: string;
  readonly isDisplay: boolean;
}

/** Models write all four, the longer ones first. */
const delimiters: readonly Delimiters[] = [
  { open: "$$", close: "$$", isDisplay: true },
  { open: "$", close: "$", isDisplay: false },
  { open: "\\[", close: "\\]", isDisplay: true },
  { open: "\\(", close: "\\)", isDisplay: false },
];

/**
 * Adds TeX to the Markdown: tokens `math_inline`, `math_display` (a formula of its own in the middle
 * of a text) and `math_block`. What is not closed stays text.
 */
export function addMath(markdown: MarkdownIt): void {
  markdown.block.ruler.before("fence", "math_block", mathBlock, {
    alt: ["paragraph", "reference", "blockquote"],
  });
  markdown.inline.ruler.before("escape", "math", mathInline);
}

function mathInline(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  const pair = delimiters.find(({ open }) => src.startsWith(open, pos));
  if (pair === undefined) return false;
  const start = pos + pair.open.length;
  const end = findDelimiter(src, start, posMax, pair);
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
function findDelimiter(
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

/** Formulas that have their lines for themselves; within, nothing else is Markdown. */
function mathBlock(state: StateBlock, first: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[first] ?? 0) - state.blkIndent >= 4) return false;
  const opening = lineAt(state, first);
  const pair = delimiters.find(({ open, isDisplay }) => isDisplay && opening.startsWith(open));
  if (pair === undefined) return false;
  const beginning = opening.slice(pair.open.length);
  const mayHoldBlankLines = beginning.trim() === "";
  const lines: string[] = [];
  for (let line = first, text = beginning; ; text = lineAt(state, line)) {
    const end = findDelimiter(text, 0, text.length, pair);
    if (end < text.length) {
      const isLast = text.slice(end + pair.close.length).trim() === "";
      if (!text.startsWith(pair.close, end) || !isLast) return false;
      lines.push(text.slice(0, end));
      return finish(state, first, line + 1, lines.join("\n"), silent);
    }
    lines.push(text);
    line += 1;
    if (line >= endLine) break;
    const isOutside = (state.sCount[line] ?? 0) < state.blkIndent;
    if (state.isEmpty(line) ? !mayHoldBlankLines : isOutside) return false;
  }
  if (mayHoldBlankLines) {
    const environment: MarkdownEnvironment = state.env;
    environment.unsettledFrom = Math.min(environment.unsettledFrom ?? first, first);
  }
  return false;
}

function finish(
  state: StateBlock,
  first: number,
  next: number,
  formula: string,
  silent: boolean,
): boolean {
  if (formula.trim() === "") return false;
  if (silent) return true;
  const token = state.push("math_block", "", 0);
  token.content = formula.trim();
  token.map = [first, next];
  token.block = true;
  state.line = next;
  return true;
}

function lineAt(state: StateBlock, line: number): string {
  return state.src.slice(
    (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0),
    state.eMarks[line] ?? 0,
  );
}
