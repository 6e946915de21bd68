import * as vscode from "vscode";
import type { QuestionDraft } from "../../core/conversation/conversation.ts";
import { fitChoices } from "../../core/fit/fitChoices.ts";
import type { Passage } from "../../core/prompt/passage.ts";
import type { ReplyTarget } from "../../core/prompt/promptTemplate.ts";
import type { ModelEndpoint, RequestParameters } from "../../core/settings/endpoint.ts";
import type { Chat } from "../chat/chat.ts";
import type { ModelFacts } from "../chat/modelFacts.ts";
import type { ContextCollector } from "../context/contextCollector.ts";
import type { Anchors } from "../editor/anchors.ts";
import type { PanelView } from "../panel/panelView.ts";
import { findModel, readSettings } from "../settings.ts";
import { targetSink, type TargetParts } from "./replyTarget.ts";

export interface AskContext {
  readonly panel: PanelView;
  readonly anchors: Anchors;
  readonly collector: ContextCollector;
  readonly facts: ModelFacts;
  readonly targets: TargetParts;
}

/** A question that needs nothing more from the person. */
export interface ReadyQuestion {
  /** Key of a model that exists. */
  readonly modelKey: string;
  readonly text: string;
  readonly passages: readonly Passage[];
  readonly target: ReplyTarget;
  /** The editor that the person asked from. */
  readonly editor?: vscode.TextEditor;
  /** For this question, over what is set for the conversation. */
  readonly parameters?: RequestParameters;
  /** It stands by itself: the turns before it are not sent. */
  readonly isAlone?: true;
}

/** Asks in the panel’s conversation; resolves when the reply has ended or nothing was asked. */
export async function askAtOnce(context: AskContext, question: ReadyQuestion): Promise<void> {
  const { panel, targets } = context;
  const chat = await panel.surface.chat();
  if (!(await mayAsk(chat))) return;
  const { text, passages, editor, target } = question;
  // What is set in the composer stays: somebody may be writing there.
  const model = findModel(readSettings(), question.modelKey);
  const own = { ...chat.conversation.parameters, ...question.parameters };
  const endpoint = model && { ...model, ...own };
  const background = question.isAlone === true ? { background: { kind: "none" } as const } : {};
  const draft: QuestionDraft = { text, passages, ...background };
  if (endpoint === undefined || !(await maySend(context, chat, endpoint, draft))) return;
  const awaited = {
    passages,
    endpoint,
    request: chat,
    ...(editor === undefined ? {} : { editor }),
  };
  const place = await targetSink(targets, target, awaited);
  if (place === undefined) return;
  await panel.show(true);
  const outcome = await chat.ask(draft, { sink: place.sink, endpoint });
  // Somebody asked in the panel meanwhile.
  if (outcome === undefined) await place.sink?.end({ status: "stopped" });
}

async function mayAsk(chat: Chat): Promise<boolean> {
  if (!chat.isStreaming) return true;
  const stop = vscode.l10n.t("Stop and Ask");
  const message = vscode.l10n.t("A reply is still on its way.");
  if ((await vscode.window.showInformationMessage(message, stop)) !== stop) return false;
  await chat.stopped();
  return true;
}

/** What does not fit the model's window is said before it is sent. */
async function maySend(
  { facts, panel }: AskContext,
  chat: Chat,
  model: ModelEndpoint,
  draft: QuestionDraft,
): Promise<boolean> {
  const { turns, ...rest } = chat.conversation.promptOf(draft);
  const misfit = fitChoices({
    ...{ draft, earlier: { ...rest, turns: turns.slice(0, -1) }, scale: facts.scale(model) },
    endpoint: facts.withWindow(model),
  });
  if (misfit === undefined) return true;
  const send = vscode.l10n.t("Send as It Is");
  const take = vscode.l10n.t("Shorten in the Chat");
  const { composer } = chat;
  // What is being written there is not to be lost.
  const isFree = composer.text === "" && composer.passages.length === 0;
  const buttons = isFree ? [take, send] : [send];
  const choice = await vscode.window.showWarningMessage(misfit.message, ...buttons);
  if (choice === take) {
    composer.restore(draft);
    chat.sendComposer();
    chat.saveDraft();
    await panel.show(false);
    panel.compose(draft.text);
  }
  return choice === send;
}
