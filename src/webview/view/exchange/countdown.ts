import * as l10n from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import type { WaitingView } from "../../../protocol/views.ts";
import { post } from "../../host.ts";

/** When each wait was told, in milliseconds since the epoch: the host's clock may be another one. */
const arrivals = new WeakMap<WaitingView, number>();

/** Call when a wait is told: from then on its seconds are counted. */
export function waitArrived(waiting: WaitingView, now: number): void {
  if (!arrivals.has(waiting)) arrivals.set(waiting, now);
}

/** What a request waits for until it is sent again, and what a person can do about it. */
export function countdown(waiting: WaitingView, now: number): TemplateResult {
  return html`<div class="wait">
    <vscode-icon name="watch" aria-hidden="true"></vscode-icon>
    <div>
      <p>${waitText(waiting, now)}</p>
      <div class="buttons">
        <vscode-button @click=${() => post({ type: "askNow" })}>${l10n.t("Ask now")}</vscode-button>
        <vscode-button
          secondary
          aria-label=${l10n.t("Stop waiting")}
          @click=${() => post({ type: "stop" })}
          >${l10n.t("Stop")}</vscode-button
        >
      </div>
    </div>
  </div>`;
}

/** E.g. "127.0.0.1:8000 is busy (429). Asking again in 7 s (1 of 2)." */
export function waitText(waiting: WaitingView, now: number): string {
  const { reason, attempt, attempts } = waiting;
  const elapsed = (now - (arrivals.get(waiting) ?? now)) / 1000;
  // A timer is a moment late, seldom early.
  const left = Math.max(0, Math.round(waiting.seconds - elapsed));
  return attempts > 1
    ? l10n.t("{0} Asking again in {1} s ({2} of {3}).", reason, left, attempt, attempts)
    : l10n.t("{0} Asking again in {1} s.", reason, left);
}
