import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import * as vscode from "vscode";
import { virtualScheme } from "./scheme.ts";

/** Brings a file system of which VS Code knows no disk. */
export function activate({ subscriptions }: vscode.ExtensionContext): void {
  const files = new VirtualFiles();
  subscriptions.push(vscode.workspace.registerFileSystemProvider(virtualScheme, files));
}

/** The files of the disk under other addresses, so that a test can look at them. */
class VirtualFiles implements vscode.FileSystemProvider {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const found = await known(uri, stat(uri.path));
    const type = found.isDirectory() ? vscode.FileType.Directory : vscode.FileType.File;
    return { type, ctime: found.ctimeMs, mtime: found.mtimeMs, size: found.size };
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    const entries = await known(uri, readdir(uri.path, { withFileTypes: true }));
    return entries.map((entry) => [
      entry.name,
      entry.isDirectory() ? vscode.FileType.Directory : vscode.FileType.File,
    ]);
  }

  readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return known(uri, readFile(uri.path));
  }

  async createDirectory(uri: vscode.Uri): Promise<void> {
    await mkdir(uri.path, { recursive: true });
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    await writeFile(uri.path, content);
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  async delete(uri: vscode.Uri): Promise<void> {
    await known(uri, rm(uri.path, { recursive: true }));
    this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  async rename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
    await known(from, rename(from.path, to.path));
    this.#changed.fire([
      { type: vscode.FileChangeType.Deleted, uri: from },
      { type: vscode.FileChangeType.Created, uri: to },
    ]);
  }
}

/** What the disk answers; what is not there, as VS Code wants to be told so. */
async function known<T>(uri: vscode.Uri, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw isMissing ? vscode.FileSystemError.FileNotFound(uri) : error;
  }
}
