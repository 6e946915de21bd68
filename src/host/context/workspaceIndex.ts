import * as vscode from "vscode";
import type { PathList } from "../../core/workspace/pathMatch.ts";
import { FolderIndex } from "./folderIndex.ts";
import { uriOf } from "./folderScope.ts";

/** All paths of a workspace, and where each leads to. */
export interface IndexedPaths {
  readonly list: PathList;
  uriOf(index: number): vscode.Uri;
}

/** Files and folders; of a larger workspace those nearest to the root. */
const mostPaths = 50_000;

/** The files and folders of the workspace folders as they are now, kept fresh until it is disposed. */
export class WorkspaceIndex implements vscode.Disposable {
  readonly #folders: readonly FolderIndex[];
  readonly #lifetime = new vscode.CancellationTokenSource();
  readonly #subscriptions: vscode.Disposable;
  #refreshing: Promise<void> | undefined;
  #paths: IndexedPaths | undefined;

  constructor(folders: readonly vscode.WorkspaceFolder[]) {
    this.#folders = folders.map(
      ({ uri, name }) => new FolderIndex(uri, folders.length > 1 ? `${name}/` : ""),
    );
    // What is written into a file changes nothing, but for the rules of a `.gitignore`.
    const watcher = vscode.workspace.createFileSystemWatcher("**/*", false, true, false);
    const rules = vscode.workspace.createFileSystemWatcher("**/.gitignore", true, false, true);
    this.#subscriptions = vscode.Disposable.from(
      watcher,
      rules,
      watcher.onDidCreate((uri) => this.#note([uri])),
      watcher.onDidDelete((uri) => this.#note([uri])),
      rules.onDidChange((uri) => this.#note([uri])),
      // Some file systems cannot be watched: what VS Code itself does there is known all the same.
      vscode.workspace.onDidCreateFiles(({ files }) => this.#note(files)),
      vscode.workspace.onDidDeleteFiles(({ files }) => this.#note(files)),
      vscode.workspace.onDidRenameFiles(({ files }) =>
        this.#note(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri])),
      ),
    );
  }

  /** All paths, after what changed was listed. It goes on while nobody waits for it. */
  async paths(): Promise<IndexedPaths> {
    // A refresh on its way may have begun before the last change.
    await this.#refreshing;
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
    await this.#refreshing;
    this.#paths ??= joinPaths(this.#folders);
    return this.#paths;
  }

  /** The path of a file as the list has it; undefined where it is not in it. */
  find(uri: vscode.Uri): string | undefined {
    for (const folder of this.#folders) {
      const path = folder.find(uri);
      if (path !== undefined) return path;
    }
    return undefined;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#lifetime.cancel();
    this.#lifetime.dispose();
  }

  #note(uris: readonly vscode.Uri[]): void {
    for (const folder of this.#folders) for (const uri of uris) folder.noteChange(uri);
  }

  async #refresh(): Promise<void> {
    for (const folder of this.#folders.filter(({ isStale }) => isStale)) {
      const others = this.#folders.reduce((sum, { count }) => sum + count, -folder.count);
      await folder.refresh(mostPaths - others, this.#lifetime.token);
      this.#paths = undefined;
    }
  }
}

function joinPaths(folders: readonly FolderIndex[]): IndexedPaths {
  const paths: string[] = [];
  const folded: string[] = [];
  const ends: number[] = [];
  for (const { lists } of folders) {
    for (const list of lists) {
      for (const path of list.paths) paths.push(path);
      for (const path of list.folded) folded.push(path);
    }
    ends.push(paths.length);
  }
  return {
    list: { paths, folded },
    uriOf: (index) => {
      const folder = folders[ends.findIndex((end) => index < end)];
      const path = paths[index];
      if (folder === undefined || path === undefined)
        throw new RangeError("There is no such path.");
      return uriOf(folder.base, folder.pathOf(path));
    },
  };
}
