import { fencedBlocks, type Span } from "./fencedBlocks.ts";
import { boundLevels, boundsWithin, Indivisibles, wordBoundsWithin } from "./textBounds.ts";

/** What a text comes to, e.g. in tokens: 0 for none, and never less for a longer beginning of it. */
export type Measure = (text: string) => number;

/**
 * Divides a text into parts that each measure at most `room` and together are the text. A part ends
 * at the widest bound in the second half of what fits: paragraphs, lines, sentences, clauses,
 * Tibetan syllables, words; failing those, at a word, at a bound in the first half, at a grapheme.
 * A fenced code block that fits is kept whole. Nothing divides a grapheme, a line's CRLF, or a
 * tsheg from its syllable; only where one such piece alone is too much does a part exceed the room.
 *
 * @returns no part for an empty text.
 */
export function divideText(text: string, room: number, measure: Measure): string[] {
  const division = new Division(text, room, measure);
  const parts: string[] = [];
  for (let from = 0; from < text.length;) {
    const to = division.endOf(from, 1 / 2);
    parts.push(text.slice(from, to));
    from = to;
  }
  return parts;
}

/**
 * The beginning of a text that measures at most `room` and ends at such a bound, the widest in the
 * last eighth of what fits. Empty where not even one piece fits.
 */
export function trimText(text: string, room: number, measure: Measure): string {
  if (measure(text) <= room) return text;
  const beginning = text.slice(0, new Division(text, room, measure).endOf(0, 7 / 8));
  return measure(beginning) <= room ? beginning : "";
}

class Division {
  readonly #text: string;
  readonly #room: number;
  readonly #measure: Measure;
  readonly #indivisibles: Indivisibles;
  /** Code blocks that must stay whole, in their order. */
  readonly #blocks: readonly Span[];
  /** How much fitted last time: about as much will again. */
  #likely = 256;

  constructor(text: string, room: number, measure: Measure) {
    this.#text = text;
    this.#room = room;
    this.#measure = measure;
    this.#indivisibles = new Indivisibles(text);
    this.#blocks = fencedBlocks(text).filter(({ from, to }) => this.#fits(from, to));
  }

  /**
   * Where the part that begins at `from` ends.
   *
   * @param least how much of what fits should be used, from 0 to 1.
   */
  endOf(from: number, least: number): number {
    const reach = this.#reach(from);
    if (reach === this.#text.length) return reach;
    const block = this.#blockAround(reach);
    const limit = block === undefined || block.from <= from ? reach : block.from;
    const enough = from + Math.floor((limit - from) * least);
    return (
      this.#widest(enough, limit) ??
      this.#lastOf(wordBoundsWithin(this.#text, from, limit)) ??
      this.#widest(from, enough) ??
      this.#byPieces(from, limit)
    );
  }

  #fits(from: number, to: number): boolean {
    return this.#measure(this.#text.slice(from, to)) <= this.#room;
  }

  /** The last place up to which the text from here fits, wherever that falls. */
  #reach(from: number): number {
    const { length } = this.#text;
    let fitting = from;
    let exceeding = length + 1;
    for (let size = this.#likely; exceeding > length; size *= 2) {
      const to = Math.min(length, from + size);
      if (!this.#fits(from, to)) exceeding = to;
      else if (to === length) return length;
      else fitting = to;
    }
    while (exceeding - fitting > 1) {
      const to = Math.floor((fitting + exceeding) / 2);
      if (this.#fits(from, to)) fitting = to;
      else exceeding = to;
    }
    this.#likely = Math.max(16, fitting - from + 1);
    return fitting;
  }

  /** The last bound of the widest level that has one behind `from` and up to `to`. */
  #widest(from: number, to: number): number | undefined {
    for (const [index, level] of boundLevels.entries()) {
      const bounds = boundsWithin(this.#text, level, from, to);
      const edges = index === 0 ? this.#edgesWithin(from, to) : [];
      const bound = this.#lastOf([...bounds, ...edges].sort((one, other) => one - other));
      if (bound !== undefined) return bound;
    }
    return undefined;
  }

  /** Where blocks begin and end within the stretch, apart from its begin. */
  #edgesWithin(from: number, to: number): number[] {
    const edges: number[] = [];
    for (let index = this.#firstBlockBehind(from); ; index++) {
      const block = this.#blocks[index];
      if (block === undefined || block.from > to) return edges;
      edges.push(...[block.from, block.to].filter((edge) => edge > from && edge <= to));
    }
  }

  #lastOf(bounds: readonly number[]): number | undefined {
    return bounds.findLast((bound) => this.#indivisibles.allow(bound));
  }

  #byPieces(from: number, limit: number): number {
    const to = this.#indivisibles.before(limit);
    return to > from ? to : this.#indivisibles.behind(from);
  }

  /** The block to be kept whole that a place divides. */
  #blockAround(at: number): Span | undefined {
    const block = this.#blocks[this.#firstBlockBehind(at)];
    return block !== undefined && block.from < at ? block : undefined;
  }

  /** Index of the first block that ends behind a place. */
  #firstBlockBehind(at: number): number {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#blocks[middle]?.to ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
