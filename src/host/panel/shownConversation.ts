import type * as vscode from "vscode";

const key = "conversation";

/** The id of the conversation that a workspace's side bar showed last, by the workspace's memento. */
export function shownConversation(memento: vscode.Memento): string | undefined {
  return memento.get<string>(key);
}

export function rememberShown(memento: vscode.Memento, id: string): void {
  void memento.update(key, id);
}
