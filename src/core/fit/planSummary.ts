import type { RequestParameters } from "../settings/endpoint.ts";
import type { Turn } from "../prompt/prompt.ts";
import { fits, measurePrompt, promptOf, roomForPrompt, type UnsentQuestion } from "./promptFit.ts";
import { longestSummary } from "./summaryMessages.ts";

export interface SummaryPlan {
  /** The turns that the summary stands for; an earlier summary goes into it as well. */
  readonly toSummarise: readonly Turn[];
  /** Tokens that they take in the prompt. */
  readonly from: number;
  /** Most tokens of the summary. */
  readonly most: number;
  /** What goes over the model's parameters in the request for the summary. */
  readonly parameters: RequestParameters;
}

/**
 * A summary in place of the turns before a question, where its prompt fits by that; undefined where
 * it fits as it is, has no turns before it, or is too long even so.
 */
export function planSummary(unsent: UnsentQuestion): SummaryPlan | undefined {
  const { draft, earlier, endpoint, scale } = unsent;
  const hasTurns = (draft.background?.kind ?? "turns") === "turns" && earlier.turns.length > 0;
  if (!hasTurns || fits(unsent)) return undefined;
  const most = longestSummary(endpoint);
  const tokensWith = (background: typeof draft.background = { kind: "turns" }) =>
    measurePrompt(endpoint, promptOf({ ...draft, background }, earlier), scale);
  const summarised = tokensWith({ kind: "summary", text: "…" }) + most;
  if (summarised > roomForPrompt(endpoint)) return undefined;
  return {
    toSummarise: earlier.turns,
    from: tokensWith() - tokensWith({ kind: "none" }),
    most,
    parameters: { maxTokens: most, thinking: false, n: 1 },
  };
}
