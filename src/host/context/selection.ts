import * as vscode from "vscode";
import type { Passage } from "../../core/prompt/passage.ts";
import { problem, type Collected } from "./collected.ts";
import { fileName } from "./fileText.ts";

/** The active editor's selection, and the editor, so that the selection can be followed in it. */
export function collectSelection(): Collected & { readonly editor?: vscode.TextEditor } {
  const editor = vscode.window.activeTextEditor;
  const passage = editor && selectionPassage(editor);
  if (editor === undefined || passage === undefined) {
    return problem(vscode.l10n.t("Select a passage in an editor first."));
  }
  return { passages: [passage], problems: [], editor };
}

/** The editor's selection as a passage, or undefined where nothing but white space is selected. */
export function selectionPassage(editor: vscode.TextEditor): Passage | undefined {
  const { document, selection } = editor;
  const text = document.getText(selection);
  if (text.trim() === "") return undefined;
  const endsAtLineStart = selection.end.character === 0 && !selection.isSingleLine;
  return {
    id: crypto.randomUUID(),
    kind: "selection",
    uri: document.uri.toString(),
    name: fileName(document.uri),
    languageId: document.languageId,
    text,
    lines: {
      first: selection.start.line + 1,
      last: selection.end.line + (endsAtLineStart ? 0 : 1),
    },
  };
}
