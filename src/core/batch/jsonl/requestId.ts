import type { Division } from "../batch.ts";

/** Which request a line is, and what it was made of. */
export interface RequestId {
  readonly item: string;
  /** Counted from 0. */
  readonly part: number;
  /** Of the source and its division, as `checkOf` gives it. */
  readonly check: string;
}

/** Tells a source that is divided in some way from any other: at most 15 letters and digits. */
export function checkOf({ sourceHash, ends }: Division): string {
  let sum = 0x811c9dc5;
  // FNV-1a; nobody gains by two divisions that have the same.
  for (const character of ends.join()) sum = Math.imul(sum ^ character.charCodeAt(0), 0x01000193);
  return `${sourceHash.slice(0, 8)}${(sum >>> 0).toString(36)}`;
}

/** The `custom_id` of a part: at most 64 characters where the item's id is a UUID. */
export function requestId(item: string, part: number, division: Division): string {
  return `${item}.${part}.${checkOf(division)}`;
}

/** What such an id says; undefined for what is none. */
export function readRequestId(value: unknown): RequestId | undefined {
  if (typeof value !== "string" || value.length > 200) return undefined;
  const [, item, part, check] = /^(.+)\.(0|[1-9]\d{0,5})\.([^.]{1,15})$/su.exec(value) ?? [];
  if (item === undefined || part === undefined || check === undefined) return undefined;
  return { item, part: Number(part), check };
}
