import * as l10n from "@vscode/l10n";
import type { AnswerView, ExchangeView, WaitingView } from "../../protocol/views.ts";
import { isRunning } from "../state.ts";
import { waitText } from "./exchange/countdown.ts";

/** Tells screen readers when a reply begins, waits to be asked for again, and ends; its text can be read in the log. */
export class Announcer {
  readonly #region = document.createElement("div");
  /** Id of the answer that is awaited. */
  #awaited: string | undefined;
  #waiting: WaitingView | undefined;

  constructor(parent: HTMLElement) {
    this.#region.className = "for-ears";
    this.#region.role = "status";
    parent.append(this.#region);
  }

  /** Call when replies have changed; replies that were over before nobody awaits. */
  tell(exchanges: readonly ExchangeView[]): void {
    const answers = exchanges.flatMap((exchange) => exchange.answers);
    const running = answers.find(isRunning);
    if (running?.id !== this.#awaited) {
      const ended = answers.find(({ id }) => id === this.#awaited);
      this.#awaited = running?.id;
      if (running !== undefined) this.say(l10n.t("{0} is asked.", running.modelLabel));
      else if (ended !== undefined) this.say(ending(ended));
    }
    this.#tellWait(running?.waiting);
  }

  /** Once, not each second. */
  #tellWait(waiting: WaitingView | undefined): void {
    const isNew = waiting !== undefined && waiting.attempt !== this.#waiting?.attempt;
    this.#waiting = waiting;
    if (isNew) this.say(waitText(waiting, Date.now()));
  }

  say(sentence: string): void {
    this.#region.textContent = sentence;
  }
}

function ending({ status, modelLabel }: AnswerView): string {
  switch (status) {
    case "stopped":
      return l10n.t("The reply was stopped.");
    case "failed":
      return l10n.t("The reply failed.");
    default:
      return l10n.t("{0} has answered.", modelLabel);
  }
}
