import * as vscode from "vscode";
import { rankPaths } from "../../core/workspace/pathMatch.ts";
import { affectsScope } from "./folderScope.ts";
import { openTexts } from "./openEditors.ts";
import { WorkspaceIndex } from "./workspaceIndex.ts";

/** A file or folder of the workspace that a person may mean. */
export interface FileMatch {
  readonly uri: vscode.Uri;
  readonly name: string;
  /** The path of the folder it stands in, empty at the root; of several workspace folders, theirs first. */
  readonly folder: string;
  readonly isFolder: boolean;
}

/** Documents that were looked at last, for those are asked about most. */
const mostRecent = 50;

/**
 * Finds files and folders of the workspace by what is typed of them. Nothing is read before the
 * first search; from then on the index follows the workspace.
 */
export class WorkspaceFiles implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable;
  #index: WorkspaceIndex | undefined;
  #isDisposed = false;
  /** Newest first. */
  #recent: readonly vscode.Uri[] = [];

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#note(editor)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#forget()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (affectsScope(change)) this.#forget();
      }),
    );
    this.#note(vscode.window.activeTextEditor);
  }

  /**
   * The best matches first; for an empty query the documents that were open last, then what is
   * nearest to the root. Empty where the search was cancelled; the index is built all the same.
   */
  async find(
    query: string,
    limit: number,
    token: vscode.CancellationToken,
  ): Promise<readonly FileMatch[]> {
    if (this.#isDisposed) return [];
    this.#index ??= new WorkspaceIndex(vscode.workspace.workspaceFolders ?? []);
    const index = this.#index;
    const indexed = await unlessCancelled(index.paths(), token);
    if (indexed === undefined) return [];
    // Settings or workspace folders changed in between.
    if (index !== this.#index) return this.find(query, limit, token);
    const recent = query === "" ? this.#recentMatches(index).slice(0, limit) : [];
    const known = new Set(recent.map(({ uri }) => uri.toString()));
    const ranked = rankPaths(query, indexed.list, limit).map((each) =>
      matchOf(indexed.list.paths[each] ?? "", indexed.uriOf(each)),
    );
    const others = ranked.filter(({ uri }) => !known.has(uri.toString()));
    return [...recent, ...others].slice(0, limit);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#subscriptions.dispose();
    this.#forget();
  }

  #recentMatches(index: WorkspaceIndex): FileMatch[] {
    const uris = new Map([...this.#recent, ...openTexts()].map((uri) => [uri.toString(), uri]));
    return [...uris.values()].flatMap((uri) => {
      const path = index.find(uri);
      return path === undefined ? [] : [matchOf(path, uri)];
    });
  }

  #note(editor: vscode.TextEditor | undefined): void {
    if (editor === undefined) return;
    const { uri } = editor.document;
    const others = this.#recent.filter((other) => other.toString() !== uri.toString());
    this.#recent = [uri, ...others].slice(0, mostRecent);
  }

  #forget(): void {
    this.#index?.dispose();
    this.#index = undefined;
  }
}

function matchOf(path: string, uri: vscode.Uri): FileMatch {
  const isFolder = path.endsWith("/");
  const whole = isFolder ? path.slice(0, -1) : path;
  const cut = whole.lastIndexOf("/");
  return { uri, name: whole.slice(cut + 1), folder: whole.slice(0, Math.max(0, cut)), isFolder };
}

async function unlessCancelled<T>(
  work: Promise<T>,
  token: vscode.CancellationToken,
): Promise<T | undefined> {
  if (token.isCancellationRequested) return undefined;
  const cancelled = Promise.withResolvers<undefined>();
  const subscription = token.onCancellationRequested(() => cancelled.resolve(undefined));
  try {
    return await Promise.race([work, cancelled.promise]);
  } finally {
    subscription.dispose();
  }
}
