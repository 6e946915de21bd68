import type { Exchange } from "../../core/conversation.ts";
import type { Fault } from "../../core/fault.ts";
import { describeFault, type Remedy } from "../../core/faultText.ts";
import { passageTitle, type Passage } from "../../core/passage.ts";
import type { Outcome } from "../../core/reply.ts";
import type { Answer } from "../../core/replyRecord.ts";
import { estimateTokens } from "../../core/tokenEstimate.ts";
import type { AnswerView, ExchangeView, NoticeView, PassageView } from "../../protocol.ts";

/** An exchange as the page shows it. */
export function exchangeView(exchange: Exchange): ExchangeView {
  const { reply, endpoint } = exchange;
  const outcome = reply.outcome;
  return {
    id: exchange.id,
    question: exchange.question,
    passages: exchange.passages.map(passageView),
    modelLabel: endpoint.label,
    status: outcome?.status ?? (reply.answers.length === 0 ? "waiting" : "streaming"),
    sentAt: exchange.sentAt,
    answers: reply.answers.map((answer, index) =>
      answerView(answer, reply.isComplete(index), outcome),
    ),
    ...(reply.usage === undefined
      ? {}
      : { usage: { prompt: reply.usage.promptTokens, completion: reply.usage.completionTokens } }),
    ...(outcome?.status === "failed" ? { notice: faultNotice(outcome.fault) } : {}),
    replaceable: exchange.passages.some((passage) => passage.kind === "selection"),
    chosen: exchange.chosen,
  };
}

export function passageView(passage: Passage): PassageView {
  return {
    id: passage.id,
    kind: passage.kind,
    title: passageTitle(passage),
    text: passage.text,
    tokens: estimateTokens(passage.text),
  };
}

/** A message with buttons. */
export function notice(message: string, remedies: readonly Remedy[]): NoticeView {
  return { message, remedies: remedies.map((id) => ({ id, label: remedyLabels[id] })) };
}

function faultNotice(fault: Fault): NoticeView {
  const { message, remedies } = describeFault(fault);
  return notice(message, remedies);
}

function answerView(answer: Answer, complete: boolean, outcome: Outcome | undefined): AnswerView {
  const remark = remarkOn(answer, outcome);
  return {
    text: answer.text,
    thinking: answer.thinking,
    complete,
    ...(answer.thinkingTime === undefined ? {} : { thinkingTime: answer.thinkingTime }),
    ...(remark === undefined ? {} : { remark }),
  };
}

function remarkOn(answer: Answer, outcome: Outcome | undefined): string | undefined {
  if (answer.finish === "length") return "Cut at max_tokens. The answer is incomplete.";
  if (answer.finish === "content_filter") return "Cut by the server's content filter.";
  if (answer.cameAsThinking === true) return "The server sent this answer as thinking.";
  if (outcome?.status === "done" && answer.text === "") return "The model gave no answer.";
  return undefined;
}

const remedyLabels: Readonly<Record<Remedy, string>> = {
  retry: "Retry",
  setToken: "Set Token",
  openSettings: "Open Settings",
  testConnections: "Test Connections",
  newConversation: "New Conversation",
};
