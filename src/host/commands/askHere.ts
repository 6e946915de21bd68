import * as vscode from "vscode";
import type { Passage } from "../../core/prompt/passage.ts";
import { filePassage } from "../context/files.ts";
import { selectionPassage } from "../context/selection.ts";
import { commands } from "../contributions.ts";
import { readSettings } from "../settings.ts";
import { askAtOnce, type AskContext } from "./askAtOnce.ts";
import { chooseModel } from "./chooseModel.ts";

/** “Ask and insert here…” and “Ask into a new document…”: the question is typed there and then. */
export function registerAskHere(context: AskContext): vscode.Disposable {
  const register = (id: string, title: string, target: "insert" | "document") =>
    vscode.commands.registerCommand(id, () => askHere(context, title, target));
  return vscode.Disposable.from(
    register(commands.askAndInsert, vscode.l10n.t("Ask and insert here"), "insert"),
    register(commands.askIntoDocument, vscode.l10n.t("Ask into a new document"), "document"),
  );
}

/** About the selection, else about the whole file, as far as there is one. */
async function askHere(
  context: AskContext,
  title: string,
  target: "insert" | "document",
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const selection = editor && selectionPassage(editor);
  const text = await vscode.window.showInputBox({
    title,
    prompt: promptFor(editor, selection),
    ignoreFocusOut: true,
  });
  if (text === undefined || text.trim() === "") return;
  const modelKey = await chooseModel(readSettings().defaultModel);
  if (modelKey === undefined) return;
  const passages = selection === undefined ? await wholeFile(editor) : [selection];
  if (selection !== undefined && editor !== undefined) {
    const { document } = editor;
    context.anchors.mark(selection.id, document, editor.selection);
  }
  const place = { target, ...(editor === undefined ? {} : { editor }) };
  await askAtOnce(context, { modelKey, text, passages, isAlone: true, ...place });
}

function promptFor(editor: vscode.TextEditor | undefined, selection: Passage | undefined): string {
  if (editor === undefined) return vscode.l10n.t("Your question");
  return selection === undefined
    ? vscode.l10n.t("Your question about the file")
    : vscode.l10n.t("Your question about the selection");
}

/** An empty file is a good place to insert into, and nothing to ask about. */
async function wholeFile(editor: vscode.TextEditor | undefined): Promise<Passage[]> {
  if (editor === undefined || editor.document.getText().trim() === "") return [];
  const passage = await filePassage(editor.document.uri);
  if (typeof passage !== "string") return [passage];
  void vscode.window.showWarningMessage(passage);
  return [];
}
