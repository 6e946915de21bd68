import { pathToFileURL } from "node:url";
import type { CodeServer } from "./codeServer.ts";

export interface PageContents {
  /** Folder to open, or a `.code-workspace` file: a path, or the address of what an extension brings. */
  readonly folder?: string;
  /** Extension to load in development mode, as F5 would; the server needs the smoke-test driver. */
  readonly extensionPath?: string;
  /** Module with `run(): Promise<void>`, for the extension host to run. */
  readonly testsPath?: string;
  /** Has the window, its extension host and every extension log at this level; else at `info`. */
  readonly logLevel?: "trace";
}

/** Where a browser finds a workbench that holds these. */
export function pageAddress(server: CodeServer, contents: PageContents): string {
  const remote = (path: string) => `vscode-remote://${server.authority}${slashed(path)}`;
  const { folder, extensionPath, testsPath, logLevel } = contents;
  const payload = [
    ...(extensionPath === undefined ? [] : [["extensionDevelopmentPath", remote(extensionPath)]]),
    ...(testsPath === undefined ? [] : [["extensionTestsPath", remote(testsPath)]]),
    ...(logLevel === undefined ? [] : [["logLevel", logLevel]]),
  ];
  const address = new URL(server.url);
  if (folder === undefined) address.searchParams.set("ew", "true");
  else address.searchParams.set(kindOf(folder), isAddress(folder) ? folder : unencoded(folder));
  if (payload.length > 0) address.searchParams.set("payload", JSON.stringify(payload));
  return address.href;
}

function kindOf(folder: string): "folder" | "workspace" {
  return folder.endsWith(".code-workspace") ? "workspace" : "folder";
}

/** A drive of Windows has one letter. */
function isAddress(folder: string): boolean {
  return /^[a-z][a-z\d-]+:\//u.test(folder);
}

function unencoded(path: string): string {
  return decodeURI(slashed(path));
}

/** A path as addresses hold it: encoded, with a drive letter behind a slash. */
function slashed(path: string): string {
  return pathToFileURL(path).pathname;
}
