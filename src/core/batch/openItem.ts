import * as l10n from "@vscode/l10n";
import type { ModelEndpoint } from "../settings/endpoint.ts";
import type { Batch, BatchItem, ItemState } from "./batch.ts";
import type { BatchItems } from "./batchItems.ts";
import type { BatchPorts } from "./batchPorts.ts";
import { ItemWork } from "./itemWork.ts";
import { divideSource } from "./longFile/divideSource.ts";
import { sourceHash } from "./sourceHash.ts";

/** An item that cannot be asked, and why. */
export interface Unasked {
  readonly state: Extract<ItemState, "skipped" | "failed">;
  readonly remark: string;
}

/** Reads an item's source and divides it, or goes on with the division and the answers that are kept. */
export async function openItem(
  ports: BatchPorts,
  batch: Batch,
  items: BatchItems,
  item: BatchItem,
  endpoint: ModelEndpoint,
): Promise<ItemWork | Unasked> {
  const template = batch.templates[item.template];
  if (template === undefined)
    return { state: "failed", remark: l10n.t("Its template is missing.") };
  const source = await ports.read(item);
  if ("skip" in source) return notRead(item, source.skip);
  if (source.text.trim() === "") return notRead(item, l10n.t("It is empty."));
  const hash = await sourceHash(source.text);
  const work = new ItemWork(item, source, hash, template.glossary);
  const ends = divideSource(source.text, template, endpoint, ports.scale(endpoint));
  const begun = ports.store.beginParts(item.id, { sourceHash: hash, ends });
  work.divide(begun.division, begun.answers);
  items.saveRest(work);
  return work;
}

/** Only what was never asked is skipped. */
function notRead({ state }: BatchItem, remark: string): Unasked {
  return { state: state === "waiting" ? "skipped" : "failed", remark };
}

/** A hash that no source has: a division with it takes the place of any other. */
const noSource = "none";
/** How much more room is left free where the estimate let too long a prompt through. */
const caution = 1.25;

/** Divides a source into smaller parts after a refusal; answers so far are dropped, also in the store. */
export function divideAnew(
  ports: BatchPorts,
  batch: Batch,
  work: ItemWork,
  endpoint: ModelEndpoint,
  limit: number | undefined,
): void {
  const template = batch.templates[work.item.template];
  if (template === undefined) return;
  work.isDividedAnew = true;
  work.window = limit;
  const { text } = work.source;
  const scale = ports.scale(endpoint) * caution;
  const ends = divideSource(text, template, withinWindow(endpoint, work.window), scale);
  ports.store.beginParts(work.item.id, { sourceHash: noSource, ends });
  ports.store.beginParts(work.item.id, { sourceHash: work.sourceHash, ends });
  work.divide({ ends }, []);
}

/** A model whose window is no larger than a refusal told, whatever the settings say. */
export function withinWindow(endpoint: ModelEndpoint, window: number | undefined): ModelEndpoint {
  if (window === undefined) return endpoint;
  return { ...endpoint, contextWindow: Math.min(window, endpoint.contextWindow ?? window) };
}
