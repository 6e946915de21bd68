import { pathToFileURL } from "node:url";
import type { CodeServer } from "./codeServer.ts";

export interface PageContents {
  /** Folder to open. */
  readonly folder?: string;
  /** Extension to load in development mode, as F5 would; the server needs the smoke-test driver. */
  readonly extensionPath?: string;
  /** Module with `run(): Promise<void>`, for the extension host to run. */
  readonly testsPath?: string;
}

/** Where a browser finds a workbench that holds these. */
export function pageAddress(server: CodeServer, contents: PageContents): string {
  const remote = (path: string) => `vscode-remote://${server.authority}${slashed(path)}`;
  const { folder, extensionPath, testsPath } = contents;
  const payload = [
    ...(extensionPath === undefined ? [] : [["extensionDevelopmentPath", remote(extensionPath)]]),
    ...(testsPath === undefined ? [] : [["extensionTestsPath", remote(testsPath)]]),
  ];
  const address = new URL(server.url);
  if (folder === undefined) address.searchParams.set("ew", "true");
  else address.searchParams.set("folder", decodeURI(slashed(folder)));
  if (payload.length > 0) address.searchParams.set("payload", JSON.stringify(payload));
  return address.href;
}

/** A path as addresses hold it: encoded, with a drive letter behind a slash. */
function slashed(path: string): string {
  return pathToFileURL(path).pathname;
}
