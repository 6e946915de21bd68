import * as vscode from "vscode";
import { contextKeys } from "../contributions.ts";

/** How long it holds, in milliseconds. */
const holding = 1000;

/**
 * For a moment after the last change was decided, the keys that decide changes do nothing: one
 * pressed too often would otherwise reach the document, where Ctrl+Backspace deletes a word.
 */
export class KeyGuard implements vscode.Disposable {
  #timer: NodeJS.Timeout | undefined;

  begin(): void {
    clearTimeout(this.#timer);
    this.#tell(true);
    this.#timer = setTimeout(() => this.#tell(false), holding);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#tell(false);
  }

  #tell(holds: boolean): void {
    void vscode.commands.executeCommand("setContext", contextKeys.comparisonEnded, holds);
  }
}
