import * as vscode from "vscode";
import { posix } from "node:path";
import type { ShownHunk } from "../../core/proposal/comparedText.ts";
import { proseLanguage, proposalScheme } from "../contributions.ts";
import type { Comparison } from "./comparison.ts";
import { rangeOf } from "../editor/replyPlacement.ts";

type SideName = keyof ShownHunk;

/** A comparison as VS Code's own diff editor shows it, and the person's caret there. */
export class ComparisonTab implements vscode.Disposable {
  readonly id = crypto.randomUUID();
  readonly comparison: Comparison;
  readonly original: vscode.Uri;
  readonly proposed: vscode.Uri;
  #wasOpen = false;
  readonly #end = new vscode.EventEmitter<void>();

  constructor(comparison: Comparison) {
    this.comparison = comparison;
    const name = posix.basename(comparison.proposal.document.uri.path);
    const address = (side: SideName) =>
      vscode.Uri.from({ scheme: proposalScheme, path: `/${this.id}/${side}/${name}` });
    this.original = address("original");
    this.proposed = address("proposed");
  }

  /** Which side a document is, if it is one of this comparison's. */
  sideOf(uri: vscode.Uri): SideName | undefined {
    const address = uri.toString();
    if (address === this.original.toString()) return "original";
    return address === this.proposed.toString() ? "proposed" : undefined;
  }

  async open(): Promise<void> {
    const { document, kind, name } = this.comparison.proposal;
    // In a tab that stays, so that it is still open when changes are accepted.
    await vscode.window.showTextDocument(document, { preview: false, preserveFocus: true });
    for (const uri of [this.original, this.proposed]) {
      const side = await vscode.workspace.openTextDocument(uri);
      const language = kind === "prose" ? proseLanguage : document.languageId;
      await vscode.languages.setTextDocumentLanguage(side, language);
    }
    const title = vscode.l10n.t("{0} ↔ reply", name);
    const options = { preview: false };
    await vscode.commands.executeCommand(
      "vscode.diff",
      this.original,
      this.proposed,
      title,
      options,
    );
    this.#place(this.comparison.open[0]);
  }

  get isActive(): boolean {
    return this.#isShownIn(vscode.window.tabGroups.activeTabGroup.activeTab);
  }

  /** Whether the person has closed it, as far as VS Code has told. */
  get hasEnded(): boolean {
    const isOpen = this.#tabs().length > 0;
    this.#wasOpen ||= isOpen;
    return this.#wasOpen && !isOpen;
  }

  /** The open change that the caret is in, else the next one below, else the last one. */
  changeAtCaret(): number | undefined {
    const { comparison } = this;
    const editor = this.#editor();
    const side = editor && this.sideOf(editor.document.uri);
    if (editor === undefined || side === undefined) return comparison.open[0];
    const line = editor.selection.active.line;
    const reaches = (index: number) => {
      const span = comparison.texts.shown[index]?.[side];
      return span !== undefined && (line < span.end || line <= span.start);
    };
    return comparison.open.find(reaches) ?? comparison.open.at(-1);
  }

  /** Puts the caret into the open change behind one that was decided, when it is drawn so. */
  async moveBehind(index: number): Promise<void> {
    await this.#drawn();
    const { open } = this.comparison;
    if (this.isActive) this.#place(open.find((each) => each > index) ?? open[0]);
  }

  /** Closes the comparison and shows the passage where it came from. */
  async close(): Promise<void> {
    await this.closeTab();
    const { document } = this.comparison.proposal;
    const span = this.comparison.passage;
    if (document.isClosed) return;
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    if (span === undefined) return;
    const range = rangeOf(document, span);
    // Whatever was selected when the person asked: the next key would take it.
    editor.selection = new vscode.Selection(range.end, range.end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  async closeTab(): Promise<void> {
    await vscode.window.tabGroups.close(this.#tabs(), true);
  }

  dispose(): void {
    this.#end.fire();
    this.#end.dispose();
    this.comparison.release();
  }

  #tabs(): vscode.Tab[] {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    return tabs.filter((tab) => this.#isShownIn(tab));
  }

  #isShownIn(tab: vscode.Tab | undefined): boolean {
    const input = tab?.input;
    return (
      input instanceof vscode.TabInputTextDiff &&
      input.modified.toString() === this.proposed.toString()
    );
  }

  /** The side that has the caret; the proposed one if none has. */
  #editor(): vscode.TextEditor | undefined {
    const { activeTextEditor, visibleTextEditors } = vscode.window;
    if (activeTextEditor && this.sideOf(activeTextEditor.document.uri)) return activeTextEditor;
    return visibleTextEditors.find(({ document }) => this.sideOf(document.uri) === "proposed");
  }

  #place(index: number | undefined): void {
    const editor = this.#editor();
    const side = editor && this.sideOf(editor.document.uri);
    const shown = index === undefined ? undefined : this.comparison.texts.shown[index];
    if (editor === undefined || side === undefined || shown === undefined) return;
    const caret = new vscode.Position(shown[side].start, 0);
    editor.selection = new vscode.Selection(caret, caret);
    const end = new vscode.Position(Math.max(shown[side].start, shown[side].end - 1), 0);
    const range = new vscode.Range(caret, end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Resolves when both sides show the comparison as it is, or it has ended. */
  #drawn(): Promise<void> {
    return new Promise((resolve) => {
      const subscriptions: vscode.Disposable[] = [];
      const settle = () => {
        for (const subscription of subscriptions) subscription.dispose();
        resolve();
      };
      const look = () => {
        if (this.#isDrawn()) settle();
      };
      subscriptions.push(
        vscode.workspace.onDidChangeTextDocument(look),
        vscode.workspace.onDidCloseTextDocument(look),
        this.#end.event(settle),
      );
      look();
    });
  }

  #isDrawn(): boolean {
    const { texts } = this.comparison;
    return vscode.workspace.textDocuments.every((document) => {
      const side = this.sideOf(document.uri);
      return side === undefined || document.getText().replaceAll("\r\n", "\n") === texts[side];
    });
  }
}
