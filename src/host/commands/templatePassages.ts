import * as vscode from "vscode";
import type { Passage } from "../../core/prompt/passage.ts";
import { wantsPassage, type PromptTemplate } from "../../core/prompt/promptTemplate.ts";
import { filePassage } from "../context/files.ts";
import { selectionPassage } from "../context/selection.ts";
import type { Anchors } from "../editor/anchors.ts";

/**
 * What a template is run on: the editor's selection or, where nothing is selected, all of its
 * text, marked so that an answer can stand in its place; and the file where the template has a
 * place for it. Or why it cannot be had, in words.
 */
export async function templatePassages(
  template: PromptTemplate,
  editor: vscode.TextEditor,
  anchors: Anchors,
): Promise<readonly Passage[] | string> {
  const { document, selection: range } = editor;
  const selection = selectionPassage(editor);
  if (selection !== undefined) anchors.mark(selection.id, document, range);
  const wantsFile = wantsPassage(template, "file");
  if (selection !== undefined && !wantsFile) return [selection];
  const file = await filePassage(document.uri);
  if (typeof file === "string") return file;
  if (selection !== undefined) return [selection, file];
  if (wantsFile && !wantsPassage(template, "selection")) return [file];
  const whole = wholeText(file, document);
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  anchors.mark(whole.id, document, document.validateRange(all));
  return wantsFile ? [whole, file] : [whole];
}

function wholeText(file: Passage, document: vscode.TextDocument): Passage {
  const text = document.getText();
  const last = document.lineCount - (text.endsWith("\n") ? 1 : 0);
  return { ...file, id: crypto.randomUUID(), kind: "selection", text, lines: { first: 1, last } };
}
