import { delimiters, endOfFormula, type Delimiters } from "../mathRules.ts";

/** A formula in lines of its own that may have begun: only its end tells. */
export interface Formula<Place> {
  readonly pair: Delimiters;
  readonly lines: string[];
  readonly mayHoldBlankLines: boolean;
  /** Where it began. */
  readonly place: Place;
}

/** A formula that a line holds from its beginning to its end; undefined for any other line. */
export function wholeFormulaIn(text: string): string | undefined {
  const pair = openedBy(text);
  if (pair === undefined) return undefined;
  const from = pair.open.length;
  const end = endOfFormula(text, from, text.length, pair);
  return isEnd(text, end, pair) ? nonBlank(text.slice(from, end)) : undefined;
}

/** The formula that may begin with a line. */
export function formulaBegunBy<Place>(text: string, place: Place): Formula<Place> | undefined {
  const pair = openedBy(text);
  if (pair === undefined) return undefined;
  const from = pair.open.length;
  if (endOfFormula(text, from, text.length, pair) < text.length) return undefined;
  const line = text.slice(from);
  return { pair, lines: [line], mayHoldBlankLines: line.trim() === "", place };
}

/**
 * Goes on with a formula by a line: the formula, its TeX where the line ends it, or undefined where
 * there was none.
 */
export function goOn<Place>(
  formula: Formula<Place>,
  text: string,
): Formula<Place> | string | undefined {
  const { pair, lines, mayHoldBlankLines } = formula;
  if (text === "" && !mayHoldBlankLines) return undefined;
  const end = endOfFormula(text, 0, text.length, pair);
  if (end >= text.length) {
    lines.push(text);
    return formula;
  }
  if (!isEnd(text, end, pair)) return undefined;
  return nonBlank([...lines, text.slice(0, end)].join("\n"));
}

function openedBy(text: string): Delimiters | undefined {
  return delimiters.find(({ open, isDisplay }) => isDisplay && text.startsWith(open));
}

function isEnd(text: string, end: number, { close }: Delimiters): boolean {
  return text.startsWith(close, end) && text.slice(end + close.length).trim() === "";
}

function nonBlank(formula: string): string | undefined {
  const text = formula.trim();
  return text === "" ? undefined : text;
}
