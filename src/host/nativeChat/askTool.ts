import * as vscode from "vscode";
import { answerRemark } from "../../core/conversation/answerRemark.ts";
import type { Passage } from "../../core/prompt/passage.ts";
import { buildMessages } from "../../core/prompt/prompt.ts";
import { questionContent } from "../../core/prompt/questionContent.ts";
import { describeFault } from "../../core/reply/faultText.ts";
import { hostOf, type ModelEndpoint } from "../../core/settings/endpoint.ts";
import { firstGraphemes } from "../../core/text/graphemes.ts";
import { tibetModelKey } from "../contributions.ts";
import { findModel, readSettings } from "../settings.ts";
import { askOnce } from "./askOnce.ts";
import type { NativeChatServices } from "./nativeChatServices.ts";

/** The tool's input, as its schema in the manifest has it. */
export interface AskedOfTool {
  readonly question: string;
  /** What the question is about. */
  readonly text?: string;
}

/** Most graphemes that are shown of what would be sent. */
const mostShown = 2000;

/** Asks the person before anything is sent: to which model, on which host, and what. */
export function confirmation(input: AskedOfTool): vscode.PreparedToolInvocation {
  const { label, host } = placeOf(askedModel());
  const content = contentOf(input);
  const shown = firstGraphemes(content, mostShown);
  const message = new vscode.MarkdownString()
    .appendText(vscode.l10n.t("This is sent to {0}:", host))
    .appendCodeblock(shown === content ? shown : `${shown}…`, "markdown");
  return {
    invocationMessage: vscode.l10n.t("Asking {0} on {1}…", label, host),
    confirmationMessages: { title: vscode.l10n.t("Ask {0} on {1}?", label, host), message },
  };
}

/**
 * Answers an agent. Thinking is no part of it.
 *
 * @throws Error in words for the agent and the person, where there is no answer.
 */
export async function answerAgent(
  services: NativeChatServices,
  input: AskedOfTool,
  token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
  const endpoint = askedModel();
  const turns = [{ question: input.question, passages: passagesOf(input) }];
  const asked = { endpoint, messages: buildMessages(endpoint, { turns }) };
  const { outcome, record } = await askOnce(services, asked, ignored, token);
  if (outcome.status === "stopped") throw new vscode.CancellationError();
  if (outcome.status === "failed") throw new Error(describeFault(outcome.fault).message);
  const [answer] = record.answers;
  const remark = answerRemark(answer, outcome);
  if (answer === undefined || answer.text.trim() === "") throw new Error(remark);
  const texts = remark === undefined ? [answer.text] : [answer.text, `[${remark}]`];
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(texts.join("\n\n"))]);
}

const ignored = { receive: () => undefined, end: () => undefined };

/** The Tibet model; where the person has none, their default. */
function askedModel(): ModelEndpoint {
  const settings = readSettings();
  const endpoint = findModel(settings, tibetModelKey) ?? findModel(settings, settings.defaultModel);
  if (endpoint !== undefined) return endpoint;
  throw new Error(vscode.l10n.t("No model is set up. Configure one, then ask again."));
}

function placeOf(endpoint: ModelEndpoint): { readonly label: string; readonly host: string } {
  return { label: endpoint.label, host: hostOf(endpoint) };
}

function contentOf(input: AskedOfTool): string {
  return questionContent(input.question, passagesOf(input));
}

function passagesOf({ text = "" }: AskedOfTool): Passage[] {
  if (text.trim() === "") return [];
  const languageId = "plaintext";
  return [{ id: crypto.randomUUID(), kind: "dropped", name: "Text", languageId, text }];
}
