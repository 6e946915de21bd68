/** Places of an item in two lists. */
export type Pair = readonly [number, number];

/** Most changes that are looked for between two items that are sure; past it all between differs. */
const mostChanges = 600;

/**
 * Items that two lists have in common, both places rising from pair to pair. Items that each list
 * has once decide first, then as many as can be in the stretches between. Takes bounded work:
 * in a long stretch that differs nearly wholly, nothing is found.
 */
export function commonItems(one: readonly string[], other: readonly string[]): Pair[] {
  const pairs: Pair[] = [];
  let [from, fromOther] = [0, 0];
  for (const [to, toOther] of [...onceInBoth(one, other), [one.length, other.length] as const]) {
    pairs.push(...within(one.slice(from, to), other.slice(fromOther, toOther), from, fromOther));
    if (to < one.length) pairs.push([to, toOther]);
    [from, fromOther] = [to + 1, toOther + 1];
  }
  return pairs;
}

/** The longest rising run of the items that each list has exactly once. */
function onceInBoth(one: readonly string[], other: readonly string[]): Pair[] {
  const places = onlyPlaces(other);
  const candidates: Pair[] = [];
  for (const [item, place] of onlyPlaces(one)) {
    const placeInOther = places.get(item);
    if (place >= 0 && placeInOther !== undefined && placeInOther >= 0) {
      candidates.push([place, placeInOther]);
    }
  }
  // `ends[n]` is the candidate with the lowest second place that ends a run of n + 1.
  const ends: number[] = [];
  const before = candidates.map(([, place], index) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((candidates[ends[middle] ?? 0]?.[1] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    ends[low] = index;
    return ends[low - 1];
  });
  const run: Pair[] = [];
  for (let at = ends.at(-1); at !== undefined; at = before[at]) {
    const candidate = candidates[at];
    if (candidate !== undefined) run.push(candidate);
  }
  return run.reverse();
}

/** The place of each item that a list has once, -1 for the others; in the list's order. */
function onlyPlaces(items: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [place, item] of items.entries()) places.set(item, places.has(item) ? -1 : place);
  return places;
}

/** Common items of two stretches that begin at the given places of their lists. */
function within(
  one: readonly string[],
  other: readonly string[],
  from: number,
  fromOther: number,
): Pair[] {
  const shorter = Math.min(one.length, other.length);
  let head = 0;
  while (head < shorter && one[head] === other[head]) head++;
  let tail = 0;
  while (tail < shorter - head && one.at(-1 - tail) === other.at(-1 - tail)) tail++;
  const middle = shortestEdit(
    one.slice(head, one.length - tail),
    other.slice(head, other.length - tail),
  );
  const pairs: Pair[] = [];
  for (let at = 0; at < head; at++) pairs.push([at, at]);
  for (const [at, atOther] of middle) pairs.push([at + head, atOther + head]);
  for (let at = tail; at > 0; at--) pairs.push([one.length - at, other.length - at]);
  return pairs.map(([at, atOther]) => [at + from, atOther + fromOther]);
}

/** The items that the fewest changes leave (Myers); none where that takes too many. */
function shortestEdit(one: readonly string[], other: readonly string[]): Pair[] {
  if (one.length === 0 || other.length === 0) return [];
  const most = Math.min(one.length + other.length, mostChanges);
  /** The farthest place in `one` on each diagonal, by the number of changes before. */
  const rounds: Int32Array[] = [];
  let farthest = new Int32Array(2 * most + 3);
  for (let changes = 0; changes <= most; changes++) {
    rounds.push(farthest.slice());
    const next = farthest.slice();
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let at = stepOn(farthest, most, diagonal, changes);
      while (at < one.length && at - diagonal < other.length && one[at] === other[at - diagonal]) {
        at++;
      }
      next[most + 1 + diagonal] = at;
      if (at >= one.length && at - diagonal >= other.length) {
        return wayBack(rounds, most, one.length, other.length);
      }
    }
    farthest = next;
  }
  return [];
}

/** Where a diagonal is entered: from the one below by a deletion, or from above by an insertion. */
function stepOn(farthest: Int32Array, most: number, diagonal: number, changes: number): number {
  const middle = most + 1 + diagonal;
  const below = farthest[middle - 1] ?? 0;
  const above = farthest[middle + 1] ?? 0;
  if (changes === 0) return 0;
  if (diagonal === -changes) return above;
  if (diagonal === changes) return below + 1;
  return below < above ? above : below + 1;
}

function wayBack(
  rounds: readonly Int32Array[],
  most: number,
  length: number,
  lengthOther: number,
): Pair[] {
  const pairs: Pair[] = [];
  let [at, atOther] = [length, lengthOther];
  for (let changes = rounds.length - 1; changes >= 0; changes--) {
    const farthest = rounds[changes] ?? new Int32Array();
    const diagonal = at - atOther;
    const entered = stepOn(farthest, most, diagonal, changes);
    while (at > entered) pairs.push([--at, --atOther]);
    if (changes === 0) break;
    const middle = most + 1 + diagonal;
    const below = farthest[middle - 1] ?? 0;
    const above = farthest[middle + 1] ?? 0;
    const isInsertion = diagonal === -changes || (diagonal !== changes && below < above);
    if (isInsertion) atOther--;
    else at--;
  }
  return pairs.reverse();
}
