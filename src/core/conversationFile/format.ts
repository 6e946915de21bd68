import * as l10n from "@vscode/l10n";
import { isRecord } from "../record.ts";

/** Names the format in both kinds of files. */
export const formatName = "tibet-model-chat";
export const formatVersion = 1;

/** @throws UnknownFile where it is not a file of this format and version. */
export function checkVersion(version: unknown): void {
  if (version === formatVersion) return;
  throw new UnknownFile(
    typeof version === "number" && version > formatVersion
      ? l10n.t(
          "It was made by a newer version of Tibet Model Chat; update the extension, then import it again.",
        )
      : notOurs,
  );
}

/** Why a file is not read at all, as a sentence for the person. */
export class UnknownFile extends Error {}

export const notOurs = l10n.t("It is not a conversation that Tibet Model Chat exported.");
export const cutOff = l10n.t("It is damaged or cut off, so nothing of it can be used.");

/** Deeper nesting than any export has; the parser takes seconds for a file that is nothing else. */
const deepest = 1_000;

/** The value that JSON stands for. @throws UnknownFile where it is not whole. */
export function parseJson(json: string): unknown {
  if (isDeeper(json, deepest)) throw new UnknownFile(notOurs);
  try {
    return JSON.parse(json);
  } catch {
    throw new UnknownFile(cutOff);
  }
}

function isDeeper(json: string, most: number): boolean {
  let depth = 0;
  for (let index = 0; index < json.length; index++) {
    const character = json[index];
    if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    else if (character === '"') index = endOfString(json, index);
    if (depth > most) return true;
  }
  return false;
}

/** Index of the quotation mark that closes the text which begins at another. */
function endOfString(json: string, start: number): number {
  let index = start + 1;
  while (index < json.length && json[index] !== '"') index += json[index] === "\\" ? 2 : 1;
  return index;
}

/** JSON with the keys of every object in the same order, whatever order they were set in. */
export function orderedJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_, each: unknown) => (isRecord(each) ? inOrder(each) : each),
    indent,
  );
}

function inOrder(fields: Readonly<Record<string, unknown>>): object {
  const rank = (key: string) => ranks.get(key) ?? ranks.size;
  const entries = Object.entries(fields).sort(
    ([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : Number(a > b)),
  );
  return Object.fromEntries(entries);
}

/** What a reader looks for first; all other keys follow by the alphabet. */
const leading = [
  ...["format", "version", "boundary", "conversation", "at", "role", "kind", "status", "id"],
  ...["parent", "key", "name", "title", "createdAt", "pinned", "modelKey", "parameters", "chosen"],
  ...["messages", "sentAt", "model"],
];
const ranks: ReadonlyMap<string, number> = new Map(leading.map((key, index) => [key, index]));
