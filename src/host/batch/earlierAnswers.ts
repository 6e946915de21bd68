import type { BatchStore } from "../../core/batch/batch.ts";

/** The newest batches are looked at, however many are kept. */
const mostBatches = 50;

/** URIs of the files that batches wrote beside their sources or into a folder. @throws StoreError */
export function earlierAnswers(store: BatchStore): ReadonlySet<string> {
  const answers = new Set<string>();
  for (const { batch, counts } of store.list(mostBatches)) {
    if (batch.output.kind === "edits" || (counts.done ?? 0) === 0) continue;
    for (const { state, output } of store.load(batch.id)?.items ?? []) {
      if (state === "done" && output !== undefined) answers.add(output);
    }
  }
  return answers;
}
