import type * as vscode from "vscode";
import { hostOf, type ModelEndpoint } from "../../core/settings/endpoint.ts";
import type { Outcome, RequestMessage, Usage } from "../../core/reply/reply.ts";
import { estimatePrompt } from "../../core/fit/tokenEstimate.ts";
import { TokenScale } from "../../core/fit/tokenScale.ts";

const scaleKey = "tokenScale";
const windowsKey = "contextWindows";

/** What servers let us know of their models, kept from window to window: numbers only. */
export class ModelFacts {
  readonly #memento: vscode.Memento;
  readonly #scale: TokenScale;
  readonly #windows: Map<string, number>;
  /** Models whose server was asked for the window by this window of VS Code. */
  readonly #asked = new Set<string>();

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
    this.#scale = TokenScale.from(memento.get(scaleKey));
    this.#windows = new Map(Object.entries(memento.get<Record<string, number>>(windowsKey, {})));
  }

  /** The model's window in tokens: as the settings say, else as its server did. */
  contextWindow(endpoint: ModelEndpoint): number | undefined {
    return endpoint.contextWindow ?? this.#windows.get(keyOf(endpoint));
  }

  /** The endpoint with the model's window, where that is known. */
  withWindow(endpoint: ModelEndpoint): ModelEndpoint {
    const contextWindow = this.contextWindow(endpoint);
    return contextWindow === undefined ? endpoint : { ...endpoint, contextWindow };
  }

  /** By how much estimates for this model have to be multiplied. */
  scale(endpoint: ModelEndpoint): number {
    return this.#scale.scale(keyOf(endpoint));
  }

  /** Whether the server may still tell the window: true once for each model where it is not known. */
  mayAskForWindow(endpoint: ModelEndpoint): boolean {
    const key = keyOf(endpoint);
    if (this.contextWindow(endpoint) !== undefined || this.#asked.has(key)) return false;
    this.#asked.add(key);
    return true;
  }

  learnWindow(endpoint: ModelEndpoint, tokens: number | undefined): void {
    if (tokens === undefined || this.#windows.get(keyOf(endpoint)) === tokens) return;
    this.#windows.set(keyOf(endpoint), tokens);
    void this.#memento.update(windowsKey, Object.fromEntries(this.#windows));
  }

  /** The server counted a prompt. */
  learnCount(endpoint: ModelEndpoint, messages: readonly RequestMessage[], counted: number): void {
    const estimated = estimatePrompt(messages, endpoint.thinking === false);
    this.#scale.learn(keyOf(endpoint), estimated, counted);
    void this.#memento.update(scaleKey, this.#scale.toJSON());
  }

  /** A reply ended: its usage tells the prompt's true length, a refusal the window's. */
  learn(
    endpoint: ModelEndpoint,
    messages: readonly RequestMessage[],
    usage: Usage | undefined,
    outcome: Outcome,
  ): void {
    if (usage !== undefined) this.learnCount(endpoint, messages, usage.promptTokens);
    if (outcome.status === "failed" && outcome.fault.kind === "promptTooLong") {
      this.learnWindow(endpoint, outcome.fault.limit);
    }
  }
}

function keyOf(endpoint: ModelEndpoint): string {
  return `${hostOf(endpoint)} ${endpoint.model}`;
}
