import { fencedBlocks } from "../text/fencedBlocks.ts";
import { boundLevels, boundsWithin, Indivisibles } from "../text/textBounds.ts";

/**
 * The sentences of a text in their order; together they are the text. A sentence holds its closing
 * quotes and the white space behind it. Lines that are no more than wrapped stay in one sentence;
 * fenced code and tables stay whole.
 */
export function sentencesOf(text: string): string[] {
  const bounds = sentenceBounds(text);
  const parts = bounds.map((bound, index) => text.slice(bounds[index - 1] ?? 0, bound));
  const sentences: string[] = [];
  // What waits for the rest of its sentence: leading white space, the number of a list's item.
  let begun = "";
  for (const part of parts) {
    const last = sentences.at(-1);
    if (part.trim() === "" && begun === "" && last !== undefined) {
      sentences[sentences.length - 1] = last + part;
    } else if (isItemNumber.test(part) || (part.trim() === "" && !endsItem(begun, part))) {
      begun += part;
    } else {
      sentences.push(begun + part);
      begun = "";
    }
  }
  if (begun !== "") sentences.push(begun);
  return sentences;
}

/** Whether what looked like an item's number was all of its line. */
function endsItem(begun: string, space: string): boolean {
  return begun.trim() !== "" && /[\r\n]/u.test(space);
}

const isItemNumber = /^\s*(?:\d{1,3}|[A-Za-z]|[#>*-]+)[.)]?[^\S\r\n]*$/u;

/** Where sentences end, in their order, the text's end among them. */
function sentenceBounds(text: string): number[] {
  const [paragraphs, lines, sentences] = boundLevels;
  if (paragraphs === undefined || lines === undefined || sentences === undefined) return [];
  const within = (level: RegExp) => boundsWithin(text, level, 0, text.length);
  const blocks = wholeBlocks(text);
  const found = [
    ...within(paragraphs),
    ...within(lines).filter((bound) => !isWrapped(text, bound)),
    ...within(sentences).filter((bound) => !isAbbreviation(text, bound)),
    ...blocks.flatMap(({ from, to }) => [from, to]),
    text.length,
  ];
  const ordered = [...new Set(found)].filter((bound) => bound > 0).sort((a, b) => a - b);
  const indivisibles = new Indivisibles(text);
  let block = 0;
  return ordered.filter((bound) => {
    while ((blocks[block]?.to ?? Infinity) <= bound) block++;
    return bound > (blocks[block]?.from ?? Infinity) ? false : indivisibles.allow(bound);
  });
}

/** Shortest line of a text that was wrapped by hand, in UTF-16 code units. */
const shortestWrapped = 50;

/** Whether a line ends here only because it was full: its sentence goes on in the next one. */
function isWrapped(text: string, bound: number): boolean {
  const end = text.startsWith("\r\n", bound - 2) ? bound - 2 : bound - 1;
  const start = Math.max(text.lastIndexOf("\n", end - 1), text.lastIndexOf("\r", end - 1)) + 1;
  const line = text.slice(start, end).trimEnd();
  if (beginsBlock.test(line.slice(0, 80)) || beginsBlock.test(text.slice(bound, bound + 80))) {
    return false;
  }
  if (line.endsWith("\u0F0B")) return true;
  return line.length >= shortestWrapped && !/[。！？.!?:：\u0F0D-\u0F14"”’」』）)|]$/u.test(line);
}

const beginsBlock = /^\s*(?:$|#{1,6}\s|[-*+>|\\]|\d{1,3}[.)]\s|={3,}|`{3,}|~{3,})/u;

/** Whether a full stop ends no sentence, since the next word goes on small: `e.g. the`. */
function isAbbreviation(text: string, bound: number): boolean {
  return (
    /\.[^\S\r\n]*$/u.test(text.slice(Math.max(0, bound - 4), bound)) &&
    /^\p{Ll}/u.test(text.slice(bound, bound + 2))
  );
}

interface Block {
  readonly from: number;
  readonly to: number;
}

/** What no sentence ends in: fenced code, and tables outside of it; in their order. */
function wholeBlocks(text: string): Block[] {
  const fences = fencedBlocks(text);
  const tables = tablesOf(text).filter(
    (table) => !fences.some(({ from, to }) => from < table.to && to > table.from),
  );
  return [...fences, ...tables].sort((one, other) => one.from - other.from);
}

const delimiterRow = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/u;

/** Tables as GitHub's Markdown has them: a head, a row of dashes, rows up to a line without a pipe. */
function tablesOf(text: string): Block[] {
  const tables: Block[] = [];
  let open: { from: number; to: number } | undefined;
  let head: Block | undefined;
  for (const { index, 0: whole } of text.matchAll(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/gu)) {
    const line = whole.trimEnd();
    const row = { from: index, to: index + whole.length };
    if (!line.includes("|")) {
      if (open !== undefined) tables.push(open);
      open = undefined;
      head = undefined;
      continue;
    }
    if (open !== undefined) open.to = row.to;
    else if (head !== undefined && delimiterRow.test(line)) open = { from: head.from, to: row.to };
    head = row;
  }
  return open === undefined ? tables : [...tables, open];
}
