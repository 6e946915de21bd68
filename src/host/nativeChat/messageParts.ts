import * as vscode from "vscode";
import type { MessagePart, SpokenMessage } from "../../core/nativeChat/requestMessages.ts";
import { promptTsxText } from "../../core/nativeChat/promptTsxText.ts";

/** A message of another program, as far as a text model can take it; thinking does not go back. */
export function spokenMessage({
  role,
  content,
}: vscode.LanguageModelChatRequestMessage): SpokenMessage {
  return { role: roleOf(role), parts: content.flatMap(partsOf) };
}

/** VS Code's own extensions have a third role, for system prompts, which is still a proposal. */
const systemRole = 3;

function roleOf(role: vscode.LanguageModelChatMessageRole): SpokenMessage["role"] {
  if ((role as number) === systemRole) return "system";
  return role === vscode.LanguageModelChatMessageRole.User ? "user" : "assistant";
}

function partsOf(part: unknown): MessagePart[] {
  if (part instanceof vscode.LanguageModelToolCallPart) {
    const { callId: id, name, input } = part;
    return [{ kind: "toolCall", call: { id, name, input: JSON.stringify(input) } }];
  }
  if (part instanceof vscode.LanguageModelToolResultPart) {
    const text = part.content.map(textOf).join("");
    return [{ kind: "toolResult", callId: part.callId, text }];
  }
  const text = textOf(part);
  return text === "" ? [] : [{ kind: "text", text }];
}

function textOf(part: unknown): string {
  if (part instanceof vscode.LanguageModelTextPart) return part.value;
  if (part instanceof vscode.LanguageModelPromptTsxPart) return promptTsxText(part.value);
  return part instanceof vscode.LanguageModelDataPart ? textOfData(part) : "";
}

/** The model is told what it does not get to see, so that it can say so. */
function textOfData({ data, mimeType }: vscode.LanguageModelDataPart): string {
  if (/^text\/|json\b/u.test(mimeType)) return new TextDecoder().decode(data);
  return mimeType.startsWith("image/")
    ? "[A picture that was left out: only text can be read.]"
    : "";
}
