/**
 * Where a text may be divided, the widest first: behind a paragraph, a line, a sentence, a clause,
 * a Tibetan syllable. White space belongs to what it follows. A match ends at the bound; no pattern
 * goes back over what it has matched, so that each takes linear time on any text.
 */
export const boundLevels: readonly RegExp[] = [
  // Blank lines.
  /(?:\r\n|\n|\r(?!\n))(?:[ \t\u3000]*(?:\r\n|\n|\r(?!\n)))+|\u2029/gu,
  /\r\n|\n|\r(?!\n)|[\u0085\u2028]/gu,
  // ASCII signs end a sentence only before a space: `3.14`, `a != b`. Shads may be doubled.
  new RegExp(
    [
      "(?:[。！？；…]+|[.!?](?=[\"'”’)\\]]{0,3}(?:\\s|$)))[\"'”’」』）)\\]】》〉]*[^\\S\\r\\n]*",
      "[!?](?=[^\\x00-\\x7f])",
      "[\\u0F0D-\\u0F11\\u0F14]+(?:[ \\u00A0]+[\\u0F0D-\\u0F11\\u0F14]+)*[ \\u00A0]*",
    ].join("|"),
    "gu",
  ),
  // A space in Tibetan is no word's end but a phrase's; behind ཀ and ག it stands for a shad.
  /(?:[，、：;]|[,:](?=\s))[^\S\r\n]*|(?<=[\u0F0B\u0F40-\u0FBC])[ \u00A0]+(?![ \u00A0\u0F0D-\u0F14])/gu,
  /\u0F0B(?![\u0F0B-\u0F14 \u00A0])/gu,
];

/** How far a pattern may look over the edges of the stretch in which bounds are wanted. */
const overlook = 64;

/** The bounds of a level from behind `from` up to `to`, in their order. */
export function boundsWithin(text: string, level: RegExp, from: number, to: number): number[] {
  const bounds: number[] = [];
  const begin = Math.max(0, from - overlook);
  for (const { index, 0: match } of text.slice(begin, to + overlook).matchAll(level)) {
    const bound = begin + index + match.length;
    if (bound > to) break;
    if (bound > from) bounds.push(bound);
  }
  return bounds;
}

const words = new Intl.Segmenter(undefined, { granularity: "word" });
/** Longest stretch that is looked through for a word's end. */
const longestWord = 256;

/** Bounds between words near the end of the stretch, in their order; none before a space or a stop. */
export function wordBoundsWithin(text: string, from: number, to: number): number[] {
  const begin = Math.max(from, to - longestWord);
  const near = words.segment(text.slice(begin, to + overlook));
  return Array.from(near, ({ index }) => begin + index).filter(
    (bound) => bound > begin && bound <= to && !/[\s\p{Pe}\p{Pf}\p{Po}]/u.test(text.charAt(bound)),
  );
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The pieces of a text that nothing may divide: graphemes, each with the tsheg behind it. */
export class Indivisibles {
  readonly #text: string;
  readonly #graphemes: Intl.Segments;

  constructor(text: string) {
    this.#text = text;
    this.#graphemes = graphemes.segment(text);
  }

  /** Whether the text may be divided here. */
  allow(at: number): boolean {
    if (at <= 0 || at >= this.#text.length) return true;
    if (isTsheg(this.#text.charAt(at)) && !/[\s\u0F0B\u0F0C]/u.test(this.#text.charAt(at - 1))) {
      return false;
    }
    return this.#graphemes.containing(at)?.index === at;
  }

  /** The last place up to `at` that is allowed. */
  before(at: number): number {
    let place = at;
    while (!this.allow(place)) {
      const start = this.#graphemes.containing(place)?.index ?? 0;
      place = start < place ? start : place - 1;
    }
    return place;
  }

  /** The first place behind `at` that is allowed. */
  behind(at: number): number {
    let place = at;
    do {
      const grapheme = this.#graphemes.containing(place);
      place = grapheme === undefined ? this.#text.length : place + grapheme.segment.length;
    } while (!this.allow(place));
    return place;
  }
}

function isTsheg(character: string): boolean {
  return character === "\u0F0B" || character === "\u0F0C";
}
