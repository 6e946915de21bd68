import * as vscode from "vscode";
import { nativeChat } from "../contributions.ts";
import type { AskedOfTool } from "./askTool.ts";
import type { NativeChat } from "./nativeChat.ts";

/** What a VS Code without a chat does not have, whatever its declarations say. */
interface ChatApi {
  readonly chat?: Partial<Pick<typeof vscode.chat, "createChatParticipant">>;
  readonly lm?: Partial<
    Pick<typeof vscode.lm, "registerLanguageModelChatProvider" | "registerTool">
  >;
}

/**
 * Brings the models into VS Code's own chat: as a participant, as models to choose from and as a tool
 * for other agents. Nothing else depends on it: what this VS Code does not know is passed over
 * silently. Nothing is loaded before VS Code asks for it, and nothing sent before a person does.
 *
 * @param enter loads what answers.
 */
export function registerNativeChat(enter: Enter): vscode.Disposable {
  const has = hasOf(vscode);
  return vscode.Disposable.from(
    ...attempt(() => has.participants && participant(enter)),
    ...attempt(() => has.models && modelProvider(enter)),
    ...attempt(() => has.tools && askTool(enter)),
  );
}

function hasOf({ chat, lm }: ChatApi) {
  return {
    participants: chat?.createChatParticipant !== undefined,
    models: lm?.registerLanguageModelChatProvider !== undefined,
    tools: lm?.registerTool !== undefined,
  };
}

type Enter = () => Promise<NativeChat>;

/** A VS Code that knows the call may still refuse it, such as one whose chat is turned off. */
function attempt(register: () => vscode.Disposable | false): vscode.Disposable[] {
  try {
    const registered = register();
    return registered === false ? [] : [registered];
  } catch {
    return [];
  }
}

function participant(enter: Enter): vscode.Disposable {
  const created = vscode.chat.createChatParticipant(
    nativeChat.participant,
    async (request, context, response, token) =>
      (await enter()).answerInChat({ request, context, response, token }),
  );
  created.iconPath = new vscode.ThemeIcon("comment-discussion");
  return new vscode.Disposable(() => created.dispose());
}

function modelProvider(enter: Enter): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.LanguageModelChatProvider = {
    onDidChangeLanguageModelChatInformation: changed.event,
    provideLanguageModelChatInformation: async () => (await enter()).modelInformation(),
    provideLanguageModelChatResponse: async (model, messages, options, progress, token) =>
      (await enter()).answerProgram({ key: model.id, messages, options }, progress, token),
    provideTokenCount: async (model, text) => (await enter()).tokenCount(model.id, text),
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("tibetChat")) changed.fire();
    }),
    vscode.lm.registerLanguageModelChatProvider(nativeChat.vendor, provider),
  );
}

function askTool(enter: Enter): vscode.Disposable {
  return vscode.lm.registerTool<AskedOfTool>(nativeChat.tool, {
    prepareInvocation: async ({ input }) => (await enter()).confirmation(input),
    invoke: async ({ input }, token) => (await enter()).answerAgent(input, token),
  });
}
