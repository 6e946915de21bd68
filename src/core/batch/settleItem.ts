import type { Batch } from "./batch.ts";
import type { BatchItems } from "./batchItems.ts";
import type { BatchPorts } from "./batchPorts.ts";
import type { ItemWork } from "./itemWork.ts";
import { assembleAnswers } from "./longFile/assembleAnswers.ts";
import { elapsedOf, shareOf } from "./partAsking.ts";

/**
 * Ends the work on an item no part of which is to be asked any more: it has failed, or its answer is
 * put together and, unless it waits for the preview, written. Rejects with a StoreError; what was
 * written is then found again by the next run.
 */
export async function settleItem(
  ports: BatchPorts,
  batch: Batch,
  items: BatchItems,
  work: ItemWork,
): Promise<void> {
  const { id } = work.item;
  const { failure, usage, source, ends } = work;
  const elapsed = elapsedOf(work, ports.now()) ?? items.get(id)?.elapsed;
  const kept = { ...shareOf(work), usage, elapsed };
  if (failure !== undefined) {
    items.change(id, { ...kept, state: "failed", remark: failure });
    return;
  }
  if (items.get(id)?.state !== "answered") items.change(id, { ...kept, state: "answered" });
  const item = items.get(id);
  if (batch.output.kind === "edits" || item?.state !== "answered") return;
  const answers = work.answers.map(({ text }) => text);
  const { text, languageId } = source;
  const answer = assembleAnswers({ answers, source: text, ends, languageId });
  const written = await ports.write(batch, item, answer);
  if ("problem" in written) items.change(id, { state: "failed", remark: written.problem });
  else items.change(id, { state: "done", output: written.output, remark: written.remark });
}
