import * as vscode from "vscode";
import { compileGlob, type PathTest } from "../../core/workspace/glob.ts";
import { findFiles, isFolder } from "../context/folder.ts";
import { segmentsOf, uriOf } from "../context/folderScope.ts";

/** Files to ask about, each once, in order. */
export interface Sources {
  readonly files: readonly vscode.Uri[];
  /** What was not looked at, in words for the person. */
  readonly problems: readonly string[];
}

/** Files, and those below folders that no rule leaves out. */
export async function sourcesOf(
  chosen: readonly vscode.Uri[],
  token: vscode.CancellationToken,
): Promise<Sources> {
  const files = new Map<string, vscode.Uri>();
  const problems: string[] = [];
  for (const uri of chosen) {
    if (token.isCancellationRequested) break;
    if (!(await isFolder(uri))) {
      files.set(uri.toString(), uri);
      continue;
    }
    const found = await filesBelow(uri, token);
    for (const file of found.files) files.set(file.toString(), file);
    problems.push(...found.problems);
  }
  return { files: inOrder([...files.values()]), problems };
}

/** The files below a folder, listed once, to be chosen among by a glob. */
export class FolderFiles {
  readonly #files: readonly { readonly uri: vscode.Uri; readonly segments: readonly string[] }[];
  readonly problems: readonly string[];

  private constructor(folder: vscode.Uri, { files, problems }: Sources) {
    const depth = namesIn(folder).length;
    this.problems = problems;
    this.#files = files.map((uri) => ({ uri, segments: namesIn(uri).slice(depth) }));
  }

  static async list(folder: vscode.Uri, token: vscode.CancellationToken): Promise<FolderFiles> {
    return new FolderFiles(folder, await filesBelow(folder, token));
  }

  /** @returns undefined where the pattern cannot be used. */
  match(pattern: string): readonly vscode.Uri[] | undefined {
    const test = globOf(pattern);
    if (test === undefined) return undefined;
    return this.#files.filter(({ segments }) => test(segments)).map(({ uri }) => uri);
  }
}

/** A pattern without a slash means files of all folders, as people expect of `*.md`. */
function globOf(pattern: string): PathTest | undefined {
  const trimmed = pattern.trim().replace(/^\.?\/+/u, "");
  if (trimmed === "") return undefined;
  return compileGlob(trimmed.includes("/") ? trimmed : `**/${trimmed}`);
}

async function filesBelow(folder: vscode.Uri, token: vscode.CancellationToken): Promise<Sources> {
  const { paths, scope, links, unreadable, isWhole } = await findFiles(folder, token);
  const name = vscode.workspace.asRelativePath(folder);
  const problems = [
    ...(links > 0 ? [vscode.l10n.t("Links in “{0}” are not followed.", name)] : []),
    ...(unreadable > 0 ? [vscode.l10n.t("Some folders in “{0}” could not be read.", name)] : []),
    ...(isWhole ? [] : [vscode.l10n.t("“{0}” has more files; the rest was not looked at.", name)]),
  ];
  const depth = namesIn(folder).length;
  const files = paths
    .map((path) => uriOf(scope.base, path))
    .filter((uri) => !namesIn(uri).slice(depth).includes(ownFolder));
  return { files: inOrder(files), problems };
}

/** Of the folders from the root on, and of the file. */
function namesIn({ path }: vscode.Uri): readonly string[] {
  return segmentsOf(path).filter((segment) => segment !== "");
}

/** Templates are no texts to ask about. */
const ownFolder = ".tibet-chat";

const collator = new Intl.Collator("en", { numeric: true });

/** As people count: `f2` before `f10`. */
function inOrder(files: readonly vscode.Uri[]): readonly vscode.Uri[] {
  return files.toSorted((one, other) => collator.compare(one.path, other.path));
}
