import * as vscode from "vscode";
import type { Batch, BatchItem } from "../../core/batch/batch.ts";
import { outputName, suffixFor } from "../../core/batch/outputName.ts";
import { pathFrom, segmentsOf, uriOf } from "../context/folderScope.ts";

/** Where an answer belongs, or why it has no place: never outside the folders that were chosen. */
export function targetOf(
  batch: Batch,
  item: Pick<BatchItem, "uri" | "template" | "model">,
): { readonly uri: vscode.Uri } | { readonly problem: string } {
  const { output } = batch;
  if (output.kind === "edits")
    return { problem: vscode.l10n.t("The answers wait for their preview.") };
  const source = vscode.Uri.parse(item.uri, true);
  const path = pathFrom(vscode.Uri.parse(batch.root, true), source);
  const segments = path === undefined ? [] : segmentsOf(path);
  const name = segments.pop();
  if (name === undefined)
    return { problem: vscode.l10n.t("The source is outside the batch’s folder.") };
  const named = outputName(name, suffixFor(batch, item.template, item.model));
  if (output.kind === "beside") {
    return { uri: vscode.Uri.joinPath(source, "..", named) };
  }
  const folder = vscode.Uri.parse(output.folder, true);
  const uri = uriOf(folder, [...segments, named].join("/"));
  return pathFrom(folder, uri) === undefined
    ? { problem: vscode.l10n.t("The answer would be outside the chosen folder.") }
    : { uri };
}

/**
 * The first link below the chosen folder on the way to a target: behind it the answer would be
 * somewhere else. Undefined too for answers beside their sources, which no link was followed to.
 */
export async function linkOnTheWay(
  { output }: Batch,
  target: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  if (output.kind !== "folder") return undefined;
  const folder = vscode.Uri.parse(output.folder, true);
  const segments = segmentsOf(pathFrom(folder, target) ?? "").slice(0, -1);
  for (const depth of segments.keys()) {
    const place = vscode.Uri.joinPath(folder, ...segments.slice(0, depth + 1));
    const type = await vscode.workspace.fs.stat(place).then(
      (found) => found.type,
      () => vscode.FileType.Unknown,
    );
    if ((type & vscode.FileType.SymbolicLink) !== 0) return place;
  }
  return undefined;
}

/** `notes.zh.md` becomes `notes.zh (2).md`. */
export function otherName(uri: vscode.Uri, count: number): vscode.Uri {
  const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  return vscode.Uri.joinPath(uri, "..", `${stem} (${count})${extension}`);
}
