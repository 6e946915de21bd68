/** What several runs of one figure came to. */
export interface Summary {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** In the order of the runs. */
  readonly values: readonly number[];
}

/** Undefined where there is no value. */
export function summarise(values: readonly number[]): Summary | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  const [least] = sorted;
  const most = sorted.at(-1);
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  const upper = sorted[Math.floor(sorted.length / 2)];
  if (least === undefined || most === undefined) return undefined;
  if (lower === undefined || upper === undefined) return undefined;
  return { median: (lower + upper) / 2, least, most, values };
}

/** How many of the values are at most `limit`, from 0 to 1; NaN of none. */
export function shareWithin(values: readonly number[], limit: number): number {
  return values.filter((value) => value <= limit).length / values.length;
}

/** The most of the moments, in milliseconds, that lie within one second; 0 of none. */
export function mostInASecond(moments: readonly number[]): number {
  let first = 0;
  let most = 0;
  for (const [index, moment] of moments.entries()) {
    while (moment - (moments[first] ?? moment) >= 1000) first++;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
