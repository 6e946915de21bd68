import type { BatchItem, ItemState, StoredBatch } from "../batch.ts";
import { reportOrder } from "./tally.ts";

// Heads and states are English in every language: programs read them.
const heads = [
  ...["file", "template", "model", "state", "remark", "parts answered", "parts"],
  ...["prompt tokens", "completion tokens", "total tokens", "seconds", "output"],
];

const stateWords: Readonly<Record<ItemState, string>> = {
  waiting: "waiting",
  asking: "being asked",
  answered: "answered, not written",
  done: "done",
  failed: "failed",
  skipped: "skipped",
  cancelled: "cancelled",
};

/**
 * A batch as a table for spreadsheets: RFC 4180 with a mark of byte order, by which Excel knows
 * UTF-8. What failed and what was skipped comes first. No cell is taken for a formula: one that
 * could be begins with an apostrophe. An output is told by its path below the batch's root, or by
 * its URI, decoded, where it is elsewhere.
 */
export function reportCsv(stored: StoredBatch): string {
  const rows = reportOrder(stored.items).map((item) => cellsOf(stored, item));
  return `\uFEFF${[heads, ...rows].map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("")}`;
}

function cellsOf({ batch }: StoredBatch, item: BatchItem): string[] {
  const { name, template, model, state, remark = "", parts, usage, elapsed, output } = item;
  return [
    ...[name, batch.templates[template]?.title ?? "", model, stateWords[state], remark],
    ...[parts?.done, parts?.count].map(counted),
    ...[usage?.promptTokens, usage?.completionTokens, usage?.totalTokens].map(counted),
    elapsed === undefined ? "" : (elapsed / 1000).toFixed(1),
    output === undefined ? "" : placeOf(output, batch.root),
  ];
}

function placeOf(uri: string, root: string): string {
  const place = decoded(uri);
  const above = `${decoded(root).replace(/\/$/u, "")}/`;
  return place.startsWith(above) ? place.slice(above.length) : place;
}

/** A URI that is not one of UTF-8 stays as it is. */
function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

function counted(count: number | undefined): string {
  return count === undefined ? "" : String(count);
}

/** Signs that begin a formula, full-width ones too, behind white space that a spreadsheet passes over. */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

function quoted(cell: string): string {
  const harmless = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
