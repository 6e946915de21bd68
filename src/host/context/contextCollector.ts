import * as vscode from "vscode";
import type { ContextKind } from "../../protocol/pageMessage.ts";
import type { Anchors } from "../editor/anchors.ts";
import { withProgress } from "../cancellableProgress.ts";
import { collectClipboard } from "./clipboard.ts";
import { nothing, type Collected } from "./collected.ts";
import { collectDropped } from "./dropped.ts";
import { collectFiles } from "./files.ts";
import { collectFolder } from "./folder.ts";
import { collectOpenEditors } from "./openEditors.ts";
import { pickFiles, pickFolder } from "./pick.ts";
import { collectProblems } from "./problems.ts";
import { collectSelection } from "./selection.ts";

/** Collects context for a question, with progress that can be cancelled where it may take long. */
export class ContextCollector {
  readonly #anchors: Anchors;

  constructor(anchors: Anchors) {
    this.#anchors = anchors;
  }

  /** What a person picked from the menu; where there is more to pick, they are asked. */
  async collect(kind: ContextKind): Promise<Collected> {
    switch (kind) {
      case "selection": {
        const collected = collectSelection();
        const [passage] = collected.passages;
        if (collected.editor !== undefined && passage !== undefined) {
          const { document, selection } = collected.editor;
          this.#anchors.mark(passage.id, document, selection);
        }
        return collected;
      }
      case "files":
        return this.collectFiles(await pickFiles());
      case "folder": {
        const folder = await pickFolder();
        if (folder === undefined) return nothing;
        return this.collectFolder(folder);
      }
      case "openEditors":
        return withProgress(vscode.l10n.t("Reading the open editors…"), collectOpenEditors);
      case "problems":
        return withProgress(vscode.l10n.t("Reading the problems…"), collectProblems);
      case "clipboard":
        return collectClipboard();
    }
  }

  collectFiles(uris: readonly vscode.Uri[]): Thenable<Collected> {
    return withProgress(vscode.l10n.t("Reading the files…"), (token) => collectFiles(uris, token));
  }

  collectFolder(folder: vscode.Uri): Thenable<Collected> {
    return withProgress(vscode.l10n.t("Reading the folder…"), (token) =>
      collectFolder(folder, token),
    );
  }

  collectDropped(uris: readonly string[]): Thenable<Collected> {
    return withProgress(vscode.l10n.t("Reading what was dropped…"), (token) =>
      collectDropped(uris, token),
    );
  }

  /** The document of the active editor as a whole. */
  async collectActiveFile(): Promise<Collected> {
    const uri = vscode.window.activeTextEditor?.document.uri;
    return uri === undefined ? nothing : this.collectFiles([uri]);
  }
}
