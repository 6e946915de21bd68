import type { NoteReference } from "./footnotes.ts";

/** A note as it stands in the list of notes. */
export interface NumberedNote {
  readonly label: string;
  /** How many places refer to it. */
  readonly count: number;
}

/**
 * Numbers references as they are read, and tells the notes in the order of their numbers. A note
 * that nothing refers to is shown as well: what a model said is not left out.
 *
 * @param references in reading order; their numbers are set.
 * @param defined labels in the order in which they are defined.
 */
export function numberNotes(
  references: Iterable<NoteReference>,
  defined: readonly string[],
): NumberedNote[] {
  const counts = new Map<string, number>();
  const ids = new Map<string, number>();
  for (const reference of references) {
    const { label } = reference;
    const id = ids.get(label) ?? ids.size;
    const subId = counts.get(label) ?? 0;
    ids.set(label, id);
    counts.set(label, subId + 1);
    Object.assign(reference, { id, subId });
  }
  const labels = new Set([...ids.keys(), ...defined]);
  return [...labels].map((label) => ({ label, count: counts.get(label) ?? 0 }));
}
