import { startsWord } from "../text/wordStart.ts";

/** Paths prepared for matching, once for many queries. */
export interface PathList {
  readonly paths: readonly string[];
  /** What {@link foldPath} makes of each. */
  readonly folded: readonly string[];
}

/** @param paths with slashes between their segments; a folder's ends with one. */
export function pathList(paths: readonly string[]): PathList {
  return { paths, folded: paths.map(foldPath) };
}

/** A path without differences of case, of width, and of composition. */
export function foldPath(path: string): string {
  return (/^[\0-\x7F]*$/u.test(path) ? path : path.normalize("NFKC")).toLowerCase();
}

/**
 * The paths that a query means, best first: those of that name, then names that begin with it, names
 * that have it at the starts of words (`cS` for `chatSession`), names that have it anywhere, paths
 * that have it, and at last those that have its letters in order. A query with a slash is looked for
 * in whole paths. Chinese and Tibetan are looked for as written, not letter by letter. Among equals
 * the shorter one comes first; an empty query takes the paths nearest to the root.
 *
 * @returns indices into the list, at most `limit`.
 */
export function rankPaths(query: string, list: PathList, limit: number): readonly number[] {
  const rankOf = rankingOf(query);
  const best = new Best(list.paths, limit);
  for (let index = 0; index < list.paths.length; index++) {
    const rank = rankOf(list.folded[index] ?? "", list.paths[index] ?? "");
    if (rank !== undefined) best.offer(index, rank);
  }
  return best.indices;
}

/** How well a path is meant, the less the better; undefined where it is not. */
type Ranking = (folded: string, path: string) => number | undefined;

const tiers = {
  exact: 0,
  prefix: 1,
  wordStarts: 2,
  name: 3,
  path: 4,
  lettersOfName: 5,
  lettersOfPath: 6,
};

const longestQuery = 200;

function rankingOf(query: string): Ranking {
  // A syllable's end, typed by habit, stands not in every name.
  const wanted = foldPath(query.slice(0, longestQuery))
    .replace(/^(?:\.?\/)+/u, "")
    .replace(/(?<=.)\u0F0B$/u, "");
  if (wanted === "") return (folded) => rank(depthOf(folded), 0, folded);
  const isInPaths = wanted.includes("/");
  const isByLetter = /^[\0-\u052F]*$/u.test(wanted);
  return (folded, path) => {
    const end = folded.endsWith("/") && !wanted.endsWith("/") ? folded.length - 1 : folded.length;
    const start = isInPaths ? 0 : folded.lastIndexOf("/", end - 1) + 1;
    const tier = tierOf({ wanted, folded, path, start, end, isByLetter });
    if (tier === undefined) return undefined;
    const isOfPath = tier === tiers.path || tier === tiers.lettersOfPath;
    return rank(tier, isOfPath ? 0 : end - start, folded);
  };
}

interface Match {
  readonly wanted: string;
  readonly folded: string;
  readonly path: string;
  /** Where the name stands in the path, or all of it where paths are asked for. */
  readonly start: number;
  readonly end: number;
  readonly isByLetter: boolean;
}

function tierOf(match: Match): number | undefined {
  const { wanted, folded, start, end, isByLetter } = match;
  if (folded.startsWith(wanted, start)) {
    return wanted.length === end - start ? tiers.exact : tiers.prefix;
  }
  const last = folded.lastIndexOf(wanted);
  const isInName = last >= start;
  if (isByLetter && (isInName || hasLetters(wanted, folded, start))) {
    if (isAtWordStarts(match)) return tiers.wordStarts;
    return isInName ? tiers.name : last >= 0 ? tiers.path : tiers.lettersOfName;
  }
  if (isInName) return tiers.name;
  if (last >= 0) return tiers.path;
  return isByLetter && hasLetters(wanted, folded, 0) ? tiers.lettersOfPath : undefined;
}

function hasLetters(wanted: string, folded: string, start: number): boolean {
  let at = start;
  for (const letter of wanted) {
    at = folded.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Whether each letter follows the one before it at once or starts a later word, as the first does. */
function isAtWordStarts({ wanted, folded, path, start, end }: Match): boolean {
  // Folding may have moved the letters; capitals tell nothing then.
  const spelling = path.length === folded.length ? path : folded;
  let reached: readonly number[] = [];
  for (let at = 0; at < wanted.length; at++) {
    const next: number[] = [];
    const earliest = at === 0 ? start : (reached[0] ?? end) + 1;
    for (let place = folded.indexOf(wanted[at] ?? "", earliest); place >= 0 && place < end;) {
      const goesOn = at > 0 && reached.includes(place - 1);
      if (goesOn || place === start || startsWord(spelling, place)) next.push(place);
      place = folded.indexOf(wanted[at] ?? "", place + 1);
    }
    if (next.length === 0) return false;
    reached = next;
  }
  return true;
}

/** Compares by tier, then by the name's length, then by the path's. */
function rank(tier: number, nameLength: number, path: string): number {
  return (
    (tier * steps + Math.min(nameLength, steps - 1)) * steps + Math.min(path.length, steps - 1)
  );
}

const steps = 8192;

function depthOf(path: string): number {
  let depth = 0;
  for (
    let at = path.indexOf("/");
    at >= 0 && at < path.length - 1;
    at = path.indexOf("/", at + 1)
  ) {
    depth++;
  }
  return depth;
}

/** Keeps the best of many, in order; what ranks the same is ordered by its path. */
class Best {
  readonly #paths: readonly string[];
  readonly #limit: number;
  readonly #ranks: number[] = [];
  readonly indices: number[] = [];

  constructor(paths: readonly string[], limit: number) {
    this.#paths = paths;
    this.#limit = limit;
  }

  offer(index: number, rank: number): void {
    const isFull = this.indices.length >= this.#limit;
    if (isFull && !this.#isBefore(index, rank, this.indices.length - 1)) return;
    let low = 0;
    let high = this.indices.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#isBefore(index, rank, middle)) high = middle;
      else low = middle + 1;
    }
    this.indices.splice(low, 0, index);
    this.#ranks.splice(low, 0, rank);
    if (isFull) {
      this.indices.pop();
      this.#ranks.pop();
    }
  }

  #isBefore(index: number, rank: number, place: number): boolean {
    const other = this.#ranks[place];
    if (other === undefined) return false;
    if (rank !== other) return rank < other;
    return (this.#paths[index] ?? "") < (this.#paths[this.indices[place] ?? 0] ?? "");
  }
}
