import { characterPairs, sharedPairs } from "./characterPairs.ts";

/** Sentences that stand for each other: how many of one text, and of the other. */
export interface Bead {
  readonly one: number;
  readonly other: number;
}

/** The pairs of sentences that are compared: in each row so many columns from the first one on. */
interface Band {
  readonly width: number;
  readonly firstOf: (row: number) => number;
}

/** What a shared pair of characters saves: likeness decides before lengths do. */
const likenessWorth = 0.4;
/** How much of the shorter sentence makes likeness; any two share some. */
const likenessFrom = 0.5;
/** What it costs that only one side ends a line. */
const lineEndCost = 3;
/** What it costs that of several sentences for one some are like it and one is not: it came in. */
const strayCost = 5;
/** Most that the length of a sentence without an opposite costs. */
const mostAlone = 3;

/** What it costs to have sentences of two texts stand for each other. */
export class BeadCosts {
  readonly #lengths: readonly [Float64Array, Float64Array];
  readonly #pairs: readonly [readonly Int32Array[], readonly Int32Array[]];
  readonly #ends: readonly [readonly boolean[], readonly boolean[]];
  readonly #ratio: number;
  readonly #band: Band;
  /** How many pairs of characters two sentences share if they are alike; -1 where not known yet. */
  readonly #likeness: Int16Array;

  constructor(one: readonly string[], other: readonly string[], band: Band) {
    this.#lengths = [summedLengths(one), summedLengths(other)];
    this.#pairs = [one.map(characterPairs), other.map(characterPairs)];
    const endsLine = (sentence: string) => /[\r\n\u2028\u2029]\s*$/u.test(sentence.slice(-16));
    this.#ends = [one.map(endsLine), other.map(endsLine)];
    const [length = 1, lengthOfOther = 1] = this.#lengths.map((sums) => sums.at(-1) ?? 1);
    this.#ratio = Math.max(1, lengthOfOther) / Math.max(1, length);
    this.#band = band;
    this.#likeness = new Int16Array(one.length * band.width).fill(-1);
  }

  /** Of the bead of this shape that ends before the given sentences. */
  of(row: number, column: number, { one, other }: Bead): number {
    const [lengths, lengthsOfOther] = this.#lengths;
    const expected = (at(lengths, row) - at(lengths, row - one)) * this.#ratio;
    const length = at(lengthsOfOther, column) - at(lengthsOfOther, column - other);
    const difference = expected - length;
    const cost = (difference * difference) / (6.8 * Math.max(1, expected + length));
    if (one === 0 || other === 0) return Math.min(mostAlone, cost);
    const ends = this.#ends[0][row - 1] === this.#ends[1][column - 1] ? 0 : lineEndCost;
    let [all, strays] = [0, 0];
    for (let index = row - one; index < row; index++) {
      for (let opposite = column - other; opposite < column; opposite++) {
        const likeness = this.#likenessOf(index, opposite);
        all += likeness;
        if (likeness === 0) strays++;
      }
    }
    return cost + ends + (all > 0 ? strays * strayCost : 0) - all * likenessWorth;
  }

  #likenessOf(index: number, opposite: number): number {
    const { width, firstOf } = this.#band;
    const column = opposite - firstOf(index);
    if (column < 0 || column >= width) return this.#compare(index, opposite);
    const cell = index * width + column;
    const known = this.#likeness[cell] ?? -1;
    if (known >= 0) return known;
    return (this.#likeness[cell] = this.#compare(index, opposite));
  }

  #compare(index: number, opposite: number): number {
    return likeness(this.#pairs[0][index] ?? none, this.#pairs[1][opposite] ?? none);
  }
}

/** How many pairs of characters two sentences share, if these are so many that they are alike. */
export function likeness(pairs: Int32Array, pairsOfOther: Int32Array): number {
  const shared = sharedPairs(pairs, pairsOfOther);
  return shared < likenessFrom * Math.min(pairs.length, pairsOfOther.length) ? 0 : shared;
}

const none = new Int32Array();

function at(sums: Float64Array, index: number): number {
  return sums[index] ?? 0;
}

/** Lengths of the texts up to each sentence, white space behind them left out. */
function summedLengths(sentences: readonly string[]): Float64Array {
  const sums = new Float64Array(sentences.length + 1);
  for (const [index, sentence] of sentences.entries()) {
    sums[index + 1] = at(sums, index) + sentence.trimEnd().length;
  }
  return sums;
}
