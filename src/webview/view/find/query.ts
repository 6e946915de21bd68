/** What is looked for in the conversation. */
export interface Query {
  readonly text: string;
  readonly matchesCase: boolean;
}

/** A place in a text, in UTF-16 code units; the end is behind it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * All places of a text that match, in order, none over another. A letter is found whether it is
 * written as one code point or as several. A match that begins or ends inside a grapheme, such as a
 * part of a Tibetan stack, is widened to the whole of it.
 */
export function findMatches(text: string, query: Query): Span[] {
  const pattern = patternOf(query);
  if (pattern === undefined) return [];
  const spans: Span[] = [];
  for (const { index, 0: match } of text.matchAll(pattern)) {
    const start = graphemeStart(text, index);
    const end = graphemeEnd(text, index + match.length);
    const last = spans.at(-1);
    if (last !== undefined && start < last.end) continue;
    spans.push({ start, end });
  }
  return spans;
}

/**
 * Whether Markdown may show a match when it is drawn; often true where it does not. Markup may
 * stand between the words of a match and inside of them, and formulas and entities show letters
 * that they are not written with.
 */
export function mayShow(source: string, query: Query): boolean {
  const pattern = patternOf(query);
  if (pattern === undefined) return false;
  const words = query.text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  if (words.length === 0 || pattern.test(source) || /[$\\]|&#?\w+;/u.test(source)) return true;
  return words.every((word) => {
    const letters = Array.from(word, escape).join("[^\\p{L}\\p{N}\\p{M}]{0,6}");
    return new RegExp(letters, flagsOf(query)).test(source);
  });
}

function patternOf(query: Query): RegExp | undefined {
  const { text } = query;
  if (text === "") return undefined;
  const forms = new Set([text, text.normalize("NFC"), text.normalize("NFD")]);
  return new RegExp([...forms].map(escape).join("|"), flagsOf(query));
}

function flagsOf({ matchesCase }: Query): string {
  return matchesCase ? "gu" : "giu";
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/gu, (sign) => (sign === "-" ? "\\x2d" : `\\${sign}`));
}

/** How far to look for the edges of a grapheme, in UTF-16 code units. */
const reach = 64;

function graphemeStart(text: string, index: number): number {
  if (!mayContinue(text, index)) return index;
  const from = Math.max(0, index - reach);
  const part = segmenter.segment(text.slice(from, index + reach)).containing(index - from);
  return part === undefined ? index : from + part.index;
}

function graphemeEnd(text: string, index: number): number {
  const start = graphemeStart(text, index);
  if (start === index) return index;
  const part = segmenter.segment(text.slice(start, start + 2 * reach)).containing(0);
  return part === undefined ? index : start + part.segment.length;
}

/** Whether a grapheme may go on over this place; most letters need no closer look. */
function mayContinue(text: string, index: number): boolean {
  if (index <= 0 || index >= text.length) return false;
  const next = text.codePointAt(index) ?? 0;
  if (next < 0x300 && next !== 0x0a) return false;
  return !(next >= 0x4e00 && next <= 0x9fff && text.charCodeAt(index - 1) !== 0x200d);
}
