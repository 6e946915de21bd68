import { BeadCosts, likeness, type Bead } from "./beadCosts.ts";
import { characterPairs } from "./characterPairs.ts";

/** Fewest and most diagonals each side of the straight way on which sentences are compared. */
const [narrowest, widest] = [4, 40];
/** About how many pairs of sentences are compared at most. */
const mostPairs = 500_000;
/** Most sentences for one: a shad ends what is a clause elsewhere. */
const mostForOne = 8;

/** What may stand for what, and what it costs beside lengths that differ. */
const shapes: readonly (Bead & { readonly cost: number })[] = [
  { one: 1, other: 1, cost: 0 },
  { one: 1, other: 0, cost: 4.5 },
  { one: 0, other: 1, cost: 4.5 },
  ...Array.from({ length: mostForOne - 1 }, (_, index) => {
    const [count, cost] = [index + 2, 2.3 + index * 0.7];
    return [
      { one: 1, other: count, cost },
      { one: count, other: 1, cost },
    ];
  }).flat(),
];

/**
 * Pairs the sentences of two texts that say the same, such as a text and its translation, by their
 * lengths (after Gale and Church), by the paragraphs they end, and by the characters they share.
 * One sentence may stand for several. The beads are in order and together hold all sentences. Takes bounded work for any lists.
 */
export function alignSentences(one: readonly string[], other: readonly string[]): Bead[] {
  for (const level of [blankLine, lineEnd]) {
    const parts = dividedAt(one, level);
    const partsOfOther = dividedAt(other, level);
    if (parts.length < 2 || parts.length !== partsOfOther.length) continue;
    return parts.flatMap((part, index) => alignSentences(part, partsOfOther[index] ?? []));
  }
  return cheapest(one, other);
}

const blankLine = /[\r\n][^\S\r\n]*(?:\r\n|[\r\n])\s*$|\u2029\s*$/u;
const lineEnd = /[\r\n\u2028\u2029]\s*$/u;

/** Whether any sentence of one text is one of the other, changed. */
function areAlike(one: readonly string[], other: readonly string[]): boolean {
  const pairs = other.map(characterPairs);
  return one
    .map(characterPairs)
    .some((each) => pairs.some((opposite) => likeness(each, opposite) > 0));
}

/** The sentences up to each that ends with a bound of this level. */
function dividedAt(sentences: readonly string[], level: RegExp): string[][] {
  const parts: string[][] = [[]];
  for (const [index, sentence] of sentences.entries()) {
    parts.at(-1)?.push(sentence);
    if (index < sentences.length - 1 && level.test(sentence.slice(-16))) parts.push([]);
  }
  return parts;
}

function cheapest(one: readonly string[], other: readonly string[]): Bead[] {
  if (one.length === 0) return other.map(() => ({ one: 0, other: 1 }));
  if (other.length === 0) return one.map(() => ({ one: 1, other: 0 }));
  if ((one.length === 1 || other.length === 1) && !areAlike(one, other)) {
    return [{ one: one.length, other: other.length }];
  }
  const slope = other.length / one.length;
  const half = Math.max(
    Math.ceil(slope) + 2,
    Math.min(widest, Math.max(narrowest, Math.floor(mostPairs / one.length / 2))),
  );
  const width = 2 * half + 1;
  const firstOf = (row: number) => Math.round(row * slope) - half;
  const costs = new BeadCosts(one, other, { width, firstOf });
  /** The shape of the bead that each place is best reached by. */
  const taken = new Uint8Array((one.length + 1) * width);
  const rows: Float64Array[] = [];
  for (let row = 0; row <= one.length; row++) {
    const cells = new Float64Array(width).fill(Infinity);
    rows[row] = cells;
    // No bead reaches farther back.
    if (row > mostForOne) rows[row - mostForOne - 1] = new Float64Array(0);
    const first = firstOf(row);
    for (let cell = 0; cell < width; cell++) {
      const column = first + cell;
      if (column < 0 || column > other.length) continue;
      if (row === 0 && column === 0) cells[cell] = 0;
      for (const [index, shape] of shapes.entries()) {
        if (shape.one > row || shape.other > column) continue;
        const from = row - shape.one;
        const before = rows[from]?.[column - shape.other - firstOf(from)] ?? Infinity;
        if (before === Infinity) continue;
        const cost = before + shape.cost + costs.of(row, column, shape);
        if (cost >= (cells[cell] ?? Infinity)) continue;
        cells[cell] = cost;
        taken[row * width + cell] = index;
      }
    }
  }
  const beads: Bead[] = [];
  for (let [row, column] = [one.length, other.length]; row > 0 || column > 0;) {
    const shape = shapes[taken[row * width + column - firstOf(row)] ?? 0] ?? { one: 1, other: 1 };
    beads.push({ one: shape.one, other: shape.other });
    row -= shape.one;
    column -= shape.other;
  }
  return beads.reverse();
}
