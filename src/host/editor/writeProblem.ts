import { readlink, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import * as vscode from "vscode";
import { steeredBy } from "../../core/workspace/protectedPath.ts";

/**
 * Why a reply may not be put into a document, or undefined if it may. What steers VS Code, git or
 * this extension is never written, by whatever name or link it is reached.
 */
export async function writeProblem(uri: vscode.Uri): Promise<string | undefined> {
  const name = vscode.workspace.asRelativePath(uri);
  const steered = steeredBy(uri.path) ?? steeredBy(await realPathOf(uri));
  if (steered !== undefined)
    return vscode.l10n.t("“{0}” steers {1}: a reply is never put there.", name, steered);
  if (withoutFiles.has(uri.scheme)) return undefined;
  const problem = vscode.l10n.t("“{0}” is read-only.", name);
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) return problem;
  try {
    const { permissions = 0 } = await vscode.workspace.fs.stat(uri);
    const isReadOnly = (permissions & vscode.FilePermission.Readonly) !== 0;
    return isReadOnly || (await isLocked(uri)) ? problem : undefined;
  } catch {
    // A file that was deleted while its editor is open can still be edited; what comes from no file
    // system, such as the output of a program or another version of a file, cannot.
    return vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true ? undefined : problem;
  }
}

/** Documents that can be edited and are in no file system: notebooks' cells, inputs of VS Code's own. */
const withoutFiles: ReadonlySet<string> = new Set([
  "untitled",
  "vscode-notebook-cell",
  "vscode-interactive-input",
  "vscode-scm",
  "comment",
]);

/** VS Code lets a file be edited that nobody may write, and fails when it is saved. */
async function isLocked(uri: vscode.Uri): Promise<boolean> {
  return uri.scheme === "file" && ((await stat(uri.fsPath)).mode & 0o222) === 0;
}

/** Where links lead to; only a disk tells. */
async function realPathOf(uri: vscode.Uri): Promise<string> {
  return uri.scheme === "file" ? realPath(uri.fsPath) : uri.path;
}

/** More in a row than any system follows. */
const mostLinks = 40;

/** The same of a file that is not there yet, and of a link to one. */
async function realPath(path: string, links = 0): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    if (parent === path || links > mostLinks) return path;
    const target = await readlink(path).catch(() => undefined);
    return target === undefined
      ? join(await realPath(parent, links), basename(path))
      : realPath(resolve(parent, target), links + 1);
  }
}
