import type * as vscode from "vscode";
import { foldPath, type PathList } from "../../core/workspace/pathMatch.ts";
import { isLeftOutFolder, pathFrom, scopeOf, segmentsOf } from "./folderScope.ts";
import { walkFolders, type Listing } from "./folderWalk.ts";
import { Pace } from "./pace.ts";

/** The files and folders below one workspace folder, as they were when it was last refreshed. */
export class FolderIndex {
  readonly base: vscode.Uri;
  readonly #prefix: string;
  readonly #listings = new Map<string, Listing>();
  readonly #lists = new Map<string, PathList>();
  /** Paths of folders that changed. */
  readonly #stale = new Set([""]);

  /** @param prefix goes before all paths for people and for matching: empty, or ends with a slash. */
  constructor(base: vscode.Uri, prefix: string) {
    this.base = base;
    this.#prefix = prefix;
  }

  get isStale(): boolean {
    return this.#stale.size > 0;
  }

  /** Files and folders together. */
  get count(): number {
    return [...this.#lists.values()].reduce((sum, { paths }) => sum + paths.length, 0);
  }

  /** All paths, folder by folder; a folder's own path ends with a slash. */
  get lists(): Iterable<PathList> {
    return this.#lists.values();
  }

  /** The path of a file as the lists have it; undefined where it is not among them. */
  find(uri: vscode.Uri): string | undefined {
    const path = pathFrom(this.base, uri);
    if (path === undefined) return undefined;
    const isListed = this.#listings.get(parentOf(path))?.files.includes(path) === true;
    return isListed ? this.#prefix + path : undefined;
  }

  /** Where a path of the lists leads to, counted from the base. */
  pathOf(listed: string): string {
    return listed.slice(this.#prefix.length).replace(/\/$/u, "");
  }

  /** Notes that something came or went, or that a `.gitignore` changed. */
  noteChange(uri: vscode.Uri): void {
    const path = pathFrom(this.base, uri);
    if (path === undefined || path === "" || segmentsOf(path).some(isLeftOutFolder)) return;
    const parent = parentOf(path);
    let known = parent;
    while (known !== "" && !this.#listings.has(known)) known = parentOf(known);
    if (known === parent && path.endsWith(".gitignore")) this.#forgetBelow(parent);
    this.#stale.add(known);
  }

  /**
   * Lists what changed anew, and what is new for the first time.
   *
   * @param most files and folders that the index may have.
   */
  async refresh(most: number, token: vscode.CancellationToken): Promise<void> {
    const starts = [...this.#stale].sort().map((path) => ({
      path,
      ignoreFiles: this.#listings.get(parentOf(path))?.ignoreFiles ?? [],
    }));
    this.#stale.clear();
    const listed: Listing[] = [];
    let room = most - this.count;
    await walkFolders(scopeOf(this.base), starts, token, (listing) => {
      room -= listing.files.length + listing.folders.length;
      listed.push(listing);
      return this.#take(listing, room > 0);
    });
    const pace = new Pace();
    for (const listing of listed) {
      if (!this.#listings.has(listing.path)) continue;
      this.#lists.set(listing.path, await this.#listOf(listing, pace));
    }
  }

  /** Takes a listing over and says which of its folders are not listed yet. */
  #take(listing: Listing, hasRoom: boolean): readonly string[] | undefined {
    const { path, folders } = listing;
    const there = new Set(folders);
    for (const folder of this.#listings.get(path)?.folders ?? []) {
      if (there.has(folder)) continue;
      this.#forgetBelow(folder);
      this.#forget(folder);
    }
    if (listing.isUnreadable && path !== "") {
      this.#forget(path);
      return [];
    }
    this.#listings.set(path, listing);
    return hasRoom ? folders.filter((folder) => !this.#listings.has(folder)) : undefined;
  }

  async #listOf({ files, folders }: Listing, pace: Pace): Promise<PathList> {
    const paths: string[] = [];
    const folded: string[] = [];
    for (const path of [...files, ...folders.map((folder) => `${folder}/`)]) {
      if (pace.isDue) await pace.rest();
      const listed = this.#prefix + path;
      paths.push(listed);
      folded.push(foldPath(listed));
    }
    return { paths, folded };
  }

  #forgetBelow(path: string): void {
    const start = path === "" ? "" : `${path}/`;
    for (const each of this.#listings.keys()) {
      if (each !== "" && each.startsWith(start)) this.#forget(each);
    }
  }

  #forget(path: string): void {
    this.#listings.delete(path);
    this.#lists.delete(path);
  }
}

/** Empty for what stands in the base itself, and for the base. */
function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
