import * as vscode from "vscode";
import { readExcludes, type ExcludeTest } from "../../core/workspace/excludes.ts";
import { isGeneratedFolder, isGitData } from "../../core/workspace/fileKinds.ts";
import { readIgnoreFile, type IgnoreFile } from "../../core/workspace/ignoreFile.ts";
import { segmentsBelow } from "../../core/workspace/workspacePath.ts";

/** The folder that paths are counted from, and what the person's settings leave out below it. */
export interface FolderScope {
  readonly base: vscode.Uri;
  readonly isExcluded: ExcludeTest;
  /** Whether `.gitignore` files count. */
  readonly readsIgnoreFiles: boolean;
}

/** Counts from the workspace folder that a folder is in, or else from itself. */
export function scopeOf(folder: vscode.Uri): FolderScope {
  const files = vscode.workspace.getConfiguration("files", folder);
  const search = vscode.workspace.getConfiguration("search", folder);
  const workspaceFolder = vscode.workspace.getWorkspaceFolder(folder)?.uri ?? folder;
  return {
    base: pathFrom(workspaceFolder, folder) === undefined ? folder : workspaceFolder,
    isExcluded: readExcludes(files.get("exclude"), search.get("exclude")),
    readsIgnoreFiles: search.get("useIgnoreFiles") !== false,
  };
}

export function affectsScope(change: vscode.ConfigurationChangeEvent): boolean {
  return ["files.exclude", "search.exclude", "search.useIgnoreFiles"].some((name) =>
    change.affectsConfiguration(name),
  );
}

/** Folders that are left out by their name alone, until a person chooses one. */
export function isLeftOutFolder(name: string): boolean {
  return isGitData(name) || isGeneratedFolder(name);
}

/** The path of a place below the base, with slashes; undefined where it is not below it. */
export function pathFrom(base: vscode.Uri, uri: vscode.Uri): string | undefined {
  const isNear =
    uri.scheme === base.scheme && uri.authority.toLowerCase() === base.authority.toLowerCase();
  return isNear ? segmentsBelow(base.path, uri.path)?.join("/") : undefined;
}

/** @param path as {@link pathFrom} has it; empty for the base itself. */
export function uriOf(base: vscode.Uri, path: string): vscode.Uri {
  return path === "" ? base : vscode.Uri.joinPath(base, path);
}

export function segmentsOf(path: string): string[] {
  return path === "" ? [] : path.split("/");
}

/** The rules that the folders above a folder give, from the base down. */
export async function inheritedIgnoreFiles(
  scope: FolderScope,
  path: string,
): Promise<readonly IgnoreFile[]> {
  if (!scope.readsIgnoreFiles) return [];
  const above = segmentsOf(path).map((_, depth, all) => all.slice(0, depth).join("/"));
  const read = await Promise.all(above.map((each) => ignoreFileIn(scope, each)));
  return read.filter((file) => file !== undefined);
}

const largestIgnoreFile = 100_000;

/** The `.gitignore` of a folder, where it has one. */
export async function ignoreFileIn(
  scope: FolderScope,
  path: string,
): Promise<IgnoreFile | undefined> {
  const uri = vscode.Uri.joinPath(uriOf(scope.base, path), ".gitignore");
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if (type !== vscode.FileType.File || size > largestIgnoreFile) return undefined;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return readIgnoreFile(text, segmentsOf(path).length);
  } catch {
    return undefined;
  }
}
