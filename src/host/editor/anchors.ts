import * as vscode from "vscode";
import { followEdits, type Edit, type Span } from "../../core/editor/rangeTracking.ts";

/** Where something stands in a document, kept up with the edits made to it. */
export interface Anchor {
  readonly uri: vscode.Uri;
  /** The text at the place when it was marked. */
  readonly original: string;
  /** Undefined once the place was deleted, or the document closed without being followed. */
  readonly span: Span | undefined;
}

/**
 * Most passages that are followed: those of questions asked long ago give way, for they would slow
 * down every key that is typed, and a window may stay open for weeks.
 */
const mostPassages = 100;

/** Follows marked places through every edit of their documents. */
export class Anchors implements vscode.Disposable {
  readonly #anchors = new Map<
    string,
    { uri: vscode.Uri; original: string; span: Span | undefined }
  >();
  /** Ids of the passages, the one marked longest ago first. */
  readonly #passages = new Set<string>();
  readonly #subscriptions: vscode.Disposable;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument((change) => this.#follow(change)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#lose(document)),
    );
  }

  /** How many places are followed. */
  get size(): number {
    return this.#anchors.size;
  }

  /** Marks a passage; it is followed until it is released or has to give way to newer ones. */
  mark(id: string, document: vscode.TextDocument, range: vscode.Range): void {
    this.hold(id, document, range);
    this.#passages.delete(id);
    this.#passages.add(id);
    const [oldest] = this.#passages;
    if (this.#passages.size > mostPassages && oldest !== undefined) this.release(oldest);
  }

  /** Marks a range until it is released by whoever marked it; an empty one marks a position. */
  hold(id: string, document: vscode.TextDocument, range: vscode.Range): void {
    this.#anchors.set(id, {
      uri: document.uri,
      original: document.getText(range),
      span: { start: document.offsetAt(range.start), end: document.offsetAt(range.end) },
    });
  }

  find(id: string): Anchor | undefined {
    return this.#anchors.get(id);
  }

  /** Puts an anchor where its text was put by ourselves. */
  move(id: string, span: Span, original: string): void {
    const anchor = this.#anchors.get(id);
    if (anchor !== undefined) Object.assign(anchor, { span, original });
  }

  release(id: string): void {
    this.#passages.delete(id);
    this.#anchors.delete(id);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#anchors.clear();
    this.#passages.clear();
  }

  #follow(change: vscode.TextDocumentChangeEvent): void {
    if (change.contentChanges.length === 0) return;
    let edits: Edit[] | undefined;
    for (const anchor of this.#of(change.document)) {
      edits ??= change.contentChanges.map(editOf);
      if (anchor.span !== undefined) anchor.span = followEdits(anchor.span, edits);
    }
  }

  /** Edits made while a document is closed are not told, so its offsets hold no longer. */
  #lose(document: vscode.TextDocument): void {
    for (const anchor of this.#of(document)) anchor.span = undefined;
  }

  #of(document: vscode.TextDocument) {
    const uri = document.uri.toString();
    return [...this.#anchors.values()].filter((anchor) => anchor.uri.toString() === uri);
  }
}

function editOf(change: vscode.TextDocumentContentChangeEvent): Edit {
  return {
    start: change.rangeOffset,
    end: change.rangeOffset + change.rangeLength,
    length: change.text.length,
  };
}
