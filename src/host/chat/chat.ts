import type {
  Conversation,
  Exchange,
  QuestionDraft,
  Version,
} from "../../core/conversation/conversation.ts";
import type { ModelEndpoint } from "../../core/settings/endpoint.ts";
import { isReplaceable, type Passage } from "../../core/prompt/passage.ts";
import { measurePrompt } from "../../core/fit/promptFit.ts";
import { Haste, type Outcome, type ReplySink } from "../../core/reply/reply.ts";
import type { Answer } from "../../core/conversation/replyRecord.ts";
import { storeHead, storeQuestion } from "../../core/conversation/storedConversation.ts";
import type { HostMessage } from "../../protocol/hostMessage.ts";
import type { ComposerView, MeterView } from "../../protocol/views.ts";
import { findModel, readSettings } from "../settings.ts";
import { Composer } from "./composer.ts";
import { askForWindow, requestReply } from "./requestReply.ts";
import type { ChatServices } from "./services.ts";
import { changedViews, exchangeViews } from "./views.ts";

/** An answer that is whole, so that it may go into a document. */
export interface FinishedAnswer {
  readonly text: string;
  /** The selection that it is about. */
  readonly passage?: Passage;
}

interface Running {
  readonly abort: AbortController;
  readonly haste: Haste;
  readonly ended: PromiseWithResolvers<undefined>;
}

/**
 * One conversation at work: sends its questions one at a time, keeps what comes back, tells whoever
 * shows it. It goes on when nobody does.
 */
export class Chat {
  readonly conversation: Conversation;
  readonly composer: Composer;
  readonly #services: ChatServices;
  readonly #viewers = new Set<(message: HostMessage) => void>();
  readonly #onIdle: () => void;
  #running: Running | undefined;

  /** @param onIdle called whenever a reply has ended. */
  constructor(services: ChatServices, conversation: Conversation, onIdle: () => void) {
    this.#services = services;
    this.#onIdle = onIdle;
    this.conversation = conversation;
    this.composer = new Composer(conversation);
  }

  get exchanges(): readonly Exchange[] {
    return this.conversation.exchanges;
  }

  get isStreaming(): boolean {
    return this.#running !== undefined;
  }

  /** Whether another window was receiving a reply of it when it was read. */
  get isWrittenElsewhere(): boolean {
    return this.exchanges.some(({ versions }) =>
      versions.some(({ reply: { record } }) => {
        const { outcome } = record;
        return outcome?.status === "failed" && outcome.fault.kind === "elsewhere";
      }),
    );
  }

  /** Whether somebody shows it. */
  get isViewed(): boolean {
    return this.#viewers.size > 0;
  }

  /** @returns a function that ends the viewing. */
  view(viewer: (message: HostMessage) => void): () => void {
    this.#viewers.add(viewer);
    return () => {
      this.#viewers.delete(viewer);
    };
  }

