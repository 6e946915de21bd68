import * as vscode from "vscode";
import { answerRemark } from "../../core/conversation/answerRemark.ts";
import { accessibleReply } from "../../core/reply/accessibleReply.ts";
import { describeFault } from "../../core/reply/faultText.ts";
import type { Chat } from "../chat/chat.ts";
import { accessibleScheme } from "../contributions.ts";
import type { Surface } from "./surface.ts";
import type { Surfaces } from "./surfaces.ts";

/**
 * The last reply as plain text in a read-only document beside, for who reads by ear. It stays as it
 * was when it was opened, so that nothing moves under the cursor; closing it leads back to the
 * composer.
 */
export class AccessibleView implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #surfaces: Surfaces;
  /** What is open, by its address, and where it came from. */
  readonly #opened = new Map<string, { readonly text: string; readonly surface: Surface }>();
  readonly #registrations: vscode.Disposable;
  #count = 0;

  constructor(surfaces: Surfaces) {
    this.#surfaces = surfaces;
    this.#registrations = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(accessibleScheme, this),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => void this.#closed(closed)),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#opened.get(uri.toString())?.text ?? "";
  }

  /** Shows the last reply of the chat that was used last, with the cursor at its beginning. */
  async open(): Promise<void> {
    const surface = this.#surfaces.lastUsed;
    const text = textOf(await surface.chat());
    if (text === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t("There is no reply yet."));
      return;
    }
    // An address is shown as the title, and what was read under it once is not read again.
    const path = `/${vscode.l10n.t("Last reply")}`;
    const uri = vscode.Uri.from({ scheme: accessibleScheme, path, query: `${++this.#count}` });
    this.#opened.set(uri.toString(), { text, surface });
    const document = await vscode.workspace.openTextDocument(uri);
    const start = new vscode.Range(0, 0, 0, 0);
    await vscode.window.showTextDocument(document, {
      ...{ viewColumn: vscode.ViewColumn.Beside, preview: false, selection: start },
    });
  }

  dispose(): void {
    this.#registrations.dispose();
    this.#opened.clear();
  }

  async #closed(tabs: readonly vscode.Tab[]): Promise<void> {
    for (const { input } of tabs) {
      const key = input instanceof vscode.TabInputText ? input.uri.toString() : "";
      const opened = this.#opened.get(key);
      this.#opened.delete(key);
      if (opened !== undefined) await this.#surfaces.compose(opened.surface);
    }
  }
}

function textOf(chat: Chat): string | undefined {
  const version = chat.exchanges.at(-1)?.chosen;
  if (version === undefined) return undefined;
  const { answer, reply } = version;
  const { outcome } = reply.record;
  const fault = outcome?.status === "failed" ? describeFault(outcome.fault).message : undefined;
  return accessibleReply({
    label: reply.model.label,
    thinking: answer?.thinking ?? "",
    text: answer?.text ?? "",
    isArriving: outcome === undefined,
    remarks: [fault, answerRemark(answer, outcome)].filter((remark) => remark !== undefined),
  });
}
