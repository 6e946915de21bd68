import * as l10n from "@vscode/l10n";
import type { Exchange, Version } from "../../core/conversation/conversation.ts";
import { answerRemark } from "../../core/conversation/answerRemark.ts";
import type { Answer } from "../../core/conversation/replyRecord.ts";
import type { Fault } from "../../core/reply/fault.ts";
import {
  describeCause,
  describeFault,
  haveSameCause,
  type Remedy,
} from "../../core/reply/faultText.ts";
import { firstGraphemes } from "../../core/text/graphemes.ts";
import { describeHidden } from "../../core/text/hiddenCharacters.ts";
import { isReplaceable, passageTitle, type Passage } from "../../core/prompt/passage.ts";
import type { Outcome, Waiting } from "../../core/reply/reply.ts";
import { estimateTokens } from "../../core/fit/tokenEstimate.ts";
import type {
  AnswerView,
  ExchangeView,
  NoticeView,
  PassageView,
  WaitingView,
} from "../../protocol/views.ts";
import { remedyLabel } from "../remedyLabels.ts";

/**
 * The exchanges of a path as the page shows them. What went wrong several times for the same cause
 * is told once in full, with its buttons, where it happened last.
 */
export function exchangeViews(exchanges: readonly Exchange[]): ExchangeView[] {
  const repeats = repeatedFailures(exchanges);
  return exchanges.map((exchange) => exchangeView(exchange, repeats));
}

/** The views that a change of one exchange's answers concerns: its own, and those of failures. */
export function changedViews(exchanges: readonly Exchange[], questionId: string): ExchangeView[] {
  const repeats = repeatedFailures(exchanges);
  return exchanges
    .filter((exchange) => exchange.question.id === questionId || faultIn(exchange) !== undefined)
    .map((exchange) => exchangeView(exchange, repeats));
}

/** Ids of the answers whose failure is told in full further down. */
function repeatedFailures(exchanges: readonly Exchange[]): ReadonlySet<string> {
  const told: Fault[] = [];
  const repeats = new Set<string>();
  for (const exchange of exchanges.toReversed()) {
    const fault = faultIn(exchange);
    if (fault === undefined) continue;
    if (!told.some((other) => haveSameCause(fault, other))) told.push(fault);
    else if (exchange.chosen !== undefined) repeats.add(exchange.chosen.id);
  }
  return repeats;
}

function faultIn({ chosen }: Exchange): Fault | undefined {
  const outcome = chosen?.reply.record.outcome;
  return outcome?.status === "failed" ? outcome.fault : undefined;
}

/** @param repeats ids of answers whose failure is told in full elsewhere. */
function exchangeView(
  { question, siblings, versions, chosen }: Exchange,
  repeats: ReadonlySet<string>,
): ExchangeView {
  const { id, text, passages, background } = question;
  return {
    id,
    question: text,
    passages: passages.map(passageView),
    siblings,
    ...(background.kind === "summary" ? { summary: background.text } : {}),
    ...(background.kind === "none" && question.parent !== undefined ? { alone: true } : {}),
    answers: versions.map((version) => answerView(version, repeats.has(version.id))),
    chosen: Math.max(
      0,
      versions.findIndex((version) => version.id === chosen?.id),
    ),
    replaceable: passages.some(isReplaceable),
  };
}

/** Longest beginning of a passage that the page shows as a tooltip, in graphemes. */
const longestPreview = 600;
/** Passages never change, and some are long. */
const known = new WeakMap<Passage, PassageView>();

export function passageView(passage: Passage): PassageView {
  const view = known.get(passage) ?? makePassageView(passage);
  known.set(passage, view);
  return view;
}

function makePassageView(passage: Passage): PassageView {
  const { id, kind, text } = passage;
  const beginning = firstGraphemes(text, longestPreview);
  const preview = beginning === text ? text : `${beginning}…`;
  const hidden = describeHidden(text);
  return {
    ...{ id, kind, title: passageTitle(passage), preview, tokens: estimateTokens(text) },
    ...(hidden === undefined ? {} : { hidden }),
  };
}

/** A message with buttons. */
export function notice(message: string, remedies: readonly Remedy[]): NoticeView {
  return { message, remedies: remedies.map((id) => ({ id, label: remedyLabel(id) })) };
}

function faultNotice(fault: Fault): NoticeView {
  const { message, remedies } = describeFault(fault);
  return notice(message, remedies);
}

function answerView({ id, reply, choice, answer }: Version, isRepeat: boolean): AnswerView {
  const { record, model, sentAt } = reply;
  const { outcome, usage, waiting } = record;
  const remark = isRepeat ? repeatRemark(answer) : answerRemark(answer, outcome);
  const complete = record.isComplete(choice);
  const hidden = outcome && answer && hiddenIn(answer);
  return {
    id,
    modelLabel: model.label,
    status: outcome?.status ?? (answer === undefined ? "waiting" : "streaming"),
    sentAt,
    text: answer?.text ?? "",
    thinking: answer?.thinking ?? "",
    complete,
    continuable: isContinuable(answer, outcome, complete),
    ...(answer?.thinkingTime === undefined ? {} : { thinkingTime: answer.thinkingTime }),
    ...(remark === undefined ? {} : { remark }),
    ...(hidden === undefined ? {} : { hidden }),
    ...(usage === undefined
      ? {}
      : { usage: { prompt: usage.promptTokens, completion: usage.completionTokens } }),
    ...(outcome?.status === "failed" && !isRepeat ? { notice: faultNotice(outcome.fault) } : {}),
    ...(waiting === undefined ? {} : { waiting: waitingView(waiting) }),
  };
}

/** Of answers that have ended, which never change. */
const knownHidden = new WeakMap<Answer, string | undefined>();

function hiddenIn(answer: Answer): string | undefined {
  if (!knownHidden.has(answer)) knownHidden.set(answer, describeHidden(answer.text));
  return knownHidden.get(answer);
}

function waitingView({ fault, seconds, attempt, attempts }: Waiting): WaitingView {
  return { reason: describeCause(fault), seconds, attempt, attempts };
}

function repeatRemark(answer: Version["answer"]): string {
  const isCut = (answer?.text ?? "") !== "";
  return isCut
    ? l10n.t("The answer is incomplete: the same happened here as further down.")
    : l10n.t("The same happened here as further down.");
}

function isContinuable(
  answer: Version["answer"],
  outcome: Outcome | undefined,
  complete: boolean,
): boolean {
  if (answer === undefined || answer.text === "" || outcome === undefined) return false;
  return !complete && answer.finish !== "content_filter";
}
