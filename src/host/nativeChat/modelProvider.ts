import * as vscode from "vscode";
import { reservedTokens, roomForPrompt } from "../../core/fit/promptFit.ts";
import { estimatePrompt, estimateTokens } from "../../core/fit/tokenEstimate.ts";
import { requestMessages } from "../../core/nativeChat/requestMessages.ts";
import { SettledAnswer } from "../../core/nativeChat/settledAnswer.ts";
import { ToolCalls } from "../../core/nativeChat/toolCalls.ts";
import type { Fault } from "../../core/reply/fault.ts";
import { describeFault } from "../../core/reply/faultText.ts";
import { fanOut, type CompletionRequest } from "../../core/reply/reply.ts";
import { hostOf, type ModelEndpoint } from "../../core/settings/endpoint.ts";
import { findModel, readSettings } from "../settings.ts";
import { askOnce } from "./askOnce.ts";
import { spokenMessage } from "./messageParts.ts";
import type { NativeChatServices } from "./nativeChatServices.ts";

type Known = Pick<NativeChatServices, "facts">;

/** In tokens, where no server has told: the window of Qwen3 as it comes. */
const usualWindow = 32_768;

/** The models of the settings as VS Code lists them; asks no server. */
export function modelInformation({ facts }: Known): vscode.LanguageModelChatInformation[] {
  return readSettings().models.map((endpoint) => {
    const known = { contextWindow: usualWindow, ...facts.withWindow(endpoint) };
    return {
      id: endpoint.key,
      name: endpoint.label,
      family: endpoint.model,
      version: endpoint.model,
      detail: hostOf(endpoint),
      tooltip: vscode.l10n.t("{0} on {1}", endpoint.model, hostOf(endpoint)),
      maxInputTokens: Math.max(1, roomForPrompt(known)),
      maxOutputTokens: Math.max(1, reservedTokens(known)),
      capabilities: { imageInput: false, toolCalling: endpoint.toolCalls === true },
    };
  });
}

/** What another program asks of a model. */
export interface AskedOfModel {
  /** Key of the model in `tibetChat.models`. */
  readonly key: string;
  readonly messages: readonly vscode.LanguageModelChatRequestMessage[];
  readonly options: Pick<vscode.ProvideLanguageModelChatResponseOptions, "tools" | "toolMode">;
}

/**
 * Lets a model answer another program. The person's parameters hold, whatever the program would have
 * them be. Thinking goes where this VS Code has a part for it, else nowhere.
 *
 * @throws Error in words for the person, of VS Code's own kind where it has one.
 */
export async function answerProgram(
  services: NativeChatServices,
  { key, messages, options }: AskedOfModel,
  progress: vscode.Progress<vscode.LanguageModelResponsePart>,
  token: vscode.CancellationToken,
): Promise<void> {
  const endpoint = existing(key);
  const answer = new SettledAnswer(endpoint.thinking, (kind, text) => {
    const part = kind === "text" ? new vscode.LanguageModelTextPart(text) : thinkingPart(text);
    if (part !== undefined) progress.report(part);
  });
  const calls = new ToolCalls();
  const asked = {
    endpoint,
    messages: requestMessages(endpoint.systemPrompt, messages.map(spokenMessage)),
    ...offeredTools(options),
  };
  const { outcome } = await askOnce(services, asked, fanOut(answer, calls), token);
  if (outcome.status === "failed") throw errorOf(outcome.fault);
  if (outcome.status === "done") reportCalls(endpoint, calls, progress);
}

/** A count by estimate, corrected by what the model's server has counted: no text is sent for it. */
export function tokenCount(
  { facts }: Known,
  key: string,
  text: string | vscode.LanguageModelChatRequestMessage,
): number {
  const model = findModel(readSettings(), key);
  const scale = model === undefined ? 1 : facts.scale(model);
  if (typeof text === "string") return Math.ceil(estimateTokens(text) * scale);
  const { role, parts } = spokenMessage(text);
  const texts = parts.map((part) => (part.kind === "toolCall" ? part.call.input : part.text));
  const message = { role, content: texts.join("") };
  return Math.ceil((estimatePrompt([message]) - estimatePrompt([])) * scale);
}

function existing(key: string): ModelEndpoint {
  const endpoint = findModel(readSettings(), key);
  if (endpoint !== undefined) return endpoint;
  throw vscode.LanguageModelError.NotFound(
    vscode.l10n.t("The model “{0}” is no longer set up. Choose another.", key),
  );
}

function offeredTools({ tools = [], toolMode }: AskedOfModel["options"]): {
  readonly tools?: NonNullable<CompletionRequest["tools"]>;
} {
  if (tools.length === 0) return {};
  const offered = tools.map(({ name, description, inputSchema }) => ({
    ...{ name, description },
    ...(inputSchema === undefined ? {} : { schema: inputSchema }),
  }));
  const isRequired = toolMode === vscode.LanguageModelChatToolMode.Required;
  return { tools: { offered, isRequired } };
}

/** Undefined where this VS Code has no part for thinking, whose declaration is still a proposal. */
function thinkingPart(text: string): vscode.LanguageModelResponsePart | undefined {
  const { LanguageModelThinkingPart: Part } = vscode as typeof vscode & RuntimeParts;
  return Part === undefined ? undefined : new Part(text);
}

interface RuntimeParts {
  readonly LanguageModelThinkingPart?: new (text: string) => vscode.LanguageModelResponsePart;
}

function reportCalls(
  { label }: ModelEndpoint,
  calls: ToolCalls,
  progress: vscode.Progress<vscode.LanguageModelResponsePart>,
): void {
  const wanted = calls.read();
  if ("unsound" in wanted) {
    const name = wanted.unsound;
    throw new Error(
      vscode.l10n.t(
        "{0} called the tool “{1}” with an input that is no JSON. Ask again.",
        label,
        name,
      ),
    );
  }
  for (const { id, name, input } of wanted) {
    progress.report(new vscode.LanguageModelToolCallPart(id, name, input));
  }
}

/** Programs can tell VS Code's own kinds apart; the words are the panel's. */
function errorOf(fault: Fault): Error {
  const { message } = describeFault(fault);
  switch (fault.kind) {
    case "unauthorized":
    case "invalidToken":
      return vscode.LanguageModelError.NoPermissions(message);
    case "notFound":
      return vscode.LanguageModelError.NotFound(message);
    case "rateLimited":
      return vscode.LanguageModelError.Blocked(message);
    default:
      return new Error(message);
  }
}
