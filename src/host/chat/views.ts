import type { Exchange, Version } from "../../core/conversation/conversation.ts";
import type { Fault } from "../../core/reply/fault.ts";
import { describeFault, type Remedy } from "../../core/reply/faultText.ts";
import { firstGraphemes } from "../../core/text/graphemes.ts";
import { hiddenCharacters, type HiddenKind } from "../../core/text/hiddenCharacters.ts";
import { isReplaceable, passageTitle, type Passage } from "../../core/prompt/passage.ts";
import type { Outcome } from "../../core/reply/reply.ts";
import { estimateTokens } from "../../core/fit/tokenEstimate.ts";
import type { AnswerView, ExchangeView, NoticeView, PassageView } from "../../protocol/views.ts";

/** An exchange as the page shows it. */
export function exchangeView({ question, siblings, versions, chosen }: Exchange): ExchangeView {
  const { id, text, passages, background } = question;
  return {
    id,
    question: text,
    passages: passages.map(passageView),
    siblings,
    ...(background.kind === "summary" ? { summary: background.text } : {}),
    ...(background.kind === "none" && question.parent !== undefined ? { alone: true } : {}),
    answers: versions.map(answerView),
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
  const hidden = hiddenCharacters(text).map(
    ({ kind: what, count }) => `${count} × ${hiddenNames[what]}`,
  );
  return {
    ...{ id, kind, title: passageTitle(passage), preview, tokens: estimateTokens(text) },
    ...(hidden.length === 0 ? {} : { hidden: hidden.join(", ") }),
  };
}

const hiddenNames: Readonly<Record<HiddenKind, string>> = {
  bidi: "direction mark",
  tag: "tag character",
  zeroWidth: "character without width",
  variation: "variation selector",
  control: "control character",
};

/** A message with buttons. */
export function notice(message: string, remedies: readonly Remedy[]): NoticeView {
  return { message, remedies: remedies.map((id) => ({ id, label: remedyLabels[id] })) };
}

function faultNotice(fault: Fault): NoticeView {
  const { message, remedies } = describeFault(fault);
  return notice(message, remedies);
}

function answerView({ id, reply, choice, answer }: Version): AnswerView {
  const { record, model, sentAt } = reply;
  const { outcome, usage } = record;
  const remark = remarkOn(answer, outcome);
  const complete = record.isComplete(choice);
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
    ...(usage === undefined
      ? {}
      : { usage: { prompt: usage.promptTokens, completion: usage.completionTokens } }),
    ...(outcome?.status === "failed" ? { notice: faultNotice(outcome.fault) } : {}),
  };
}

function isContinuable(
  answer: Version["answer"],
  outcome: Outcome | undefined,
  complete: boolean,
): boolean {
  if (answer === undefined || answer.text === "" || outcome === undefined) return false;
  return !complete && answer.finish !== "content_filter";
}

function remarkOn(answer: Version["answer"], outcome: Outcome | undefined): string | undefined {
  if (answer?.finish === "length") return "Cut at max_tokens. The answer is incomplete.";
  if (answer?.finish === "content_filter") return "Cut by the server's content filter.";
  if (answer?.cameAsThinking === true) return "The server sent this answer as thinking.";
  if (outcome?.status === "done" && (answer?.text ?? "") === "") return "The model gave no answer.";
  return undefined;
}

const remedyLabels: Readonly<Record<Remedy, string>> = {
  retry: "Retry",
  setToken: "Set Token",
  openSettings: "Open Settings",
  testConnections: "Test Connections",
  newConversation: "New Conversation",
  shorten: "Shorten…",
  reopen: "Show Again",
};
