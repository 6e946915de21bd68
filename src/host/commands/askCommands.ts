import * as vscode from "vscode";
import type { Passage } from "../../core/prompt/passage.ts";
import { sentencesText } from "../../core/text/listText.ts";
import type { Chat } from "../chat/chat.ts";
import { selectionPassage } from "../context/selection.ts";
import { commands, tibetModelKey } from "../contributions.ts";
import { readSettings } from "../settings.ts";
import { missingEditorText } from "../editor/missingEditor.ts";
import { readAskArguments, type AskArguments } from "./askArguments.ts";
import { askAtOnce, type AskContext } from "./askAtOnce.ts";
import { chooseModel } from "./chooseModel.ts";
import { collectChosen } from "./chosenFiles.ts";

/** Asks the Tibet model or a chosen one about a selection, a chosen one about files and folders. */
export function registerAskCommands(context: AskContext): vscode.Disposable {
  const register = (id: string, ask: (args: AskArguments, values: unknown[]) => Promise<void>) =>
    vscode.commands.registerCommand(id, async (...values: unknown[]) => {
      const args = readAskArguments(values[0]);
      if (typeof args !== "string") await ask(args, values);
      else
        void vscode.window.showErrorMessage(
          vscode.l10n.t("The arguments of “{0}” cannot be used: {1}", id, args),
        );
    });
  return vscode.Disposable.from(
    register(commands.askTibetAboutSelection, (args) =>
      askAboutSelection(context, { model: tibetModelKey, ...args }),
    ),
    register(commands.askAboutSelection, (args) => askAboutSelection(context, args)),
    register(commands.askAboutFile, (args, values) =>
      askAboutFiles(context, args, filesOf(values)),
    ),
    register(commands.askAboutFiles, (args, values) =>
      askAboutFiles(context, args, filesOf(values)),
    ),
  );
}

async function askAboutSelection(context: AskContext, args: AskArguments): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const passage = editor && selectionPassage(editor);
  if (editor === undefined || passage === undefined) {
    const message = vscode.l10n.t("Select a passage in an editor first, then ask.");
    const text = editor === undefined ? missingEditorText(message) : message;
    void vscode.window.showInformationMessage(text);
    return;
  }
  const { document, selection } = editor;
  context.anchors.mark(passage.id, document, selection);
  await ask(context, args, [passage], editor);
}

async function askAboutFiles(
  context: AskContext,
  args: AskArguments,
  chosen: readonly vscode.Uri[],
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const uris = chosen.length > 0 ? chosen : editor ? [editor.document.uri] : [];
  if (uris.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Open a file first, then ask."));
    return;
  }
  const { passages, problems } = await collectChosen(uris, context.collector);
  if (problems.length > 0) void vscode.window.showWarningMessage(sentencesText(problems));
  if (passages.length > 0) await ask(context, args, passages, editor);
}

async function ask(
  context: AskContext,
  args: AskArguments,
  passages: readonly Passage[],
  editor: vscode.TextEditor | undefined,
): Promise<void> {
  const { model, question, target = "panel" } = args;
  // A ready question is not held up by a pick.
  const wanted = model ?? (question === undefined ? undefined : readSettings().defaultModel);
  const modelKey = await chooseModel(wanted);
  if (modelKey === undefined) return;
  if (question !== undefined) {
    const place = { target, ...(editor === undefined ? {} : { editor }) };
    // What goes into a document is about its text, not about what was said before in the chat.
    const ground = target === "panel" ? {} : { isAlone: true as const };
    await askAtOnce(context, { modelKey, text: question, passages, ...place, ...ground });
    return;
  }
  const { panel } = context;
  compose(context, await panel.surface.chat(), modelKey, passages);
  await panel.show(false);
  panel.compose();
}

function compose(
  { anchors }: AskContext,
  chat: Chat,
  modelKey: string,
  passages: readonly Passage[],
): void {
  chat.composer.choose(modelKey);
  for (const passage of passages) {
    const replaced = chat.composer.attach(passage);
    if (replaced !== undefined) anchors.release(replaced.id);
  }
  chat.sendComposer();
  chat.saveDraft();
}

/** The files and folders that a menu passes: the one under the pointer, and all that are selected. */
function filesOf([first, all]: unknown[]): vscode.Uri[] {
  if (Array.isArray(all) && all.length > 0) {
    return all.filter((value) => value instanceof vscode.Uri);
  }
  return first instanceof vscode.Uri ? [first] : [];
}
