import * as vscode from "vscode";
import { Entrances } from "./host/entrance/entrances.ts";
import { registerNativeChat } from "./host/nativeChat/registerNativeChat.ts";
import type { TestAccess } from "./house.ts";

/** What tests inside the extension host get; nobody else gets anything. */
export interface TestExports {
  access(): Promise<TestAccess>;
}

/**
 * Makes the ways in. What stands behind them is read when a person takes the first: all that VS Code
 * waits for is this file.
 */
export function activate(context: vscode.ExtensionContext): TestExports | undefined {
  const entrances = new Entrances(context, async () => {
    const { openHouse } = await import("./house.ts");
    return () => openHouse(context);
  });
  const nativeChat = registerNativeChat(async () => (await entrances.enter()).nativeChat);
  context.subscriptions.push(entrances, nativeChat);
  const isTest = context.extensionMode === vscode.ExtensionMode.Test;
  return isTest ? { access: async () => (await entrances.enter()).access } : undefined;
}
