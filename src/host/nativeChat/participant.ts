import * as vscode from "vscode";
import { answerRemark } from "../../core/conversation/answerRemark.ts";
import { SettledAnswer } from "../../core/nativeChat/settledAnswer.ts";
import type { Passage } from "../../core/prompt/passage.ts";
import { buildMessages } from "../../core/prompt/prompt.ts";
import {
  fillLanguage,
  findTemplate,
  type PromptTemplate,
} from "../../core/prompt/promptTemplate.ts";
import { questionContent } from "../../core/prompt/questionContent.ts";
import { describeFault, describeWait, type Remedy } from "../../core/reply/faultText.ts";
import { fanOut, type ReplySink } from "../../core/reply/reply.ts";
import { hostOf, type ModelEndpoint } from "../../core/settings/endpoint.ts";
import { sentencesText } from "../../core/text/listText.ts";
import { commands, nativeChat } from "../contributions.ts";
import { isGeneral } from "../remedies.ts";
import { remedyLabel } from "../remedyLabels.ts";
import { findModel, readSettings } from "../settings.ts";
import { askOnce, type AnsweredOnce } from "./askOnce.ts";
import { earlierTurns, type KeptQuestion } from "./earlierTurns.ts";
import type { NativeChatServices } from "./nativeChatServices.ts";
import { collectReferences } from "./references.ts";

/** A question to `@tibet`, as VS Code hands it over. */
export interface ChatQuestion {
  readonly request: Pick<vscode.ChatRequest, "prompt" | "command" | "references" | "model">;
  readonly context: vscode.ChatContext;
  readonly response: vscode.ChatResponseStream;
  readonly token: vscode.CancellationToken;
}

/**
 * Answers a question in VS Code's chat. The turns before it are sent along, what is attached is
 * quoted, and a slash command is the prompt template of that name. Only the answer itself is put
 * down as Markdown; all that is to be told of it is the result's one error.
 */
export async function answerInChat(
  services: NativeChatServices,
  { request, context, response, token }: ChatQuestion,
): Promise<vscode.ChatResult> {
  const template = await templateOf(services, request.command);
  const endpoint = endpointFor(request.model, template);
  if (endpoint === undefined) {
    addButtons(response, ["configureModels"]);
    return problem(vscode.l10n.t("No model is set up. Configure one, then ask again."));
  }
  const { passages, problems } = await collectReferences(request.references, token);
  if (problems.length > 0) {
    return problem(sentencesText([vscode.l10n.t("Nothing was sent."), ...problems]));
  }
  const turns = earlierTurns(context.history);
  const prompt = request.prompt.trim();
  if (prompt === "" && passages.length === 0 && turns.length === 0) {
    return problem(
      vscode.l10n.t("Write the text behind the command, or attach it with “#”, then ask again."),
    );
  }
  const parts = template && fillLanguage(template.text, services.templates.language());
  const question = [parts ?? "", prompt].filter((part) => part !== "").join("\n\n");
  showReferences(response, passages);
  response.progress(vscode.l10n.t("Asking {0} on {1}…", endpoint.label, hostOf(endpoint)));
  const messages = buildMessages(endpoint, { turns: [...turns, { question, passages }] });
  const sink = answerSink(response, endpoint.thinking);
  const answered = await askOnce(services, { endpoint, messages }, sink, token);
  const metadata: KeptQuestion = { question: questionContent(question, passages) };
  return { ...ending(response, answered), metadata: { ...metadata } };
}

async function templateOf(
  { templates }: NativeChatServices,
  command: string | undefined,
): Promise<PromptTemplate | undefined> {
  if (command === undefined) return undefined;
  return findTemplate((await templates.list()).templates, command);
}

/** The template's model, else the one that is chosen in the chat where it is ours, else the default. */
function endpointFor(
  chosen: Pick<vscode.LanguageModelChat, "vendor" | "id"> | undefined,
  template: PromptTemplate | undefined,
): ModelEndpoint | undefined {
  const settings = readSettings();
  const inChat = chosen?.vendor === nativeChat.vendor ? chosen.id : undefined;
  const model = [template?.model, inChat, settings.defaultModel]
    .map((key) => (key === undefined ? undefined : findModel(settings, key)))
    .find((found) => found !== undefined);
  return model && { ...model, ...template?.parameters };
}

function showReferences(response: vscode.ChatResponseStream, passages: readonly Passage[]): void {
  for (const { uri, lines } of passages) {
    if (uri === undefined) continue;
    const place = vscode.Uri.parse(uri);
    const range = lines && new vscode.Range(lines.first - 1, 0, lines.last - 1, 0);
    response.reference(range === undefined ? place : new vscode.Location(place, range));
  }
}

/** Thinking is told of, never shown: VS Code’s chat would take it for the answer. */
function answerSink(response: vscode.ChatResponseStream, thinking: boolean | undefined): ReplySink {
  let isThinkingTold = false;
  const answer = new SettledAnswer(thinking, (kind, text) => {
    if (kind === "text") response.markdown(text);
    else if (!isThinkingTold) response.progress(vscode.l10n.t("The model is thinking…"));
    isThinkingTold ||= kind === "thinking";
  });
  const waiting: ReplySink = {
    receive: (event) => {
      if (event.type === "waiting") response.progress(describeWait(event));
    },
    end: () => undefined,
  };
  return fanOut(answer, waiting);
}

/** What is to be told at the end, with the buttons that mend it. */
function ending(
  response: vscode.ChatResponseStream,
  { outcome, record }: AnsweredOnce,
): vscode.ChatResult {
  if (outcome.status === "stopped") return {};
  if (outcome.status === "failed") {
    const { message, remedies } = describeFault(outcome.fault);
    addButtons(response, remedies);
    return problem(message);
  }
  const remark = answerRemark(record.answers[0], outcome);
  return remark === undefined ? {} : problem(remark);
}

/** The log has no command to show it; the message says enough. */
function addButtons(response: vscode.ChatResponseStream, remedies: readonly Remedy[]): void {
  for (const remedy of remedies.filter(isGeneral)) {
    const title = remedyLabel(remedy);
    if (remedy === "showLog") continue;
    response.button(
      remedy === "openSettings"
        ? { title, command: "workbench.action.openSettings", arguments: ["tibetChat"] }
        : { title, command: commands[remedy] },
    );
  }
}

function problem(message: string): vscode.ChatResult {
  return { errorDetails: { message } };
}
