import * as vscode from "vscode";
import type { QuestionDraft } from "../../core/conversation/conversation.ts";
import { hostOf, originOf, type ModelEndpoint } from "../../core/settings/endpoint.ts";
import { describeFault } from "../../core/reply/faultText.ts";
import { fitChoices } from "../../core/fit/fitChoices.ts";
import { planParts } from "../../core/fit/planParts.ts";
import { planSummary, type SummaryPlan } from "../../core/fit/planSummary.ts";
import { planTrim } from "../../core/fit/planTrim.ts";
import { buildMessages } from "../../core/prompt/prompt.ts";
import { sizeOf, type UnsentQuestion } from "../../core/fit/promptFit.ts";
import type { TokenCount } from "../../core/reply/reply.ts";
import { deliver, fanOut } from "../../core/reply/reply.ts";
import { ReplyRecord } from "../../core/conversation/replyRecord.ts";
import { summaryMessages } from "../../core/fit/summaryMessages.ts";
import { sentencesText } from "../../core/text/listText.ts";
import type { FitChoice } from "../../protocol/views.ts";
import { Countdown } from "../countdown.ts";
import { readSettings } from "../settings.ts";
import type { Chat } from "./chat.ts";
import type { ChatServices } from "./services.ts";

/** From this part of the window on an estimate is not trusted: the server is asked to count. */
const nearlyFull = 0.7;

/** A question that is about to be asked, with the endpoint that it goes to. */
interface Unsent extends UnsentQuestion {
  readonly endpoint: ModelEndpoint;
  /** Whether the server counted its prompt. */
  readonly isExact: boolean;
}

/**
 * Sends what a composer holds. What does not fit the model's window is said before it is sent, with
 * ways to go on; nothing is ever cut without a person's word.
 */
export class Sending {
  readonly #services: ChatServices;
  readonly #summarising = new WeakMap<Chat, AbortController>();

  constructor(services: ChatServices) {
    this.#services = services;
  }

  /** Resolves when the reply has ended; false where nothing was sent, for a reason that is shown. */
  async send(chat: Chat, text: string): Promise<boolean> {
    const draft = this.#begin(chat, text);
    if (draft === undefined || !(await this.check(chat))) return false;
    return this.#ask(chat, draft);
  }

  /** Whether something can be asked now; a mistyped parameter is told in the composer. */
  isReady(chat: Chat): boolean {
    const { composer } = chat;
    if (chat.isStreaming || this.#summarising.has(chat)) return false;
    const { endpoint, mistake } = composer;
    const problem =
      mistake === undefined
        ? undefined
        : sentencesText([vscode.l10n.t("Nothing was sent."), mistake]);
    if (problem !== composer.problem) {
      composer.problem = problem;
      chat.sendComposer();
    }
    return problem === undefined && endpoint !== undefined;
  }

  /** Whether the next prompt fits the model's window; where it does not, the composer says so. */
  async check(chat: Chat): Promise<boolean> {
    const { composer } = chat;
    const unsent = await this.#measured(chat);
    composer.overflow = unsent && fitChoices(unsent, unsent.isExact);
    if (composer.overflow === undefined) return true;
    chat.sendComposer();
    return false;
  }

  /** Sends in the way that a person chose for a prompt that does not fit. */
  async fit(chat: Chat, choice: FitChoice, text: string): Promise<boolean> {
    if (choice === "cancel") {
      this.#summarising.get(chat)?.abort();
      chat.composer.overflow = undefined;
      chat.sendComposer();
      return true;
    }
    const draft = this.#begin(chat, text);
    const unsent = draft && (await this.#measured(chat));
    if (unsent === undefined) return false;
    switch (choice) {
      case "send":
        return this.#ask(chat, unsent.draft);
      case "trim": {
        const plan = planTrim(unsent);
        return plan !== undefined && this.#ask(chat, plan.draft);
      }
      case "parts": {
        const parts = planParts(unsent);
        return parts !== undefined && this.#askInParts(chat, text, parts);
      }
      case "summarise": {
        const plan = planSummary(unsent);
        return plan !== undefined && this.#askWithSummary(chat, unsent, plan);
      }
    }
  }

  /** Has the server count the next prompt: a person asked for it. */
  async countExactly(chat: Chat): Promise<void> {
    const { composer } = chat;
    const unsent = this.#unsent(chat);
    if (unsent === undefined) return;
    const counted = await this.#count(chat, unsent.endpoint);
    const isSame = unsent.draft.text === composer.text;
    if (!isSame || unsent.draft.passages !== composer.passages) return;
    composer.problem =
      counted === undefined
        ? vscode.l10n.t(
            "{0} did not count the tokens, so the number stays an estimate.",
            hostOf(unsent.endpoint),
          )
        : undefined;
    composer.exactTokens = counted?.tokens;
    chat.sendComposer();
  }

  /** The question, unless something keeps it from being sent. */
  #begin(chat: Chat, text: string): QuestionDraft | undefined {
    const { composer } = chat;
    composer.type(text);
    return this.isReady(chat) ? { text, passages: composer.passages } : undefined;
  }

  async #ask(chat: Chat, draft: QuestionDraft): Promise<boolean> {
    if (chat.isStreaming) return false;
    chat.composer.take();
    chat.saveDraft();
    return (await chat.ask(draft)) !== undefined;
  }

