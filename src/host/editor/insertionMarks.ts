import * as vscode from "vscode";
import type { Span } from "../../core/editor/rangeTracking.ts";
import { rangeOf } from "./replyPlacement.ts";

/** What is marked in a document, in its offsets of now. */
export interface Marked {
  readonly parts: readonly Span[];
  /** Where more is to come. */
  readonly head?: number;
  /** What gives way in the end. */
  readonly original?: Span;
}

/** Shows a streamed reply's place in all editors of its document, in the theme's colours. */
export class InsertionMarks implements vscode.Disposable {
  readonly #uri: string;
  readonly #parts = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor("editor.wordHighlightBackground"),
    border: "1px solid",
    borderColor: new vscode.ThemeColor("tibetChat.insertionBorder"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.wordHighlightForeground"),
    overviewRulerLane: vscode.OverviewRulerLane.Center,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  readonly #head = vscode.window.createTextEditorDecorationType({
    after: { contentText: "…", color: new vscode.ThemeColor("editorCodeLens.foreground") },
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.wordHighlightForeground"),
    overviewRulerLane: vscode.OverviewRulerLane.Center,
  });
  readonly #original = vscode.window.createTextEditorDecorationType({
    textDecoration: "line-through",
    opacity: "0.6",
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });

  constructor(uri: vscode.Uri) {
    this.#uri = uri.toString();
  }

  show({ parts, head, original }: Marked): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      if (document.uri.toString() !== this.#uri) continue;
      const ranges = (spans: readonly (Span | undefined)[]) =>
        spans.filter((span) => span !== undefined).map((span) => rangeOf(document, span));
      editor.setDecorations(this.#parts, ranges(parts));
      editor.setDecorations(
        this.#head,
        ranges(head === undefined ? [] : [{ start: head, end: head }]),
      );
      editor.setDecorations(this.#original, ranges([original]));
    }
  }

  dispose(): void {
    for (const type of [this.#parts, this.#head, this.#original]) type.dispose();
  }
}
