import type { Usage } from "../../reply/reply.ts";
import type { BatchItem, ItemState, StoredBatch } from "../batch.ts";
import { countStates } from "../progressText.ts";
import { sumOf } from "../usageSum.ts";

/** What a person must look at comes first. */
const stateOrder: readonly ItemState[] = [
  "failed",
  "skipped",
  "cancelled",
  "answered",
  "asking",
  "waiting",
  "done",
];

/** Items by what a person must look at first, then by position. */
export function reportOrder(items: readonly BatchItem[]): BatchItem[] {
  return items.toSorted(
    (one, other) =>
      stateOrder.indexOf(one.state) - stateOrder.indexOf(other.state) ||
      one.position - other.position,
  );
}

export interface Tally {
  readonly files: number;
  /** States that occur, in the order of a report. */
  readonly states: readonly (readonly [state: ItemState, count: number])[];
  readonly usage: Usage;
}

export function tallyOf({ items }: StoredBatch): Tally {
  const counts = countStates(items);
  return {
    files: new Set(items.map(({ uri }) => uri)).size,
    states: stateOrder.flatMap((state) => {
      const count = counts[state];
      return count === undefined ? [] : [[state, count] as const];
    }),
    usage: sumOf(items) ?? { promptTokens: 0, completionTokens: 0, totalTokens: 0 },
  };
}
