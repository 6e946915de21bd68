import * as vscode from "vscode";
import type { Passage } from "../../core/prompt/passage.ts";
import type { ReplySink } from "../../core/reply/reply.ts";
import type { Chat } from "../chat/chat.ts";
import { filePassage } from "../context/files.ts";
import { selectionPassage } from "../context/selection.ts";
import { commands, tibetModelKey } from "../contributions.ts";
import type { Anchors } from "../editor/anchors.ts";
import { editorSink } from "../editor/editorSink.ts";
import { writeProblem, type ReplyPlacement } from "../editor/replyPlacement.ts";
import type { PanelView } from "../panel/panelView.ts";
import { findModel, readSettings } from "../settings.ts";
import { readAskArguments, type AskArguments } from "./askArguments.ts";

export interface AskContext {
  readonly panel: PanelView;
  readonly anchors: Anchors;
  readonly placement: ReplyPlacement;
}

/** The three ways to ask: the Tibet model or a chosen one about a selection, a chosen one about files. */
export function registerAskCommands(context: AskContext): vscode.Disposable {
  const register = (id: string, ask: (args: AskArguments, values: unknown[]) => Promise<void>) =>
    vscode.commands.registerCommand(id, async (...values: unknown[]) => {
      const args = readAskArguments(values[0]);
      if (typeof args !== "string") await ask(args, values);
      else void vscode.window.showErrorMessage(`The arguments of “${id}” cannot be used: ${args}`);
    });
  return vscode.Disposable.from(
    register(commands.askTibetAboutSelection, (args) =>
      askAboutSelection(context, { model: tibetModelKey, ...args }),
    ),
    register(commands.askAboutSelection, (args) => askAboutSelection(context, args)),
    register(commands.askAboutFile, (args, values) =>
      askAboutFiles(context, args, filesOf(values)),
    ),
  );
}

async function askAboutSelection(context: AskContext, args: AskArguments): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const passage = editor && selectionPassage(editor);
  if (editor === undefined || passage === undefined) {
    void vscode.window.showInformationMessage("Select a passage in an editor first, then ask.");
    return;
  }
  const { document, selection } = editor;
  context.anchors.mark(passage.id, document, selection);
  await ask(context, args, [passage], editor);
}

async function askAboutFiles(
  context: AskContext,
  args: AskArguments,
  files: readonly vscode.Uri[],
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const uris = files.length > 0 ? files : editor ? [editor.document.uri] : [];
  const read = await Promise.all(uris.map(filePassage));
  const problems = read.filter((result) => typeof result === "string");
  for (const problem of problems) void vscode.window.showWarningMessage(problem);
  const passages = read.filter((result) => typeof result !== "string");
  if (passages.length > 0) await ask(context, args, passages, editor);
  else if (problems.length === 0) {
    void vscode.window.showInformationMessage("Open a file first, then ask.");
  }
}

async function ask(
  context: AskContext,
  args: AskArguments,
  passages: readonly Passage[],
  editor: vscode.TextEditor | undefined,
): Promise<void> {
  const modelKey = await chooseModel(args);
  if (modelKey === undefined) return;
  const { panel } = context;
  const chat = await panel.surface.chat();
  if (args.question === undefined) {
    compose(context, chat, modelKey, passages);
    await panel.show(false);
    panel.compose();
    return;
  }
  if (!(await mayAsk(chat))) return;
  const sink = await targetSink(context, args.target ?? "panel", passages, editor);
  if (sink === undefined) return;
  chat.composer.choose(modelKey);
  await panel.show(true);
  await chat.ask({ text: args.question, passages }, sink.sink);
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

/** The model of the arguments, else the default for a ready question, else the person's pick. */
async function chooseModel(args: AskArguments): Promise<string | undefined> {
  const settings = readSettings();
  const wanted = args.model ?? (args.question === undefined ? undefined : settings.defaultModel);
  if (wanted !== undefined) {
    if (findModel(settings, wanted) !== undefined) return wanted;
    const message = `There is no model “${wanted}” in the setting “tibetChat.models”. Choose another.`;
    void vscode.window.showWarningMessage(message);
  }
  const items = settings.models.map(({ key, label, baseUrl }) => ({
    label,
    description: key === settings.defaultModel ? "default" : "",
    detail: baseUrl,
    key,
  }));
  const options = { title: "Ask a model", placeHolder: "Which model?" };
  return (await vscode.window.showQuickPick(items, options))?.key;
}

async function mayAsk(chat: Chat): Promise<boolean> {
  if (!chat.isStreaming) return true;
  const stop = "Stop and Ask";
  const message = "A reply is still on its way.";
  if ((await vscode.window.showInformationMessage(message, stop)) !== stop) return false;
  await chat.stopped();
  return true;
}

/** Where the reply goes besides the panel; undefined where it could not go there in the end. */
async function targetSink(
  { anchors, placement }: AskContext,
  target: "panel" | "insert" | "replace",
  passages: readonly Passage[],
  editor: vscode.TextEditor | undefined,
): Promise<{ sink?: ReplySink } | undefined> {
  if (target === "panel") return {};
  const problem =
    editor === undefined ? "Open a document first." : await writeProblem(editor.document.uri);
  const passage = passages.find(({ kind }) => kind === "selection");
  if (problem !== undefined || editor === undefined) {
    void vscode.window.showWarningMessage(`Nothing was asked: ${problem ?? ""}`);
    return undefined;
  }
  if (target === "replace") {
    if (passage !== undefined) {
      return { sink: editorSink((answer) => placement.replacePassage(passage.id, answer)) };
    }
    void vscode.window.showWarningMessage("Nothing was asked: “replace” needs a selection.");
    return undefined;
  }
  const place = crypto.randomUUID();
  const cursor = editor.selection.active;
  anchors.mark(place, editor.document, new vscode.Range(cursor, cursor));
  return {
    sink: editorSink(
      (answer) => placement.insertAt(place, answer),
      () => anchors.release(place),
    ),
  };
}

/** The files that a menu passes: the one under the pointer, and all that are selected. */
function filesOf([first, all]: unknown[]): vscode.Uri[] {
  if (Array.isArray(all) && all.length > 0) {
    return all.filter((value) => value instanceof vscode.Uri);
  }
  return first instanceof vscode.Uri ? [first] : [];
}
