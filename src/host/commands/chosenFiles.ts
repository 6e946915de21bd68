import * as vscode from "vscode";
import { joined, type Collected } from "../context/collected.ts";
import type { ContextCollector } from "../context/contextCollector.ts";
import { pathFrom } from "../context/folderScope.ts";

/**
 * Passages for files and folders that were chosen together: one for each file, one for each
 * folder. What is in a folder that was chosen too is not taken twice.
 */
export async function collectChosen(
  uris: readonly vscode.Uri[],
  collector: ContextCollector,
): Promise<Collected> {
  const areFolders = await Promise.all(uris.map(isFolder));
  const folders = uris.filter((_, index) => areFolders[index]);
  const isInside = (uri: vscode.Uri) =>
    folders.some((folder) => folder !== uri && (pathFrom(folder, uri) ?? "") !== "");
  const files = uris.filter((uri, index) => areFolders[index] !== true && !isInside(uri));
  const collected: Collected[] = [];
  if (files.length > 0) collected.push(await collector.collectFiles(files));
  for (const folder of folders.filter((each) => !isInside(each))) {
    collected.push(await collector.collectFolder(folder));
  }
  return joined(collected);
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch {
    // E.g. a document that was never saved.
    return false;
  }
}
