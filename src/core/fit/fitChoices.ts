import * as l10n from "@vscode/l10n";
import type { Passage } from "../prompt/passage.ts";
import { quotedName, sentencesText } from "../text/listText.ts";
import { planParts } from "./planParts.ts";
import { planSummary } from "./planSummary.ts";
import { planTrim } from "./planTrim.ts";
import { overflowOf, sizeOf, type UnsentQuestion } from "./promptFit.ts";
import { groupedNumber } from "../text/groupedNumber.ts";

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
  const advice = mending.length > 0 ? [] : [adviceFor(unsent)];
  return {
    message: sentencesText([sizeText(unsent, over, isExact), ...advice]),
    choices: [
      ...mending,
      {
        id: "send",
        label: l10n.t("Send as it is"),
        detail: l10n.t("The server may refuse it or cut the answer short"),
      },
      {
        id: "cancel",
        label: l10n.t("Cancel"),
        detail: l10n.t("Nothing is sent; your text stays where it is"),
      },
    ],
  };
}

function sizeText(unsent: UnsentQuestion, over: number, isExact: boolean): string {
  const { tokens, contextWindow = 0, reserved } = sizeOf(unsent);
  const { label, maxTokens } = unsent.endpoint;
  const needed = isExact
    ? l10n.t("{0} tokens", groupedNumber(tokens))
    : l10n.t("about {0} tokens", groupedNumber(tokens));
  const numbers = [label, needed, ...[reserved, contextWindow, over].map(groupedNumber)];
  return maxTokens === undefined
    ? l10n.t(
        "The prompt is too long for {0}: {1} and {2} kept for the answer, where {3} fit ({4} too many).",
        ...numbers,
      )
    : l10n.t(
        "The prompt is too long for {0}: {1} and {2} kept for the answer (max_tokens), where {3} fit ({4} too many).",
        ...numbers,
      );
}

function adviceFor({ endpoint }: UnsentQuestion): string {
  const { contextWindow = 0, maxTokens = 0 } = endpoint;
  return maxTokens > contextWindow / 2
    ? l10n.t("Lower max_tokens to leave more room.")
    : l10n.t("Shorten what you typed, or choose a model with a larger window.");
}

function trimOption(unsent: UnsentQuestion): FitOption | undefined {
  const plan = planTrim(unsent);
  if (plan === undefined) return undefined;
  const detail = l10n.t(
    "Cut {0} to {1} of {2} tokens",
    ...[nameOf(plan.trimmed), groupedNumber(plan.to), groupedNumber(plan.from)],
  );
  return { id: "trim", label: l10n.t("Trim"), detail };
}

function summaryOption(unsent: UnsentQuestion): FitOption | undefined {
  const plan = planSummary(unsent);
  if (plan === undefined) return undefined;
  const turns = plan.toSummarise.length;
  const detail =
    turns === 1
      ? l10n.t(
          "Send a summary of at most {0} tokens in place of 1 earlier turn ({1} tokens)",
          ...[groupedNumber(plan.most), groupedNumber(plan.from)],
        )
      : l10n.t(
          "Send a summary of at most {0} tokens in place of {1} earlier turns ({2} tokens)",
          ...[groupedNumber(plan.most), groupedNumber(turns), groupedNumber(plan.from)],
        );
  return { id: "summarise", label: l10n.t("Summarise earlier turns"), detail };
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
      ? l10n.t("a part of {0}", nameOf(parts.slice(0, 1)))
      : l10n.t("some of the {0} attached texts", groupedNumber(passages.length));
  const hasEarlier = unsent.earlier.turns.length > 0 || unsent.earlier.summary !== undefined;
  const times = groupedNumber(drafts.length);
  return {
    id: "parts",
    label: l10n.t("Send in {0} parts", times),
    detail: hasEarlier
      ? l10n.t("Ask {0} times, each time with {1}, without the earlier turns", times, what)
      : l10n.t("Ask {0} times, each time with {1}", times, what),
  };
}

function nameOf(passages: readonly Passage[]): string {
  const [only, ...others] = passages;
  return only !== undefined && others.length === 0
    ? quotedName(only.name)
    : l10n.t("{0} attached texts", groupedNumber(passages.length));
}
