import * as vscode from "vscode";
import { Conversation, type Exchange } from "../../core/conversation.ts";
import { hostOf, originOf } from "../../core/endpoint.ts";
import type { Passage } from "../../core/passage.ts";
import { buildMessages } from "../../core/prompt.ts";
import {
  deliver,
  fanOut,
  type ModelClient,
  type Outcome,
  type ReplySink,
} from "../../core/reply.ts";
import { estimateTokens } from "../../core/tokenEstimate.ts";
import type { HostMessage, PanelState, SyntaxColors } from "../../protocol.ts";
import { contextKeys } from "../contributions.ts";
import { findModel, readSettings } from "../settings.ts";
import type { Tokens } from "../tokens.ts";
import { Composer } from "./composer.ts";
import { panelSink } from "./panelSink.ts";
import { exchangeView } from "./views.ts";

/** A question on its way to a model. */
export interface Question {
  readonly text: string;
  readonly passages: readonly Passage[];
  /** Key in `tibetChat.models`. */
  readonly modelKey: string;
  /** Where the reply goes besides the panel. */
  readonly sink?: ReplySink;
}

/** An answer that is whole, so that it may go into a document. */
export interface FinishedAnswer {
  readonly text: string;
  /** The selection that it is about. */
  readonly passage?: Passage;
}

interface Running {
  readonly abort: AbortController;
  readonly ended: PromiseWithResolvers<undefined>;
}

/**
 * The conversation in the panel: sends questions one at a time, keeps what came back, tells the
 * page. Everything that the page shows can be made anew from here.
 */
export class ChatSession implements vscode.Disposable {
  readonly composer = new Composer();
  readonly #client: ModelClient;
  readonly #tokens: Tokens;
  readonly #post: (message: HostMessage) => void;
  readonly #log: vscode.LogOutputChannel;
  #conversation = new Conversation();
  #running: Running | undefined;
  #syntax: SyntaxColors = {};

  constructor(
    client: ModelClient,
    tokens: Tokens,
    post: (message: HostMessage) => void,
    log: vscode.LogOutputChannel,
  ) {
    this.#client = client;
    this.#tokens = tokens;
    this.#post = post;
    this.#log = log;
  }

  get exchanges(): readonly Exchange[] {
    return this.#conversation.exchanges;
  }

  get isStreaming(): boolean {
    return this.#running !== undefined;
  }

  /**
   * Sends a question and resolves when its reply has ended; its outcome is shown in the panel.
   * Undefined where nothing was sent: the model is not configured, or a reply is still on its way.
   */
  async ask(question: Question): Promise<Outcome | undefined> {
    const settings = readSettings();
    const endpoint = findModel(settings, question.modelKey);
    if (endpoint === undefined || this.isStreaming) return undefined;
    const running = { abort: new AbortController(), ended: Promise.withResolvers<undefined>() };
    const conversation = this.#conversation;
    const exchange = conversation.begin(question.text, question.passages, endpoint);
    const messages = buildMessages(endpoint, conversation.turns());
    const post = (message: HostMessage) => {
      if (conversation === this.#conversation) this.#post(message);
    };
    this.#setRunning(running);
    post({ type: "exchange", exchange: exchangeView(exchange) });
    this.#log.info(`Asking ${endpoint.model} on ${hostOf(endpoint)}: ${messages.length} messages.`);
    const token = await this.#tokens.get(originOf(endpoint));
    const reply = this.#client.stream(
      { endpoint, messages, limits: settings.limits, ...(token === undefined ? {} : { token }) },
      running.abort.signal,
    );
    const closing: ReplySink = {
      receive: () => undefined,
      end: (outcome) => {
        this.#log.info(`${hostOf(endpoint)}: ${outcomeName(outcome)}.`);
        if (this.#running === running) this.#setRunning(undefined);
        running.ended.resolve(undefined);
      },
    };
    const sinks = [exchange.reply, panelSink(exchange, post), closing];
    return deliver(reply, fanOut(...sinks, ...(question.sink ? [question.sink] : [])));
  }

  /** Asks again where a reply failed. What had arrived of it stays; an empty one gives way. */
  async retry(exchangeId: string): Promise<void> {
    const exchange = this.#conversation.find(exchangeId);
    if (exchange === undefined || this.isStreaming) return;
    const { question: text, passages, endpoint, reply } = exchange;
    if (reply.answers.every((answer) => answer.text === "" && answer.thinking === "")) {
      this.#conversation.withdraw(exchange);
      this.sendSnapshot();
    }
    await this.ask({ text, passages, modelKey: endpoint.key });
  }

  stop(): void {
    this.#running?.abort.abort();
  }

  /** Stops and resolves when the reply has ended. */
  async stopped(): Promise<void> {
    this.stop();
    await this.#running?.ended.promise;
  }

  newConversation(): void {
    this.stop();
    this.#conversation = new Conversation();
    this.#setRunning(undefined);
    this.sendSnapshot();
  }

  /** Chooses which of several answers the conversation goes on from. */
  chooseAnswer(exchangeId: string, answer: number): void {
    const exchange = this.#conversation.find(exchangeId);
    if (exchange === undefined || answer >= exchange.reply.answers.length) return;
    exchange.chosen = answer;
    this.#post({ type: "exchange", exchange: exchangeView(exchange) });
  }

  /** One answer if it is whole; without arguments the chosen one of the newest exchange. */
  finishedAnswer(exchangeId?: string, answer?: number): FinishedAnswer | undefined {
    const exchange =
      exchangeId === undefined ? this.exchanges.at(-1) : this.#conversation.find(exchangeId);
    const index = answer ?? exchange?.chosen ?? 0;
    const text = exchange?.reply.answers[index]?.text;
    if (text === undefined || exchange?.reply.isComplete(index) !== true) return undefined;
    const passage = exchange.passages.find(({ kind }) => kind === "selection");
    return { text, ...(passage === undefined ? {} : { passage }) };
  }

  setSyntax(syntax: SyntaxColors): void {
    this.#syntax = syntax;
    this.#post({ type: "syntax", syntax });
  }

  sendSnapshot(): void {
    const state: PanelState = {
      exchanges: this.exchanges.map(exchangeView),
      composer: this.#composerView(),
      syntax: this.#syntax,
    };
    this.#post({ type: "snapshot", state });
  }

  sendComposer(): void {
    this.#post({ type: "composer", composer: this.#composerView() });
  }

  dispose(): void {
    this.stop();
  }

  #composerView() {
    const messages = buildMessages({}, this.#conversation.turns());
    return this.composer.view(
      messages.reduce((tokens, message) => tokens + estimateTokens(message.content), 0),
    );
  }

  #setRunning(running: Running | undefined): void {
    this.#running = running;
    const answer = this.finishedAnswer();
    setContext(contextKeys.streaming, running !== undefined);
    setContext(contextKeys.hasReply, answer !== undefined);
    setContext(contextKeys.canReplace, answer?.passage !== undefined);
    if (running === undefined) this.sendComposer();
  }
}

function setContext(key: string, value: boolean): void {
  void vscode.commands.executeCommand("setContext", key, value);
}

/** For the log: what happened, without a word of what was said. */
function outcomeName(outcome: Outcome): string {
  return outcome.status === "failed" ? `failed, ${outcome.fault.kind}` : outcome.status;
}
