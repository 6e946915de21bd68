import * as vscode from "vscode";
import type { Conversation } from "../../core/conversation/conversation.ts";
import type { Draft } from "../../core/conversation/conversationStore.ts";
import type { ModelEndpoint } from "../../core/settings/endpoint.ts";
import type { Passage } from "../../core/prompt/passage.ts";
import {
  fallbackText,
  parameterText,
  readParameter,
  setParameter,
} from "../../core/settings/requestParameters.ts";
import {
  parameterNames,
  type ComposerView,
  type MeterView,
  type NoticeView,
  type OverflowView,
  type ParameterName,
  type ParameterView,
} from "../../protocol/views.ts";
import { findModel, readSettings, type Settings } from "../settings.ts";
import { notice, passageView } from "./views.ts";

/** What the next question of a conversation is made of: text, passages, model and parameters. */
export class Composer {
  readonly #conversation: Conversation;
  readonly #mistyped = new Map<ParameterName, { text: string; problem: string }>();
  #passages: readonly Passage[] = [];
  #text = "";
  /** Said in place of sending a prompt that does not fit. */
  overflow: OverflowView | undefined;
  /** What could not be attached, or why nothing was sent. */
  problem: string | undefined;
  /** Tokens of the next prompt as the server counted them; until anything of it changes. */
  exactTokens: number | undefined;

  constructor(conversation: Conversation) {
    this.#conversation = conversation;
  }

  get passages(): readonly Passage[] {
    return this.#passages;
  }

  get text(): string {
    return this.#text;
  }

  /** Key of the chosen model; the default until one is chosen, and when the chosen one is gone. */
  get modelKey(): string {
    const settings = readSettings();
    const { modelKey } = this.#conversation;
    const chosen = modelKey === undefined ? undefined : findModel(settings, modelKey);
    return chosen?.key ?? settings.defaultModel;
  }

  /** The chosen model with what was set for this conversation; undefined where none is configured. */
  get endpoint(): ModelEndpoint | undefined {
    const model = findModel(readSettings(), this.modelKey);
    return model && { ...model, ...this.#conversation.parameters };
  }

  /** What is wrong with a parameter that was typed; until it is mended nothing is sent. */
  get mistake(): string | undefined {
    const [first] = this.#mistyped;
    if (first !== undefined)
      return vscode.l10n.t("“{0}”: {1}", parameterLabel(first[0]), first[1].problem);
    const unfit = this.#choiceProblem(readSettings());
    return unfit && vscode.l10n.t("“{0}”: {1}", parameterLabel("n"), unfit);
  }

  choose(modelKey: string): void {
    this.#conversation.modelKey = modelKey;
    this.promptChanged();
  }

  type(text: string): void {
    this.#text = text;
    this.promptChanged();
  }

  setParameter(name: ParameterName, text: string): void {
    const read = readParameter(name, text, readSettings().parameterRules);
    if ("problem" in read) {
      this.#mistyped.set(name, { text, problem: read.problem });
      return;
    }
    this.#mistyped.delete(name);
    this.#conversation.parameters = setParameter(this.#conversation.parameters, name, read.value);
    this.promptChanged();
  }

  /**
   * Attaches a passage. A question has one selection, the one that an answer can replace; a file
   * or folder is attached once.
   *
   * @returns the passage that gave way, if one did.
   */
  attach(passage: Passage): Passage | undefined {
    const replaced = this.#passages.find(
      (other) =>
        other.kind === passage.kind &&
        (passage.kind === "selection" || (passage.uri !== undefined && other.uri === passage.uri)),
    );
    this.#passages = [...this.#passages.filter((other) => other !== replaced), passage];
    this.problem = undefined;
    this.promptChanged();
    return replaced;
  }

  remove(id: string): void {
    this.#passages = this.#passages.filter((passage) => passage.id !== id);
    this.promptChanged();
  }

  /** Hands the passages over to a question and forgets what was typed. */
  take(): readonly Passage[] {
    const taken = this.#passages;
    this.restore({ text: "", passages: [] });
    return taken;
  }

  /** Puts a draft in the place of what is being written. */
  restore({ text, passages }: Draft): void {
    this.#text = text;
    this.#passages = passages;
    this.problem = undefined;
    this.promptChanged();
  }

  view(meter: MeterView): ComposerView {
    const settings = readSettings();
    const hasBegun = this.#conversation.exchanges.length > 0;
    const problem = settingsNotice(settings, hasBegun) ?? this.#problemNotice();
    return {
      models: settings.models.map(({ key, label }) => ({ key, label })),
      modelKey: this.modelKey,
      passages: this.#passages.map(passageView),
      parameters: this.#parameterViews(settings),
      meter,
      ...(this.overflow === undefined ? {} : { overflow: this.overflow }),
      ...(problem === undefined ? {} : { notice: problem }),
    };
  }

  /** What was said of the prompt as it was holds no longer. */
  promptChanged(): void {
    this.overflow = undefined;
    this.exactTokens = undefined;
  }

  #parameterViews(settings: Settings): ParameterView[] {
    const model = findModel(settings, this.modelKey);
    if (model === undefined) return [];
    const { parameters } = this.#conversation;
    return parameterNames.map((name) => {
      const mistyped = this.#mistyped.get(name);
      const unfit = name === "n" ? this.#choiceProblem(settings) : undefined;
      const problem = mistyped?.problem ?? unfit;
      return {
        name,
        text: mistyped?.text ?? parameterText(parameters[name]),
        fallback: fallbackText(name, model),
        ...(problem === undefined ? {} : { problem }),
      };
    });
  }

  /** A conversation may come from where, or from when, more choices were allowed. */
  #choiceProblem({ parameterRules: { n: rule } }: Settings): string | undefined {
    const { n } = this.#conversation.parameters;
    return n === undefined || rule.accepts(n)
      ? undefined
      : vscode.l10n.t("Enter {0}.", rule.wanted);
  }

  #problemNotice(): NoticeView | undefined {
    return this.problem === undefined ? undefined : notice(this.problem, []);
  }
}

/** As the composer's form calls them. */
function parameterLabel(name: ParameterName): string {
  switch (name) {
    case "thinking":
      return vscode.l10n.t("thinking");
    case "stream":
      return vscode.l10n.t("stream");
    case "temperature":
      return vscode.l10n.t("temperature");
    case "topP":
      return "top_p";
    case "n":
      return "n";
    case "maxTokens":
      return "max_tokens";
    case "systemPrompt":
      return vscode.l10n.t("system prompt");
  }
}

/** @param hasBegun what has not begun says itself how to start. */
function settingsNotice(settings: Settings, hasBegun: boolean): NoticeView | undefined {
  if (settings.problems.length > 0) {
    const problems = settings.problems.map(({ model, message }) =>
      vscode.l10n.t("“{0}”: {1}", model, message),
    );
    const message = vscode.l10n.t(
      "The setting “tibetChat.models” cannot be used as it is. {0}.",
      problems.join(vscode.l10n.t("; ")),
    );
    return notice(message, ["openSettings"]);
  }
  if (settings.models.length > 0 || !hasBegun) return undefined;
  return notice(vscode.l10n.t("No model is configured."), ["configureModels"]);
}
