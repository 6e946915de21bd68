import type { Passage } from "../prompt/passage.ts";
import { planParts } from "./planParts.ts";
import { planSummary } from "./planSummary.ts";
import { planTrim } from "./planTrim.ts";
import { overflowOf, sizeOf, type UnsentQuestion } from "./promptFit.ts";

/** A way to go on with a prompt that does not fit. */
interface FitOption {
  readonly id: "trim" | "summarise" | "parts" | "send" | "cancel";
  readonly label: string;
  /** What it would do, with numbers. */
  readonly detail: string;
}

/** What is said in place of sending a prompt that does not fit. */
export interface Misfit {
  /** What does not fit and by how much. */
  readonly message: string;
  readonly choices: readonly FitOption[];
}

/**
 * What to say of a question whose prompt does not fit, and the ways to go on that are possible;
 * undefined where it fits or the window is unknown.
 *
 * @param isExact whether the server counted the prompt.
 */
export function fitChoices(unsent: UnsentQuestion, isExact = false): Misfit | undefined {
  const over = overflowOf(sizeOf(unsent));
  if (over === 0) return undefined;
  const mending = [trimOption(unsent), summaryOption(unsent), partsOption(unsent)].filter(
    (option) => option !== undefined,
  );
  const advice = mending.length > 0 ? "" : ` ${adviceFor(unsent)}`;
  return {
    message: `${sizeText(unsent, over, isExact)}${advice}`,
    choices: [
      ...mending,
      {
        id: "send",
        label: "Send as it is",
        detail: "The server may refuse it or cut the answer short",
      },
      { id: "cancel", label: "Cancel", detail: "Nothing is sent; your text stays where it is" },
    ],
  };
}

function sizeText(unsent: UnsentQuestion, over: number, isExact: boolean): string {
  const { tokens, contextWindow = 0, reserved } = sizeOf(unsent);
  const about = isExact ? "" : "about ";
  const kept = unsent.endpoint.maxTokens === undefined ? "" : " (max_tokens)";
  return (
    `The prompt is too long for ${unsent.endpoint.label}: ${about}${format(tokens)} tokens and ` +
    `${format(reserved)} kept for the answer${kept}, where ${format(contextWindow)} fit ` +
    `(${format(over)} too many).`
  );
}

function adviceFor({ endpoint }: UnsentQuestion): string {
  const { contextWindow = 0, maxTokens = 0 } = endpoint;
  return maxTokens > contextWindow / 2
    ? "Lower max_tokens to leave more room."
    : "Shorten what you typed, or choose a model with a larger window.";
}

function trimOption(unsent: UnsentQuestion): FitOption | undefined {
  const plan = planTrim(unsent);
  if (plan === undefined) return undefined;
  const what = nameOf(plan.trimmed);
  const detail = `Cut ${what} to ${format(plan.to)} of ${format(plan.from)} tokens`;
  return { id: "trim", label: "Trim", detail };
}

function summaryOption(unsent: UnsentQuestion): FitOption | undefined {
  const plan = planSummary(unsent);
  if (plan === undefined) return undefined;
  const turns = counted(plan.toSummarise.length, "earlier turn");
  const detail = `Send a summary of at most ${format(plan.most)} tokens in place of ${turns} (${format(plan.from)} tokens)`;
  return { id: "summarise", label: "Summarise earlier turns", detail };
}

function partsOption(unsent: UnsentQuestion): FitOption | undefined {
  const drafts = planParts(unsent);
  if (drafts === undefined) return undefined;
  const parts = drafts.flatMap(({ passages }) =>
    passages.filter(({ part }) => part?.count === drafts.length),
  );
  const { passages } = unsent.draft;
  const what =
    parts.length === drafts.length
      ? `a part of ${nameOf(parts.slice(0, 1))}`
      : `some of the ${format(passages.length)} attached texts`;
  const hasEarlier = unsent.earlier.turns.length > 0 || unsent.earlier.summary !== undefined;
  const without = hasEarlier ? ", without the earlier turns" : "";
  return {
    id: "parts",
    label: `Send in ${format(drafts.length)} parts`,
    detail: `Ask ${format(drafts.length)} times, each time with ${what}${without}`,
  };
}

function nameOf(passages: readonly Passage[]): string {
  const [only, ...others] = passages;
  return only !== undefined && others.length === 0
    ? `“${only.name}”`
    : counted(passages.length, "attached text");
}

function counted(count: number, noun: string): string {
  return `${format(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function format(count: number): string {
  return count.toLocaleString("en-US");
}
