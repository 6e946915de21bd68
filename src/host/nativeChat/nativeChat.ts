import type * as vscode from "vscode";
import type { AskedOfTool } from "./askTool.ts";
import type { AskedOfModel } from "./modelProvider.ts";
import type { NativeChatServices } from "./nativeChatServices.ts";
import type { ChatQuestion } from "./participant.ts";

/** What VS Code's own chat asks for; each part is loaded when it first does. */
export interface NativeChat {
  answerInChat(question: ChatQuestion): Promise<vscode.ChatResult>;
  modelInformation(): Promise<vscode.LanguageModelChatInformation[]>;
  answerProgram(
    asked: AskedOfModel,
    progress: vscode.Progress<vscode.LanguageModelResponsePart>,
    token: vscode.CancellationToken,
  ): Promise<void>;
  tokenCount(model: string, text: string | vscode.LanguageModelChatRequestMessage): Promise<number>;
  confirmation(input: AskedOfTool): Promise<vscode.PreparedToolInvocation>;
  answerAgent(
    input: AskedOfTool,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult>;
}

export function openNativeChat(services: NativeChatServices): NativeChat {
  const provider = () => import("./modelProvider.ts");
  const tool = () => import("./askTool.ts");
  return {
    answerInChat: async (question) =>
      (await import("./participant.ts")).answerInChat(services, question),
    modelInformation: async () => (await provider()).modelInformation(services),
    answerProgram: async (asked, progress, token) =>
      (await provider()).answerProgram(services, asked, progress, token),
    tokenCount: async (model, text) => (await provider()).tokenCount(services, model, text),
    confirmation: async (input) => (await tool()).confirmation(input),
    answerAgent: async (input, token) => (await tool()).answerAgent(services, input, token),
  };
}
