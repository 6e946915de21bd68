import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { removeSearched } from "../canary/record.ts";

/** A folder of its own in the workspace that the tests were opened with. */
export interface OwnFolder {
  readonly uri: vscode.Uri;
  /** Its path in the workspace. */
  readonly name: string;
  /** Writes files by their paths in the folder. */
  write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
  /** The address of a path in the folder. */
  at(path: string): vscode.Uri;
  remove(): Promise<void>;
}

export async function makeOwnFolder(): Promise<OwnFolder> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(workspace, "the tests need a folder to be open");
  const name = `own-${crypto.randomUUID()}`;
  const path = join(workspace.uri.fsPath, name);
  await mkdir(path);
  return {
    uri: vscode.Uri.joinPath(workspace.uri, name),
    name,
    write: async (files) => {
      for (const [file, content] of Object.entries(files)) {
        await mkdir(dirname(join(path, file)), { recursive: true });
        await writeFile(join(path, file), content);
      }
    },
    at: (file) => vscode.Uri.joinPath(workspace.uri, name, file),
    remove: () => removeSearched("folder", path, () => true),
  };
}

/** A token that nobody cancels. */
export const unlimited = new vscode.CancellationTokenSource().token;

/** A token that is cancelled already. */
export function cancelled(): vscode.CancellationToken {
  const source = new vscode.CancellationTokenSource();
  source.cancel();
  return source.token;
}

export async function closeEditors(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  for (const { input } of tabs.filter(({ isDirty }) => isDirty)) {
    if (!(input instanceof vscode.TabInputText)) continue;
    await vscode.window.showTextDocument(input.uri);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}
