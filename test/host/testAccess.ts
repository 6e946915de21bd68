import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TestExports } from "../../src/extension.ts";
import type { TestAccess } from "../../src/house.ts";

/** What the extension lets its tests reach; activates it. */
export async function testAccess(): Promise<TestAccess> {
  const extension = vscode.extensions.getExtension<TestExports>(
    "tibet-model-chat.tibet-model-chat",
  );
  assert.ok(extension);
  return (await extension.activate()).access();
}
