import type { ModelEndpoint } from "../settings/endpoint.ts";
import type { Passage } from "./passage.ts";
import { questionContent } from "./questionContent.ts";
import type { ChatMessage } from "../reply/reply.ts";

/** One question and, where there was one, the answer that later questions build on. */
export interface Turn {
  readonly question: string;
  readonly passages: readonly Passage[];
  /** The answer's text without thinking; a turn without one is the question being asked. */
  readonly answer?: string;
}

/** What a request says to the model, apart from the system prompt. */
export interface Prompt {
  readonly turns: readonly Turn[];
  /** Stands for the turns before these, which are not sent. */
  readonly summary?: string;
}

/** The messages of a request: system prompt, earlier turns, the question. Thinking is never among them. */
export function buildMessages(
  endpoint: Pick<ModelEndpoint, "systemPrompt">,
  { turns, summary }: Prompt,
): ChatMessage[] {
  const messages: ChatMessage[] = [];
  const system = [endpoint.systemPrompt ?? "", summary === undefined ? "" : summaryNote(summary)]
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("\n\n");
  if (system !== "") messages.push({ role: "system", content: system });
  for (const turn of turns) {
    messages.push({ role: "user", content: questionContent(turn.question, turn.passages) });
    if (turn.answer !== undefined) messages.push({ role: "assistant", content: turn.answer });
  }
  return messages;
}

function summaryNote(summary: string): string {
  return `What was said before, in short:\n${summary}`;
}
