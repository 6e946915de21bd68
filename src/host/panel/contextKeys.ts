import * as vscode from "vscode";
import type { Chat } from "../chat/chat.ts";
import { contextKeys } from "../contributions.ts";

type Name = keyof typeof contextKeys;

/** Keeps the keys for `when` clauses true to the chat that was used last. */
export class ContextKeys {
  readonly #told = new Map<Name, boolean>();

  update(chat: Chat | undefined): void {
    const answer = chat?.finishedAnswer();
    this.#tell("streaming", chat?.isStreaming === true);
    this.#tell("hasReply", answer !== undefined);
    this.#tell("canReplace", answer?.passage !== undefined);
  }

  #tell(name: Name, value: boolean): void {
    if (this.#told.get(name) === value) return;
    this.#told.set(name, value);
    void vscode.commands.executeCommand("setContext", contextKeys[name], value);
  }
}
