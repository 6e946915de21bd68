import { isRecord } from "../record.ts";

/** What “Configure models” asks for; the other fields of a model stay as they are. */
export interface EditedModel {
  readonly label: string;
  readonly baseUrl: string;
  readonly model: string;
}

/**
 * A person's `tibetChat.models` with one model added or changed; all else in it stays.
 *
 * @param own what the person's settings hold now, untrusted JSON.
 */
export function withModel(own: unknown, key: string, edited: EditedModel): unknown {
  const all = isRecord(own) ? own : {};
  const before = Object.hasOwn(all, key) ? all[key] : undefined;
  // By entries: a key may be any text, and no text is to reach a prototype.
  const others = Object.entries(all).filter(([name]) => name !== key);
  const fields = { ...(isRecord(before) ? before : {}), ...edited };
  return Object.fromEntries([...others, [key, fields]]);
}

/** A key for a new model that no other has: lower case, of letters, digits and hyphens. */
export function newModelKey(model: string, taken: readonly string[]): string {
  const used = new Set(taken);
  const words =
    shortModelName(model)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const stem = words.join("-") || "model";
  for (let count = 1; ; count++) {
    const key = count === 1 ? stem : `${stem}-${count}`;
    if (!used.has(key) && !(key in {})) return key;
  }
}

/** `Qwen3-14B` of `Qwen/Qwen3-14B`: what a new model is called as long as nobody says otherwise. */
export function shortModelName(model: string): string {
  return model.split("/").findLast((part) => part.trim() !== "") ?? model;
}
