import type { ModelEndpoint } from "./endpoint.ts";
import { passageTitle, type Passage } from "./passage.ts";
import type { ChatMessage } from "./reply.ts";

/** One question and, where there was one, the answer that later questions build on. */
export interface Turn {
  readonly question: string;
  readonly passages: readonly Passage[];
  /** The answer's text without thinking; a turn without one is the question being asked. */
  readonly answer?: string;
}

/** The messages of a request: system prompt, earlier turns, the question. Thinking is never among them. */
export function buildMessages(
  endpoint: Pick<ModelEndpoint, "systemPrompt">,
  turns: readonly Turn[],
): ChatMessage[] {
  const messages: ChatMessage[] = [];
  const system = endpoint.systemPrompt?.trim() ?? "";
  if (system !== "") messages.push({ role: "system", content: system });
  for (const turn of turns) {
    messages.push({ role: "user", content: userContent(turn) });
    if (turn.answer !== undefined) messages.push({ role: "assistant", content: turn.answer });
  }
  return messages;
}

/** Passages first, question last: models weigh the end of a long prompt most. */
function userContent(turn: Turn): string {
  const parts = turn.passages.map(quotePassage);
  if (turn.question.trim() !== "") parts.push(turn.question);
  return parts.join("\n\n");
}

function quotePassage(passage: Passage): string {
  const fence = fenceFor(passage.text);
  const end = passage.text.endsWith("\n") ? "" : "\n";
  return `${passageTitle(passage)}\n${fence}${passage.languageId}\n${passage.text}${end}${fence}`;
}

/** A fence longer than any run of backticks in the text, so that a passage cannot end its own quotation. */
function fenceFor(text: string): string {
  const runs = text.match(/`{3,}/gu) ?? [];
  return "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
}
