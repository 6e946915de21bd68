import * as vscode from "vscode";
import type { Turn } from "../../core/prompt/prompt.ts";

/** What a result keeps of a question: VS Code hands it back with the turns before the next one. */
export interface KeptQuestion {
  /** As it was sent, with its passages as they were then. */
  readonly question: string;
}

/**
 * The answered turns before a question. Turns without an answer are left out: chat templates want
 * the roles to alternate.
 */
export function earlierTurns(history: vscode.ChatContext["history"]): Turn[] {
  const turns: Turn[] = [];
  let typed: string | undefined;
  for (const turn of history) {
    if (turn instanceof vscode.ChatRequestTurn) {
      typed = turn.prompt;
      continue;
    }
    const question = keptQuestion(turn.result) ?? typed ?? "";
    const answer = answerOf(turn);
    typed = undefined;
    if (question.trim() === "" || answer.trim() === "") continue;
    turns.push({ question, passages: [], answer });
  }
  return turns;
}

/** Metadata has been on the disk: it may be anything. */
function keptQuestion({ metadata }: vscode.ChatResult): string | undefined {
  const kept: unknown = metadata?.["question"];
  return typeof kept === "string" ? kept : undefined;
}

/** What we say besides an answer are buttons, progress and errors, no Markdown. */
function answerOf({ response }: vscode.ChatResponseTurn): string {
  return response
    .map((part) => (part instanceof vscode.ChatResponseMarkdownPart ? part.value.value : ""))
    .join("");
}
