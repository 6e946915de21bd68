import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TestAccess } from "../../src/extension.ts";

/** What the extension lets its tests reach; activates it. */
export async function testAccess(): Promise<TestAccess> {
  const extension = vscode.extensions.getExtension<TestAccess>("tibet-model-chat.tibet-model-chat");
  assert.ok(extension);
  return extension.activate();
}
