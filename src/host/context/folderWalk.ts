import * as vscode from "vscode";
import { isIgnored, type IgnoreFile } from "../../core/workspace/ignoreFile.ts";
import {
  ignoreFileIn,
  isLeftOutFolder,
  segmentsOf,
  uriOf,
  type FolderScope,
} from "./folderScope.ts";
import { Pace } from "./pace.ts";

/** What stands directly in a folder and is not left out, in no order. */
export interface Listing {
  /** Path from the scope's base; empty for the base itself. */
  readonly path: string;
  /** Paths from the base. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Links to files or folders; they are never followed. */
  readonly links: number;
  /** The folder could not be read. */
  readonly isUnreadable?: true;
  /** The rules that hold for what is below it. */
  readonly ignoreFiles: readonly IgnoreFile[];
}

export interface WalkStart {
  readonly path: string;
  /** The rules of the folders above it. */
  readonly ignoreFiles: readonly IgnoreFile[];
}

/** Folders are listed that many at a time: file systems may be far away. */
const atOnce = 8;

/** A tree of folders may be endless on a file system that an extension makes up. */
const mostFolders = 50_000;
const deepest = 100;

/**
 * Lists folders and what is below them, the upper ones first, until all is seen, the visitor has
 * enough, or it is cancelled. The host is never held for long.
 *
 * @param visit gets every listing and says which of its folders to go into; undefined ends the walk.
 * @returns whether it came to the end.
 */
export async function walkFolders(
  scope: FolderScope,
  starts: readonly WalkStart[],
  token: vscode.CancellationToken,
  visit: (listing: Listing) => readonly string[] | undefined,
): Promise<boolean> {
  const pace = new Pace();
  const waiting = [...starts];
  let seen = 0;
  while (waiting.length > 0 && seen < mostFolders) {
    const next = waiting.splice(0, atOnce);
    seen += next.length;
    const listings = await Promise.all(next.map((start) => listFolder(scope, start, pace)));
    for (const listing of listings) {
      if (token.isCancellationRequested) return false;
      const folders = visit(listing);
      if (folders === undefined) return false;
      const { ignoreFiles } = listing;
      for (const path of folders) waiting.push({ path, ignoreFiles });
    }
  }
  return waiting.length === 0;
}

async function listFolder(scope: FolderScope, start: WalkStart, pace: Pace): Promise<Listing> {
  const { path } = start;
  const segments = segmentsOf(path);
  const entries = segments.length > deepest ? undefined : await entriesOf(uriOf(scope.base, path));
  const files: string[] = [];
  const folders: string[] = [];
  let links = 0;
  if (entries === undefined) {
    return { path, files, folders, links, isUnreadable: true, ignoreFiles: start.ignoreFiles };
  }
  const names = new Map(entries);
  const own =
    scope.readsIgnoreFiles && names.get(".gitignore") === vscode.FileType.File
      ? await ignoreFileIn(scope, path)
      : undefined;
  const ignoreFiles = own === undefined ? start.ignoreFiles : [...start.ignoreFiles, own];
  const hasSibling = (name: string) => names.has(name);
  for (const [name, type] of names) {
    if (pace.isDue) await pace.rest();
    const isFolder = (type & vscode.FileType.Directory) !== 0;
    const place = [...segments, name];
    if (isFolder && isLeftOutFolder(name)) continue;
    if (scope.isExcluded({ segments: place, hasSibling })) continue;
    if (isIgnored(ignoreFiles, place, isFolder)) continue;
    if ((type & vscode.FileType.SymbolicLink) !== 0) links++;
    else if (isFolder) folders.push(place.join("/"));
    else if (type === vscode.FileType.File) files.push(place.join("/"));
  }
  return { path, files, folders, links, ignoreFiles };
}

async function entriesOf(
  folder: vscode.Uri,
): Promise<readonly [string, vscode.FileType][] | undefined> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return undefined;
  }
}
