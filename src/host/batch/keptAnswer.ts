import type { Batch, BatchItem, BatchStore, Division, PartAnswer } from "../../core/batch/batch.ts";
import { assembleAnswers } from "../../core/batch/longFile/assembleAnswers.ts";
import { divideSource } from "../../core/batch/longFile/divideSource.ts";
import { sourceHash } from "../../core/batch/sourceHash.ts";
import type { ModelFacts } from "../chat/modelFacts.ts";
import { endpointOf, readSource } from "./hostPorts.ts";
import type { TextFile } from "./textFile.ts";

/** A source as it is now, how it is divided, and what of that is answered. */
export interface OpenedItem {
  readonly source: TextFile;
  readonly division: Division;
  readonly answers: readonly PartAnswer[];
}

/**
 * Reads the source of an item with what is kept for the text that it has now. Answers to another
 * text stay kept: a change of the source may be undone.
 *
 * @returns or why it cannot be read. @throws StoreError
 */
export async function openKept(
  batch: Batch,
  item: BatchItem,
  store: BatchStore,
  facts: ModelFacts,
): Promise<OpenedItem | { readonly skip: string }> {
  const source = await readSource(item);
  if ("skip" in source) return source;
  const division = await divisionNow(batch, item, source.text, store, facts);
  return { source, division, answers: answersTo(division, item.id, store) };
}

/**
 * How a source is divided: as it is kept where its text is still the one that was asked about, else
 * as it would be divided now. @throws StoreError
 */
export async function divisionNow(
  batch: Batch,
  item: BatchItem,
  text: string,
  store: BatchStore,
  facts: ModelFacts,
): Promise<Division> {
  const hash = await sourceHash(text);
  const kept = store.division(item.id);
  if (kept?.sourceHash === hash) return kept;
  const template = batch.templates[item.template];
  const endpoint = endpointOf(item.model, facts);
  const ends =
    template === undefined || endpoint === undefined
      ? [text.length]
      : divideSource(text, template, endpoint, facts.scale(endpoint));
  return { sourceHash: hash, ends };
}

/** What is kept for a division of {@link divisionNow}. @throws StoreError */
export function answersTo(
  { sourceHash: hash, ends }: Division,
  item: string,
  store: BatchStore,
): readonly PartAnswer[] {
  if (store.division(item)?.sourceHash !== hash) return [];
  return store.parts(item).filter(({ index }) => index < ends.length);
}

/** The answer as a whole; undefined where a part is missing. */
export function wholeAnswer({ source, division, answers }: OpenedItem): string | undefined {
  const texts = division.ends.map((_, part) => answers.find(({ index }) => index === part)?.text);
  if (texts.includes(undefined)) return undefined;
  return assembleAnswers({
    answers: texts.map((text) => text ?? ""),
    source: source.text,
    ends: division.ends,
    languageId: source.languageId,
  });
}
