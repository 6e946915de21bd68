import { setTimeout as wait } from "node:timers/promises";
import * as vscode from "vscode";
import { StreamedPlace, type Change, type OwnEdit } from "../../core/editor/streamedPlace.ts";
import type { Span } from "../../core/editor/rangeTracking.ts";
import { rangeOf, withLineEnds } from "./replyPlacement.ts";

/**
 * What became of an edit: done; the place is gone; the document is not in sight and may not be
 * written behind the person's back yet; others were faster each time; it cannot be changed.
 */
export type Written = "done" | "gone" | "hidden" | "raced" | "refused";

/** How often an edit is tried while others type; the first few times at once. */
const attempts = { atOnce: 3, all: 20 } as const;
/** Between the further attempts, in milliseconds. */
const pause = 20;

/**
 * Writes into one place of a document, an edit at a time, and follows the place through everybody's
 * edits. What is written while nobody types in between is one step of undo.
 */
export class DocumentWriter implements vscode.Disposable {
  readonly uri: vscode.Uri;
  readonly #place: StreamedPlace;
  #document: vscode.TextDocument;
  /** What a closed document held: its offsets hold again only where it comes back like this. */
  #closedText: string | undefined;
  #isLost = false;
  #hasWritten = false;
  #isWriting = false;
  readonly #changed = new vscode.EventEmitter<"ours" | "others">();
  readonly #subscriptions: vscode.Disposable;

  /** Fires when the place may have changed, with who changed the document. */
  readonly onDidChange = this.#changed.event;

  /** @param original the text that gives way in the end; the place is behind it. */
  constructor(document: vscode.TextDocument, place: number, original?: Span) {
    this.uri = document.uri;
    this.#document = document;
    this.#place = new StreamedPlace(place, original);
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.onDidChangeTextDocument((change) => this.#follow(change)),
      vscode.workspace.onDidCloseTextDocument((closed) => this.#close(closed)),
      vscode.workspace.onDidOpenTextDocument((opened) => this.#reopen(opened)),
    );
  }

  get document(): vscode.TextDocument {
    return this.#document;
  }

  /** Our text, in offsets of the document of now. */
  get parts(): readonly Span[] {
    return this.#isLost ? [] : this.#place.parts;
  }

  /** Where the next text goes; undefined once the place is gone. */
  get head(): number | undefined {
    return this.#isLost ? undefined : this.#place.head;
  }

  get original(): Span | undefined {
    return this.#isLost ? undefined : this.#place.original;
  }

  textOf(span: Span): string {
    return this.#document.getText(rangeOf(this.#document, span));
  }

  /** The editor that shows the document, the active one first. */
  get editor(): vscode.TextEditor | undefined {
    const active = vscode.window.activeTextEditor;
    if (active?.document === this.#document) return active;
    return vscode.window.visibleTextEditors.find(({ document }) => document === this.#document);
  }

  /**
   * Does one edit, with the offsets of the moment, and some times again where others were faster.
   * The next may begin when it has ended.
   *
   * @param edit its text has `\n` for line ends; the document's own are written.
   * @param isLast closes the step of undo, and writes a document that is not in sight, too.
   */
  async write(edit: OwnEdit, isLast: boolean): Promise<Written> {
    for (let attempt = 0; attempt < attempts.all; attempt++) {
      if (attempt >= attempts.atOnce) await wait(pause);
      if (!(await this.#isOpen()) || this.head === undefined) return "gone";
      const { editor } = this;
      if (editor === undefined && !isLast) return "hidden";
      const text = withLineEnds(edit.text, this.#document.eol);
      const changes = this.#place.begin({ ...edit, text });
      if (changes.length === 0) return "done";
      this.#isWriting = true;
      const happened = await this.#apply(editor, changes, isLast);
      this.#isWriting = false;
      const isDone = this.#place.settle(happened);
      this.#hasWritten ||= isDone;
      this.#changed.fire("ours");
      if (isDone) return "done";
      if (happened) return "refused";
      // What the person types in the original is not to go unseen.
      if (edit.deletesOriginal) break;
    }
    return "raced";
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #apply(
    editor: vscode.TextEditor | undefined,
    changes: readonly Change[],
    isLast: boolean,
  ): Promise<boolean> {
    const document = this.#document;
    try {
      if (editor === undefined) {
        const edit = new vscode.WorkspaceEdit();
        for (const change of changes) {
          edit.replace(document.uri, rangeOf(document, change), change.text);
        }
        return await vscode.workspace.applyEdit(edit);
      }
      if (!this.#hasWritten) this.#leaveOriginal();
      return await editor.edit(
        (builder) => {
          for (const { start, end, text } of changes) {
            // An insertion takes a cursor that stands there along.
            if (start === end) builder.insert(document.positionAt(start), text);
            else builder.replace(rangeOf(document, { start, end }), text);
          }
        },
        {
          undoStopBefore: !this.#hasWritten || this.#place.wasTouched,
          undoStopAfter: isLast,
        },
      );
    } catch {
      // The editor was closed at this moment.
      return false;
    }
  }

  /** A selection that ends where we write would grow, and the next key would delete the reply. */
  #leaveOriginal(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const { document, selection } = editor;
      if (document !== this.#document || selection.isEmpty) continue;
      if (document.offsetAt(selection.end) < (this.head ?? Infinity)) continue;
      editor.selection = new vscode.Selection(selection.start, selection.start);
    }
  }

  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document !== this.#document || contentChanges.length === 0) return;
    this.#place.changed(
      contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
        start: rangeOffset,
        end: rangeOffset + rangeLength,
        text,
      })),
    );
    if (!this.#isWriting) this.#changed.fire("others");
  }

  #close(document: vscode.TextDocument): void {
    if (document === this.#document) this.#closedText = document.getText();
  }

  #reopen(document: vscode.TextDocument): void {
    if (this.#closedText === undefined || document.uri.toString() !== this.uri.toString()) return;
    if (document.getText() === this.#closedText) this.#document = document;
    else this.#isLost = true;
    this.#closedText = undefined;
    this.#changed.fire("others");
  }

  /** Opens the document again where it was closed; an untitled one that was closed is no more. */
  async #isOpen(): Promise<boolean> {
    if (this.#closedText === undefined) return true;
    if (this.uri.scheme === "untitled") return false;
    try {
      this.#reopen(await vscode.workspace.openTextDocument(this.uri));
      return true;
    } catch {
      return false;
    }
  }
}
