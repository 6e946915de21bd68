import * as vscode from "vscode";
import { textForDocument } from "../../core/editor/insertion.ts";
import type { Span } from "../../core/editor/rangeTracking.ts";
import type { Anchors } from "./anchors.ts";
import { mayHide } from "./hiddenText.ts";
import { writeProblem } from "./writeProblem.ts";

/**
 * Puts replies into documents, each as one step of undo. Where that cannot be, it says why and
 * offers the reply for the clipboard, so that nothing is lost.
 */
export class ReplyPlacement {
  readonly #anchors: Anchors;

  constructor(anchors: Anchors) {
    this.#anchors = anchors;
  }

  /** Inserts at the cursor of the active editor. */
  async insertAtCursor(answer: string): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) {
      await offerCopy(
        answer,
        vscode.l10n.t("Open a document and put the cursor where the reply should go."),
      );
      return;
    }
    const { document } = editor;
    await this.#write(document, answer, "", () => {
      const at = document.offsetAt(editor.selection.active);
      return { start: at, end: at };
    });
  }

  /** Replaces the passage that an answer is about, wherever it stands by now. */
  async replacePassage(passageId: string, answer: string): Promise<void> {
    const anchor = this.#anchors.find(passageId);
    const document = anchor && (await open(anchor.uri));
    if (anchor === undefined || document === undefined) {
      await offerCopy(
        answer,
        vscode.l10n.t("The document that the passage came from cannot be opened."),
      );
      return;
    }
    const locate = () => anchor.span ?? findOnce(document, anchor.original);
    const found = locate();
    if (found !== undefined && document.getText(rangeOf(document, found)) !== anchor.original) {
      const choice = await confirmOverwrite(document);
      if (choice === "copy") await vscode.env.clipboard.writeText(answer);
      if (choice !== "replace") return;
    }
    const written = await this.#write(document, answer, anchor.original, locate);
    if (written === undefined) return;
    this.#anchors.move(passageId, written, document.getText(rangeOf(document, written)));
  }

  /** Returns where the text stands now, or undefined where it could not be written. */
  async #write(
    document: vscode.TextDocument,
    answer: string,
    replaced: string,
    locate: () => Span | undefined,
  ): Promise<Span | undefined> {
    const problem = await writeProblem(document.uri);
    if (problem === undefined && !(await mayHide(answer, document))) return undefined;
    // Located last, with no wait before the edit: the person may be typing.
    const span = locate();
    if (problem !== undefined || span === undefined) {
      await offerCopy(
        answer,
        problem ?? vscode.l10n.t("The place where the reply should go is gone."),
      );
      return undefined;
    }
    const text = withLineEnds(textForDocument(answer, document.languageId, replaced), document.eol);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, rangeOf(document, span), text);
    if (!(await vscode.workspace.applyEdit(edit))) {
      await offerCopy(answer, vscode.l10n.t("The document could not be changed."));
      return undefined;
    }
    const written = { start: span.start, end: span.start + text.length };
    await reveal(document, rangeOf(document, written));
    return written;
  }
}

/** Says why a reply was not put anywhere, and hands it over to the clipboard if wanted. */
export async function offerCopy(answer: string, problem: string): Promise<void> {
  const copy = vscode.l10n.t("Copy Reply");
  const choice = await vscode.window.showWarningMessage(problem, copy);
  if (choice === copy) await vscode.env.clipboard.writeText(answer);
}

/** Asks before a passage is replaced that the person has edited since. */
export async function confirmOverwrite(
  document: vscode.TextDocument,
): Promise<"replace" | "copy" | undefined> {
  const name = vscode.workspace.asRelativePath(document.uri);
  const replace = { title: vscode.l10n.t("Replace Anyway") };
  const copy = { title: vscode.l10n.t("Copy Reply") };
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t("The passage in “{0}” has changed since you asked.", name),
    {
      modal: true,
      detail: vscode.l10n.t("Replacing it would take the changes with it. Undo brings them back."),
    },
    replace,
    copy,
  );
  if (choice === undefined) return undefined;
  return choice === replace ? "replace" : "copy";
}

async function reveal(document: vscode.TextDocument, range: vscode.Range): Promise<void> {
  const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const editor =
    visible ?? (await vscode.window.showTextDocument(document, { preserveFocus: true }));
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The document at an address; none where it is gone, or larger than extensions may see. */
export async function open(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

/** Where a text stands, if it stands there exactly once. */
export function findOnce(document: vscode.TextDocument, text: string): Span | undefined {
  const whole = document.getText();
  const start = text === "" ? -1 : whole.indexOf(text);
  if (start < 0 || whole.includes(text, start + 1)) return undefined;
  return { start, end: start + text.length };
}

export function rangeOf(document: vscode.TextDocument, span: Span): vscode.Range {
  return new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
}

export function withLineEnds(text: string, eol: vscode.EndOfLine): string {
  return text.replace(/\r\n|\r|\n/gu, eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n");
}