  /**
   * Sends a question and resolves when its reply has ended; its outcome is shown in the panel.
   * Undefined where nothing was sent: the model is not configured, or a reply is still on its way.
   *
   * @param sink where the reply goes besides the panel and the history.
   * @param parent id of the answer that it follows, by default the last one shown.
   */
  async ask(draft: QuestionDraft, options: AskOptions = {}): Promise<Outcome | undefined> {
    const { sink, parent, endpoint = this.composer.endpoint } = options;
    if (endpoint === undefined || this.isStreaming) return undefined;
    const shown = this.#path();
    const question = this.conversation.ask(draft, parent);
    const stored = storeQuestion(question);
    this.#saveHead();
    void this.#services.conversations.attempt(
      (store) => store.saveMessages(this.conversation.id, [stored]),
      undefined,
    );
    return this.#request(question.id, endpoint, { ...(sink ? { sink } : {}), shown });
  }

  /** Asks a question in other words, as a version beside it; its passages stay. */
  async edit(questionId: string, text: string): Promise<Outcome | undefined> {
    const question = this.conversation.find(questionId)?.question;
    if (question === undefined) return undefined;
    const { passages, background, parent = "" } = question;
    return this.ask({ text, passages, background }, { parent });
  }

  /** Asks a question once more. What came before stays beside it; a reply of nothing gives way. */
  async regenerate(questionId: string): Promise<void> {
    const endpoint = this.composer.endpoint;
    if (endpoint === undefined || this.isStreaming) return;
    if (this.conversation.find(questionId) === undefined) return;
    await this.#request(questionId, endpoint, {});
  }

  /** Goes on with an answer that was cut, as a version beside it that begins with the same text. */
  async continueAnswer(id: string): Promise<void> {
    const found = this.conversation.findAnswer(id);
    const answer = found?.version.answer;
    if (found === undefined || answer === undefined || answer.text === "") return;
    const settings = readSettings();
    const endpoint = findModel(settings, found.version.reply.model.key) ?? this.composer.endpoint;
    if (endpoint === undefined || this.isStreaming) return;
    const own = { ...endpoint, ...this.conversation.parameters, n: 1, thinking: false };
    await this.#request(found.exchange.question.id, own, { resumed: answer });
  }

  /** Leads the conversation through another version of a question or an answer. */
  choose(id: string): void {
    if (!this.conversation.choose(id)) return;
    this.#saveHead();
    this.sendExchanges();
  }

  stop(): void {
    this.#running?.abort.abort();
  }

  /** Sends a request that waits until it is sent again. */
  askNow(): void {
    this.#running?.haste.askNow();
  }

  /** Stops and resolves when the reply has ended. */
  async stopped(): Promise<void> {
    this.stop();
    await this.#running?.ended.promise;
  }

  /** One answer if it is whole; without an id the one that the conversation goes on from. */
  finishedAnswer(id?: string): FinishedAnswer | undefined {
    const newest = this.exchanges.at(-1);
    const found =
      id === undefined
        ? newest?.chosen && { exchange: newest, version: newest.chosen }
        : this.conversation.findAnswer(id);
    if (found === undefined || !isComplete(found.version)) return undefined;
    const passage = found.exchange.question.passages.find(isReplaceable);
    const text = found.version.answer?.text ?? "";
    return { text, ...(passage === undefined ? {} : { passage }) };
  }

  sendExchanges(): void {
    const { title } = this.conversation;
    this.#post({ type: "exchanges", title, exchanges: exchangeViews(this.exchanges) });
    this.sendComposer();
  }

  sendComposer(): void {
    this.#post({ type: "composer", composer: this.composerView() });
  }

  composerView(): ComposerView {
    return this.composer.view(this.#meter());
  }

  /** A person gave it another name. */
  rename(title: string): void {
    this.conversation.title = title;
    this.sendExchanges();
  }

  /** Keeps what is being written, so that it outlives the window. */
  saveDraft(): void {
    const { text, passages } = this.composer;
    const isEmpty = text === "" && passages.length === 0;
    void this.#services.conversations.attempt((store) => {
      if (isEmpty && store.draft(this.conversation.id) === undefined) return;
      store.saveHead(storeHead(this.conversation, false));
      store.saveDraft(this.conversation.id, { text, passages });
    }, undefined);
  }

  /** Model and parameters were changed. */
  saveSettings(): void {
    this.#saveHead();
  }

  async #request(
    questionId: string,
    endpoint: ModelEndpoint,
    { sink, resumed, shown = this.#path() }: RequestOptions,
  ): Promise<Outcome> {
    const running = {
      ...{ abort: new AbortController(), haste: new Haste() },
      ended: Promise.withResolvers<undefined>(),
    };
    this.#running = running;
    const { conversation } = this;
    const { reply, withdrawn } = conversation.reply(questionId, endpoint, resumed);
    this.#saveHead();
    if (withdrawn.length > 0) {
      const { conversations } = this.#services;
      void conversations.attempt((store) => store.removeMessages(withdrawn), undefined);
    }
    this.#showRequest(questionId, shown);
    const closing: ReplySink = {
      receive: () => undefined,
      end: () => {
        this.#running = undefined;
        this.composer.promptChanged();
        this.sendComposer();
        this.#onIdle();
        running.ended.resolve(undefined);
      },
    };
    const request = {
      ...{ conversation, questionId, reply, endpoint, haste: running.haste },
      ...(resumed === undefined ? {} : { resumed: resumed.text }),
    };
    const outcome = await requestReply(
      this.#services,
      request,
      (message) => this.#post(message),
      running.abort.signal,
      [closing, ...(sink === undefined ? [] : [sink])],
    );
    if (outcome.status === "done") void this.#learnWindow(endpoint);
    return outcome;
  }

  async #learnWindow(endpoint: ModelEndpoint): Promise<void> {
    if (await askForWindow(this.#services, endpoint)) this.sendComposer();
  }

  /** One exchange is told where it is all that changed; where the path bends, all of it. */
  #showRequest(questionId: string, shown: readonly string[]): void {
    const path = this.#path();
    const isSame = shown.every((id, index) => path[index] === id);
    if (!isSame || path.at(-1) !== questionId) {
      this.sendExchanges();
      return;
    }
    for (const exchange of changedViews(this.exchanges, questionId)) {
      this.#post({ type: "exchange", exchange });
    }
    this.sendComposer();
  }

  #meter(): MeterView {
    const { endpoint, text, passages, exactTokens } = this.composer;
    if (endpoint === undefined) return { tokens: 0, isExact: false, reserved: 0 };
    const { facts } = this.#services;
    const prompt = this.conversation.promptOf({ text, passages });
    const contextWindow = facts.contextWindow(endpoint);
    return {
      tokens: exactTokens ?? measurePrompt(endpoint, prompt, facts.scale(endpoint)),
      isExact: exactTokens !== undefined,
      ...(contextWindow === undefined ? {} : { contextWindow }),
      reserved: endpoint.maxTokens ?? 0,
    };
  }

  #path(): string[] {
    return this.exchanges.map(({ question }) => question.id);
  }

  #saveHead(): void {
    const head = storeHead(this.conversation, false);
    void this.#services.conversations.attempt((store) => store.saveHead(head), undefined);
  }

  #post(message: HostMessage): void {
    for (const viewer of this.#viewers) viewer(message);
  }
}

interface AskOptions {
  /** Gets the reply, too. */
  readonly sink?: ReplySink | undefined;
  /** Id of the question that this one follows on; by default the last one that is shown. */
  readonly parent?: string;
  /** By default the composer's. */
  readonly endpoint?: ModelEndpoint;
}

interface RequestOptions {
  readonly sink?: ReplySink;
  readonly resumed?: Answer;
  /** The path that viewers show, as ids of its questions; by default that of now. */
  readonly shown?: readonly string[];
}

function isComplete({ reply, choice }: Version): boolean {
  return reply.record.isComplete(choice);
}
