import type { Passage } from "../../core/prompt/passage.ts";

/** What could be attached, and in sentences for the person what could not, or not whole. */
export interface Collected {
  readonly passages: readonly Passage[];
  readonly problems: readonly string[];
}

/** What a cancelled collection comes to. */
export const nothing: Collected = { passages: [], problems: [] };

export function problem(sentence: string): Collected {
  return { passages: [], problems: [sentence] };
}

export function joined(parts: readonly Collected[]): Collected {
  return {
    passages: parts.flatMap(({ passages }) => passages),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

/** Calls at most eight at a time and keeps the order; begins no further ones once cancelled. */
export async function mapSome<Item, Result>(
  items: readonly Item[],
  token: { readonly isCancellationRequested: boolean },
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length && !token.isCancellationRequested; at += 8) {
    results.push(...(await Promise.all(items.slice(at, at + 8).map(work))));
  }
  return results;
}