  /** One part after the other; where one is not answered, it and the rest go back into the composer. */
  async #askInParts(chat: Chat, text: string, parts: readonly QuestionDraft[]): Promise<boolean> {
    chat.composer.take();
    chat.saveDraft();
    for (const [index, part] of parts.entries()) {
      const outcome = await chat.ask(part);
      if (outcome?.status === "done") continue;
      const passages = parts.slice(index).flatMap((rest) => rest.passages);
      chat.composer.restore({ text, passages: [...new Set(passages)] });
      chat.composer.problem = vscode.l10n.t(
        "Part {0} of {1} was not answered. What is left is attached.",
        index + 1,
        parts.length,
      );
      chat.sendComposer();
      chat.saveDraft();
      return false;
    }
    return true;
  }

  async #askWithSummary(chat: Chat, unsent: Unsent, plan: SummaryPlan): Promise<boolean> {
    const { composer } = chat;
    const abort = new AbortController();
    this.#summarising.set(chat, abort);
    showSummarising(chat);
    try {
      const summary = await this.#summarise(chat, unsent, plan, abort.signal);
      if (typeof summary === "string") {
        const { text, passages } = unsent.draft;
        return await this.#ask(chat, {
          ...{ text, passages },
          background: { kind: "summary", text: summary },
        });
      }
      composer.problem = summary.problem;
      composer.overflow = undefined;
      chat.sendComposer();
      return false;
    } finally {
      this.#summarising.delete(chat);
    }
  }

  async #summarise(
    chat: Chat,
    unsent: Unsent,
    plan: SummaryPlan,
    signal: AbortSignal,
  ): Promise<string | { readonly problem: string | undefined }> {
    const { client, tokens } = this.#services;
    const endpoint = { ...unsent.endpoint, ...plan.parameters };
    const token = await tokens.get(originOf(endpoint));
    const record = new ReplyRecord();
    const request = {
      ...{ endpoint, messages: summaryMessages(unsent), limits: readSettings().limits },
      ...(token === undefined ? {} : { token }),
    };
    const countdown = new Countdown((sentence) => showSummarising(chat, sentence));
    const stream = client.stream(request, signal);
    const outcome = await deliver(stream, fanOut(record, countdown));
    const text = record.answers[0]?.text.trim() ?? "";
    if (outcome.status === "stopped") return { problem: undefined };
    if (outcome.status === "done" && text !== "") return text;
    const why = outcome.status === "failed" ? [describeFault(outcome.fault).message] : [];
    const problem = vscode.l10n.t("The earlier turns could not be summarised.");
    return { problem: sentencesText([problem, ...why]) };
  }

  /** Counted by the server where the estimate comes near the window. */
  async #measured(chat: Chat): Promise<Unsent | undefined> {
    const unsent = this.#unsent(chat);
    if (unsent === undefined) return undefined;
    const { tokens, reserved, contextWindow = Infinity } = sizeOf(unsent);
    if (tokens + reserved < contextWindow * nearlyFull) return unsent;
    const counted = await this.#count(chat, unsent.endpoint);
    if (counted === undefined) return unsent;
    const { contextWindow: told } = counted;
    return {
      ...unsent,
      endpoint: { ...(told === undefined ? {} : { contextWindow: told }), ...unsent.endpoint },
      scale: (unsent.scale * counted.tokens) / Math.max(1, tokens),
      isExact: true,
    };
  }

  async #count(chat: Chat, endpoint: ModelEndpoint): Promise<TokenCount | undefined> {
    const { client, tokens, facts } = this.#services;
    const { text, passages } = chat.composer;
    const messages = buildMessages(endpoint, chat.conversation.promptOf({ text, passages }));
    const token = await tokens.get(originOf(endpoint));
    const request = { endpoint, messages, ...(token === undefined ? {} : { token }) };
    const counted = await client.countTokens(request, new AbortController().signal);
    if (counted === undefined) return undefined;
    facts.learnWindow(endpoint, counted.contextWindow);
    facts.learnCount(endpoint, messages, counted.tokens);
    return counted;
  }

  #unsent(chat: Chat): Unsent | undefined {
    const { endpoint, text, passages } = chat.composer;
    if (endpoint === undefined) return undefined;
    const draft = { text, passages };
    const { turns, ...rest } = chat.conversation.promptOf(draft);
    const { facts } = this.#services;
    return {
      draft,
      earlier: { ...rest, turns: turns.slice(0, -1) },
      endpoint: facts.withWindow(endpoint),
      scale: facts.scale(endpoint),
      isExact: false,
    };
  }
}

/** @param wait what the summary waits for. */
function showSummarising(chat: Chat, wait?: string): void {
  chat.composer.overflow = {
    message: sentencesText([
      vscode.l10n.t("The earlier turns are being summarised…"),
      ...(wait === undefined ? [] : [wait]),
    ]),
    choices: [
      { id: "cancel", label: vscode.l10n.t("Cancel"), detail: vscode.l10n.t("Nothing is asked.") },
    ],
  };
  chat.sendComposer();
}
