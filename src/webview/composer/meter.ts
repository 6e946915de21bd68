import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { MeterView } from "../../protocol/views.ts";
import { numberText } from "../displayLanguage.ts";
import { post } from "../host.ts";

/** How much of the model's window the prompt takes, before it is sent; a press counts exactly. */
export function meterView(meter: MeterView): TemplateResult | typeof nothing {
  const { tokens, contextWindow, reserved, isExact } = meter;
  if (tokens === 0) return nothing;
  const isOver = contextWindow !== undefined && tokens + reserved > contextWindow;
  return html`<button
    type="button"
    class=${isOver ? "meter over" : "meter"}
    title=${tip(meter)}
    @click=${() => post({ type: "countTokens" })}
  >
    <span>${sentence(meter, isOver)}</span>
    <span class="for-ears">${isExact ? l10n.t("Count again") : l10n.t("Count exactly")}</span>
    ${contextWindow === undefined ? nothing : bar(tokens, reserved, contextWindow)}
  </button>`;
}

function sentence(
  { tokens, isExact, contextWindow, reserved }: MeterView,
  isOver: boolean,
): string {
  const prompt = `${isExact ? "" : "≈"}${numberText(tokens)}`;
  if (contextWindow === undefined) return l10n.t("{0} tokens", prompt);
  const most = numberText(contextWindow);
  if (!isOver) return l10n.t("{0} of {1} tokens", prompt, most);
  if (tokens > contextWindow) {
    return l10n.t("The prompt will not fit: {0} of {1} tokens", prompt, most);
  }
  const answer = numberText(reserved);
  return l10n.t("With {0} for the answer it will not fit: {1} of {2} tokens", answer, prompt, most);
}

function tip({ isExact, reserved }: MeterView): string {
  if (reserved === 0) {
    return isExact ? l10n.t("Counted by the server") : l10n.t("Estimated. Press to count exactly");
  }
  const answer = numberText(reserved);
  return isExact
    ? l10n.t("Counted by the server, {0} kept free for the answer", answer)
    : l10n.t("Estimated, {0} kept free for the answer. Press to count exactly", answer);
}

/** The prompt, and behind it what is kept free for the answer. */
function bar(tokens: number, reserved: number, contextWindow: number): TemplateResult {
  const share = (part: number) => `${Math.min(100, (100 * part) / contextWindow)}%`;
  return html`<svg class="meter-bar" aria-hidden="true">
    <rect class="meter-reserved" height="100%" width=${share(tokens + reserved)}></rect>
    <rect class="meter-prompt" height="100%" width=${share(tokens)}></rect>
  </svg>`;
}
