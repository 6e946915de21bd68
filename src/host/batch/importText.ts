import * as vscode from "vscode";
import type { BatchItem } from "../../core/batch/batch.ts";
import { numberText } from "../countTexts.ts";
import { listText } from "../../core/text/listText.ts";

/** How many results were taken from files, and of how many lines nothing was. */
export function takenText(taken: number, problems: number): string {
  const [results, lines] = [numberText(taken), numberText(problems)];
  if (problems === 0) {
    return taken === 1
      ? vscode.l10n.t("1 result taken.")
      : vscode.l10n.t("{0} results taken.", results);
  }
  if (problems === 1) {
    return taken === 1
      ? vscode.l10n.t("1 result taken, 1 line with problems.")
      : vscode.l10n.t("{0} results taken, 1 line with problems.", results);
  }
  return taken === 1
    ? vscode.l10n.t("1 result taken, {0} lines with problems.", lines)
    : vscode.l10n.t("{0} results taken, {1} lines with problems.", results, lines);
}

/** What became of the items, e.g. `4 files written, 3 still wait.`; empty where there is nothing to say. */
export function becameText(became: Became): string {
  const { written, unwritten, failed, waiting } = became;
  const clauses = [
    ...(written > 0 ? [writtenText(written)] : []),
    ...(unwritten > 0 ? [unwrittenText(unwritten)] : []),
    ...(failed > 0 ? [vscode.l10n.t("{0} failed", numberText(failed))] : []),
    ...(waiting > 0 ? [waitingText(waiting)] : []),
  ];
  return clauses.length === 0 ? "" : vscode.l10n.t("{0}.", listText(clauses));
}

/** How many items came to what. */
export interface Became {
  /** Their files were written by this import. */
  readonly written: number;
  /** This import answered them, and a person is to review that. */
  readonly unwritten: number;
  readonly failed: number;
  readonly waiting: number;
}

/** @param settled ids of items that the import changed. */
export function countItems(items: readonly BatchItem[], settled: ReadonlySet<string>): Became {
  const count = (isCounted: (item: BatchItem) => boolean) => items.filter(isCounted).length;
  const failed = count(({ state }) => state === "failed");
  return {
    written: count(({ id, state }) => state === "done" && settled.has(id)),
    unwritten: count(({ id, state }) => state === "answered" && settled.has(id)),
    failed,
    waiting: count((item) => isWanted(item)) - failed,
  };
}

/** Whether an answer to the item is still to come, from a file or a server. */
export function isWanted({ state }: BatchItem): boolean {
  return state === "waiting" || state === "asking" || state === "failed" || state === "cancelled";
}

function writtenText(count: number): string {
  return count === 1
    ? vscode.l10n.t("1 file written")
    : vscode.l10n.t("{0} files written", numberText(count));
}

function unwrittenText(count: number): string {
  return count === 1
    ? vscode.l10n.t("1 answer to review")
    : vscode.l10n.t("{0} answers to review", numberText(count));
}

function waitingText(count: number): string {
  return count === 1
    ? vscode.l10n.t("1 still waits")
    : vscode.l10n.t("{0} still wait", numberText(count));
}
