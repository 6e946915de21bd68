import type { Passage } from "../../core/passage.ts";
import { estimateTokens } from "../../core/tokenEstimate.ts";
import type { ComposerView, NoticeView } from "../../protocol.ts";
import { findModel, readSettings, type Settings } from "../settings.ts";
import { notice, passageView } from "./views.ts";

/** What the next question will be made of: the chosen model and the attached passages. */
export class Composer {
  #passages: readonly Passage[] = [];
  #chosen: string | undefined;

  get passages(): readonly Passage[] {
    return this.#passages;
  }

  /** Key of the chosen model; the default until one is chosen, and when the chosen one is gone. */
  get modelKey(): string {
    const settings = readSettings();
    const chosen = this.#chosen === undefined ? undefined : findModel(settings, this.#chosen);
    return chosen?.key ?? settings.defaultModel;
  }

  choose(modelKey: string): void {
    this.#chosen = modelKey;
  }

  /**
   * Attaches a passage. A question has one selection, the one that an answer can replace; a file
   * is attached once.
   *
   * @returns the passage that gave way, if one did.
   */
  attach(passage: Passage): Passage | undefined {
    const replaced = this.#passages.find(
      (other) =>
        other.kind === passage.kind && (passage.kind === "selection" || other.uri === passage.uri),
    );
    this.#passages = [...this.#passages.filter((other) => other !== replaced), passage];
    return replaced;
  }

  remove(id: string): void {
    this.#passages = this.#passages.filter((passage) => passage.id !== id);
  }

  /** Hands the passages over to a question. */
  take(): readonly Passage[] {
    const taken = this.#passages;
    this.#passages = [];
    return taken;
  }

  /** @param earlierTokens estimated tokens of the conversation so far. */
  view(earlierTokens: number): ComposerView {
    const settings = readSettings();
    const modelKey = this.modelKey;
    const model = findModel(settings, modelKey);
    const passages = this.#passages.map(passageView);
    const attached = passages.reduce((sum, passage) => sum + passage.tokens, 0);
    const problem = settingsNotice(settings);
    return {
      models: settings.models.map(({ key, label }) => ({ key, label })),
      modelKey,
      passages,
      promptTokens: earlierTokens + attached + estimateTokens(model?.systemPrompt ?? ""),
      ...(model?.contextWindow === undefined ? {} : { contextWindow: model.contextWindow }),
      ...(problem === undefined ? {} : { notice: problem }),
    };
  }
}

function settingsNotice(settings: Settings): NoticeView | undefined {
  if (settings.problems.length > 0) {
    const problems = settings.problems.map(({ model, message }) => `“${model}”: ${message}`);
    const message = `The setting “tibetChat.models” cannot be used as it is. ${problems.join("; ")}.`;
    return notice(message, ["openSettings"]);
  }
  if (settings.models.length > 0) return undefined;
  return notice("No model is configured. Add one in the settings.", ["openSettings"]);
}
