import type { Hunk, ProposalKind } from "./proposal.ts";
import { sentencesOf } from "./sentences.ts";

/** What became of a change. Left ones stand as they were in the original. */
export type Decision = "open" | "taken" | "left";

/** Where a change is shown, in lines counted from 0 on either side; `end` is behind the last one. */
export interface ShownHunk {
  readonly original: LineSpan;
  readonly proposed: LineSpan;
}

interface LineSpan {
  readonly start: number;
  readonly end: number;
}

/** A text and what is proposed for it, with `\n` for all line ends, written so that line-wise comparison shows change by change. */
export interface ComparedTexts {
  readonly original: string;
  readonly proposed: string;
  /** Of each change, decided ones too. */
  readonly shown: readonly ShownHunk[];
}

/**
 * Both sides of a comparison. A change that is no longer open is none: both sides have what was
 * decided. Lines stand as they are. Prose is written one sentence a line, a blank line between two
 * and another one behind a paragraph, so that each change stands opposite to its original; where
 * only white space differs, that is drawn.
 */
export function comparedTexts(
  original: string,
  hunks: readonly Hunk[],
  decisions: readonly Decision[],
  kind: ProposalKind,
): ComparedTexts {
  const sides = [new Side(kind), new Side(kind)] as const;
  const shown: ShownHunk[] = [];
  let at = 0;
  const keep = (text: string) => {
    for (const part of kind === "prose" ? sentencesOf(text) : [text]) {
      const written = kind === "prose" ? asRow(part) : part;
      for (const side of sides) side.write(written, endsParagraph(part));
    }
  };
  for (const [index, hunk] of hunks.entries()) {
    if (hunk.start > at) keep(original.slice(at, hunk.start));
    at = hunk.end;
    const gone = original.slice(hunk.start, hunk.end);
    const texts = decided(gone, hunk.text, decisions[index] ?? "open");
    const [left, right] = kind === "prose" ? asRows(...texts) : texts;
    const isLast = endsParagraph(gone === "" ? hunk.text : gone);
    shown.push({ original: sides[0].write(left, isLast), proposed: sides[1].write(right, isLast) });
  }
  if (at < original.length) keep(original.slice(at));
  else if (sides[0].endsLine !== sides[1].endsLine) {
    // The empty line behind a line end that only one side has: often all that the change consists of.
    const last = shown.pop();
    if (last)
      shown.push({
        original: sides[0].toEnd(last.original),
        proposed: sides[1].toEnd(last.proposed),
      });
  }
  return { original: asLines(sides[0].text), proposed: asLines(sides[1].text), shown };
}

function decided(gone: string, come: string, decision: Decision): [string, string] {
  if (decision === "open") return [gone, come];
  return decision === "taken" ? [come, come] : [gone, gone];
}

/** One side of the comparison, written from its begin. */
class Side {
  text = "";
  readonly #kind: ProposalKind;
  #line = 0;

  constructor(kind: ProposalKind) {
    this.#kind = kind;
  }

  /** Writes a sentence or a run of lines; an empty one leaves its place out. */
  write(text: string, isLast: boolean): LineSpan {
    const start = this.#line;
    const isProse = this.#kind === "prose";
    const ended = isProse && text !== "" ? `${text}\n` : text;
    const end = start + lineEnds(ended) + (ended === "" || ended.endsWith("\n") ? 0 : 1);
    const gap = isProse ? (isLast ? "\n\n" : "\n") : "";
    this.text += ended + gap;
    this.#line = start + lineEnds(ended) + gap.length;
    return { start, end };
  }

  /** Whether what is written so far begins a new line. */
  get endsLine(): boolean {
    return this.text === "" || /[\r\n]$/u.test(this.text);
  }

  /** The last lines, together with the one that is behind a last line end. */
  toEnd({ start }: LineSpan): LineSpan {
    return { start, end: this.#line + 1 };
  }
}

/** With the line ends of an editor, and none that it would warn of. */
function asLines(text: string): string {
  return text.replace(/\r\n?/gu, "\n").replace(/[\u2028\u2029]/gu, "↵");
}

function lineEnds(text: string): number {
  return text.match(/\r\n|\n|\r/gu)?.length ?? 0;
}

function endsParagraph(text: string): boolean {
  return /[\r\n]\s*$/u.test(text.slice(-16));
}

/** Both sides of a sentence, told apart by more than white space that nobody sees. */
function asRows(gone: string, come: string): [string, string] {
  const rows: [string, string] = [asRow(gone), asRow(come)];
  if (gone === come) return rows;
  if (rows[0] === rows[1]) return [drawn(gone), drawn(come)];
  const sameBreaks = lineEnds(gone.trim()) === lineEnds(come.trim());
  return sameBreaks || gone === "" || come === "" ? rows : [withBreaks(gone), withBreaks(come)];
}

/** A sentence with its line breaks drawn: the change adds some, or takes some away. */
function withBreaks(text: string): string {
  const row = asRow(text);
  return row.includes("\n") ? row : text.trim().replace(/\r\n|[\n\r]/gu, "↵");
}

/** A sentence on a line of its own; fenced code and tables keep their lines. */
function asRow(text: string): string {
  const trimmed = text.trimEnd().replace(/^(?:[^\S\r\n]*(?:\r\n|\n|\r))+/u, "");
  const keepsLines = /^ {0,3}(?:`{3,}|~{3,})|^[^\r\n]*\|[^\r\n]*[\r\n]/mu.test(trimmed);
  return keepsLines ? trimmed : trimmed.replace(/\s*[\r\n\u2028\u2029]+\s*/gu, " ");
}

function drawn(text: string): string {
  return text
    .replace(/\r\n|[\n\r]/gu, "↵")
    .replace(/[\u2028\u2029]/gu, "¶")
    .replaceAll(" ", "·")
    .replaceAll("\t", "→");
}
