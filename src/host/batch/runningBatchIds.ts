import type * as vscode from "vscode";

const key = "runningBatches";

/** Ids of the batches that run in this workspace, as its memento keeps them for the next window. */
export function runningBatchIds(memento: vscode.Memento): readonly string[] {
  const ids: unknown = memento.get(key);
  return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
}

export function keepRunningBatchIds(memento: vscode.Memento, ids: readonly string[]): void {
  void memento.update(key, ids);
}
