import * as vscode from "vscode";
import { isGitData } from "../../core/workspace/fileKinds.ts";
import { isIgnored } from "../../core/workspace/ignoreFile.ts";
import { LeftOut } from "../../core/workspace/leftOut.ts";
import { numberText } from "../countTexts.ts";
import { nothing, problem, type Collected } from "./collected.ts";
import { fileName } from "./fileText.ts";
import {
  inheritedIgnoreFiles,
  pathFrom,
  scopeOf,
  segmentsOf,
  uriOf,
  type FolderScope,
} from "./folderScope.ts";
import { walkFolders, type WalkStart } from "./folderWalk.ts";
import { leftOutWords, quoteFiles } from "./quotedFiles.ts";

/** Further files are not even counted. */
const mostCounted = 10_000;

/**
 * The text files below a folder as one passage, in the order of their paths. What the settings and
 * `.gitignore` exclude, folders of fetched or generated files, and links are not among them.
 */
export async function collectFolder(
  folder: vscode.Uri,
  token: vscode.CancellationToken,
): Promise<Collected> {
  const name = folderName(folder);
  if (isGitData(folder.path))
    return problem(vscode.l10n.t("“{0}” is Git’s own and is never read.", name));
  if (!(await isFolder(folder)))
    return problem(vscode.l10n.t("“{0}” is not a folder that can be read.", name));
  const found = await findFiles(folder, token);
  const { paths, scope, start } = found;
  const leftOut = new LeftOut(leftOutWords());
  leftOut.add("link", found.links);
  const skip = start === "" ? 0 : start.length + 1;
  const files = paths.map((path) => ({ uri: uriOf(scope.base, path), name: path.slice(skip) }));
  const quoted = await quoteFiles(files, (count) => filesIn(name, count), token, leftOut);
  if (token.isCancellationRequested) return nothing;
  const problems = [...quoted.problems];
  if (found.unreadable > 0) {
    problems.push(unreadableText(name, found.unreadable));
  }
  if (!found.isWhole)
    problems.push(vscode.l10n.t("“{0}” has more files; the rest was not looked at.", name));
  if (quoted.count === 0) {
    return {
      passages: [],
      problems: [vscode.l10n.t("“{0}” has no text files to attach.", name), ...problems],
    };
  }
  const passage = {
    id: crypto.randomUUID(),
    kind: "folder",
    uri: folder.toString(),
    name,
    languageId: "markdown",
    text: quoted.text,
  } as const;
  return { passages: [passage], problems };
}

function filesIn(folder: string, count: number): string {
  return count === 1
    ? vscode.l10n.t("1 file in “{0}”", folder)
    : vscode.l10n.t("{0} files in “{1}”", numberText(count), folder);
}

function unreadableText(folder: string, count: number): string {
  return count === 1
    ? vscode.l10n.t("1 folder in “{0}” could not be read.", folder)
    : vscode.l10n.t("{0} folders in “{1}” could not be read.", numberText(count), folder);
}

interface FoundFiles {
  readonly scope: FolderScope;
  /** The folder's path from the scope's base. */
  readonly start: string;
  /** Paths from the scope's base, in order. */
  readonly paths: readonly string[];
  readonly links: number;
  /** Folders that could not be read. */
  readonly unreadable: number;
  readonly isWhole: boolean;
}

/** Lists the files below a folder that no rule leaves out. */
export async function findFiles(
  folder: vscode.Uri,
  token: vscode.CancellationToken,
): Promise<FoundFiles> {
  const { scope, start } = await startIn(folder);
  const paths: string[] = [];
  let links = 0;
  let unreadable = 0;
  const isWhole = await walkFolders(scope, [start], token, (listing) => {
    const files = listing.files.toSorted();
    paths.push(...files.slice(0, mostCounted + 1 - paths.length));
    links += listing.links;
    if (listing.isUnreadable) unreadable++;
    return paths.length > mostCounted ? undefined : listing.folders.toSorted();
  });
  const counted = paths.slice(0, mostCounted).sort();
  return { scope, start: start.path, paths: counted, links, unreadable, isWhole };
}

/** A folder that the rules exclude is counted from itself: the person asked for it by its name. */
async function startIn(folder: vscode.Uri): Promise<{ scope: FolderScope; start: WalkStart }> {
  const scope = scopeOf(folder);
  const path = pathFrom(scope.base, folder) ?? "";
  const ignoreFiles = await inheritedIgnoreFiles(scope, path);
  const segments = segmentsOf(path);
  // With an empty name below it, for rules that mean all that is in it.
  const places = [...segments, ""].map((name, depth) => [...segments.slice(0, depth), name]);
  const isExcluded = places.some(
    (place) =>
      scope.isExcluded({ segments: place, hasSibling: () => false }) ||
      isIgnored(ignoreFiles, place, true),
  );
  return path !== "" && isExcluded
    ? { scope: { ...scope, base: folder }, start: { path: "", ignoreFiles: [] } }
    : { scope, start: { path, ignoreFiles } };
}

/** False where it is none, or cannot be looked at. */
export async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.Directory) !== 0;
  } catch {
    return false;
  }
}

/** E.g. `src/`; a workspace folder has its own name. */
function folderName(folder: vscode.Uri): string {
  const workspaceFolder = vscode.workspace.getWorkspaceFolder(folder);
  const isRoot = workspaceFolder?.uri.toString() === folder.toString();
  return `${isRoot ? workspaceFolder.name : fileName(folder)}/`.replace(/\/+$/u, "/");
}
