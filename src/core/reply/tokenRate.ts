import { estimateTokens } from "../fit/tokenEstimate.ts";

/** How far back the rate looks, in milliseconds. */
const span = 4_000;
/** A shorter time says nothing of a rate. */
const shortest = 300;
/** What comes within so many milliseconds is kept as one. */
const together = 250;

interface Arrival {
  readonly from: number;
  /** When the last of it came. */
  until: number;
  text: string;
}

/** Tokens a second of a text that streams, estimated from what came in the last seconds. */
export class TokenRate {
  /** Oldest first. */
  readonly #arrivals: Arrival[] = [];

  /** @param at when the piece came, in milliseconds of a clock that only goes forward. */
  add(text: string, at: number): void {
    const last = this.#arrivals.at(-1);
    // What came before the first piece took nobody knows how long: it only begins the time.
    if (last === undefined) this.#arrivals.push({ from: -Infinity, until: at, text: "" });
    else if (at - last.from >= together) this.#arrivals.push({ from: at, until: at, text });
    else {
      last.text += text;
      last.until = at;
    }
    while ((this.#arrivals[0]?.until ?? at) < at - span) this.#arrivals.shift();
  }

  /** Undefined as long as too little came to tell. */
  get perSecond(): number | undefined {
    const [first, ...rest] = this.#arrivals;
    const last = rest.at(-1);
    if (first === undefined || last === undefined || last.until - first.until < shortest) {
      return undefined;
    }
    // As one text: each piece by itself would be rounded up.
    const tokens = estimateTokens(rest.map(({ text }) => text).join(""));
    return (tokens * 1000) / (last.until - first.until);
  }
}
