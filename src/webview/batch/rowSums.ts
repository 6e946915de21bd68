import type { BatchRowView } from "../../protocol/batchMessages.ts";

/** What the lines of a batch come to. */
export interface RowSums {
  /** As the lines have them, estimates among them. */
  readonly tokens: { readonly prompt: number; readonly completion: number };
  /** Parts of the long files that are not answered whole, and how many of those are. */
  readonly parts: number;
  readonly partsDone: number;
  /** How many files these answered parts make: 2 of 4 parts are half a file. */
  readonly begun: number;
}

export function sumsOf(rows: readonly BatchRowView[]): RowSums {
  const tokens = { prompt: 0, completion: 0 };
  let [all, done, begun] = [0, 0, 0];
  for (const { state, parts, tokens: own } of rows) {
    tokens.prompt += own?.prompt ?? 0;
    tokens.completion += own?.completion ?? 0;
    if (parts === undefined || parts.count === 0) continue;
    if (state !== "waiting" && state !== "asking") continue;
    all += parts.count;
    done += parts.done;
    begun += parts.done / parts.count;
  }
  return { tokens, parts: all, partsDone: done, begun };
}
