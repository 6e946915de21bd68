import type { Passage } from "../prompt/passage.ts";
import { buildMessages, type Prompt, type Turn } from "../prompt/prompt.ts";
import { measureText, roomForPrompt, type FitEndpoint, type UnsentQuestion } from "./promptFit.ts";
import type { ChatMessage } from "../reply/reply.ts";
import { trimText } from "../text/textDivision.ts";
import { estimatePrompt } from "./tokenEstimate.ts";

/** Most tokens that a summary may have: an eighth of what a prompt may, at least 64, at most 1024. */
export function longestSummary(endpoint: FitEndpoint): number {
  return Math.min(1024, Math.max(64, Math.floor(roomForPrompt(endpoint) / 8)));
}

/** Stands in the prompt for what was left out of it. */
const mark = "[shortened]";

/**
 * The request for a summary of the earlier turns, in their own language: the turns as they were,
 * then what is wanted. It is asked without the system prompt, with the parameters of the plan.
 *
 * Turns that do not fit the window are shortened at the bounds of sentences, as far as it takes:
 * first the answers, then the passages, then the questions, the oldest first; where that is not
 * enough the oldest turns are left out. Where something is missing the text says "[shortened]".
 */
export function summaryMessages({
  earlier,
  endpoint,
  scale,
}: Pick<UnsentQuestion, "earlier" | "endpoint" | "scale">): ChatMessage[] {
  const most = longestSummary(endpoint);
  const { contextWindow = Infinity } = endpoint;
  const messagesOf = (prompt: Prompt): ChatMessage[] => [
    ...buildMessages({}, prompt),
    { role: "user", content: instruction(most) },
  ];
  const excessOf = (prompt: Prompt) =>
    Math.ceil(estimatePrompt(messagesOf(prompt), true) * scale) + most - contextWindow;
  let prompt = earlier;
  // Tokens that are left of each text.
  for (const keep of [48, 8]) {
    prompt = shortened(prompt, excessOf(prompt), keep, scale);
  }
  while (prompt.turns.length > 1 && excessOf(prompt) > 0) prompt = withoutOldest(prompt);
  return messagesOf(prompt);
}

function instruction(most: number): string {
  return [
    "Summarise the conversation so far. It will be gone on with from your summary alone.",
    "Write in the language in which most of it is.",
    "Keep names, dates, numbers, technical terms and their translations as they are, and say what was decided and what is still open.",
    `Where it says “${mark}”, something was left out: do not guess what.`,
    `Use at most ${Math.floor(most / 4)} words. Answer with the summary only.`,
  ].join("\n");
}

/** @param keep tokens that are left of each text at least. */
function shortened(prompt: Prompt, excess: number, keep: number, scale: number): Prompt {
  let over = excess;
  const shorten = (text: string): string => {
    const size = measureText(text, scale);
    const taken = measureText(` ${mark}`, scale) + 1;
    if (over <= 0 || size <= keep + taken) return text;
    const room = Math.max(keep, size - over - taken);
    const kept = trimText(text, room, (each) => measureText(each, scale)).trimEnd();
    const short = kept === "" ? mark : `${kept} ${mark}`;
    over -= size - measureText(short, scale);
    return short;
  };
  const inAnswers = prompt.turns.map((turn) =>
    turn.answer === undefined ? turn : { ...turn, answer: shorten(turn.answer) },
  );
  const inPassages = inAnswers.map((turn) => ({
    ...turn,
    passages: turn.passages.map((passage): Passage => ({
      ...passage,
      text: shorten(passage.text),
    })),
  }));
  const turns = inPassages.map((turn): Turn => ({ ...turn, question: shorten(turn.question) }));
  return { ...prompt, turns };
}

function withoutOldest({ turns: [, next, ...others], ...prompt }: Prompt): Prompt {
  if (next === undefined) return { ...prompt, turns: [] };
  const question = next.question.startsWith(mark) ? next.question : `${mark}\n\n${next.question}`;
  return { ...prompt, turns: [{ ...next, question }, ...others] };
}
