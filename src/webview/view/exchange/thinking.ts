import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { AnswerView } from "../../../protocol/views.ts";
import { isRunning } from "../../state.ts";
import type { ExchangeControl } from "./exchangeControl.ts";

/** What the model thought: open while it thinks, folded when the answer begins. */
export function thinkingBlock(
  answer: AnswerView,
  control: ExchangeControl,
): TemplateResult | typeof nothing {
  if (answer.thinking === "") return nothing;
  const isLive = isThinking(answer);
  const toggle = ({ currentTarget }: Event) => {
    const details = (currentTarget as HTMLElement).parentElement as HTMLDetailsElement;
    control.setThinkingOpen(answer, !details.open);
  };
  return html`<details class="thinking" .open=${control.isThinkingOpen(answer)}>
    <summary @click=${toggle}>${title(answer)}</summary>
    <div
      class=${isLive ? "thinking-text live" : "thinking-text"}
      role=${isLive ? "region" : nothing}
      aria-label=${isLive ? l10n.t("Thinking") : nothing}
      tabindex=${isLive ? "0" : nothing}
    >
      <thinking-text .text=${answer.thinking}></thinking-text>
    </div>
  </details>`;
}

/** Whether the model thinks now: its answer has not begun. */
export function isThinking(answer: AnswerView): boolean {
  return isRunning(answer) && answer.thinkingTime === undefined && answer.text === "";
}

function title(answer: AnswerView): string {
  const { thinkingTime } = answer;
  if (thinkingTime !== undefined) return l10n.t("Thought for {0} s", seconds(thinkingTime));
  return isRunning(answer) ? l10n.t("Thinking…") : l10n.t("Thought, then broke off");
}

function seconds(milliseconds: number): string {
  const value = milliseconds / 1000;
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}
