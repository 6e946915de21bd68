import { html, nothing, type TemplateResult } from "lit";
import type { MeterView } from "../../protocol/views.ts";
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
    <span class="for-ears">${isExact ? "Count again" : "Count exactly"}</span>
    ${contextWindow === undefined ? nothing : bar(tokens, reserved, contextWindow)}
  </button>`;
}

function sentence(
  { tokens, isExact, contextWindow, reserved }: MeterView,
  isOver: boolean,
): string {
  const prompt = `${isExact ? "" : "≈"}${count(tokens)}`;
  if (contextWindow === undefined) return `${prompt} tokens`;
  const numbers = `${prompt} of ${count(contextWindow)} tokens`;
  if (!isOver) return numbers;
  if (tokens > contextWindow) return `The prompt will not fit: ${numbers}`;
  return `With ${count(reserved)} for the answer it will not fit: ${numbers}`;
}

function tip({ isExact, reserved }: MeterView): string {
  const answer = reserved === 0 ? "" : `, ${count(reserved)} kept free for the answer`;
  if (isExact) return `Counted by the server${answer}`;
  return `Estimated${answer}. Press to count exactly`;
}

/** The prompt, and behind it what is kept free for the answer. */
function bar(tokens: number, reserved: number, contextWindow: number): TemplateResult {
  const share = (part: number) => `${Math.min(100, (100 * part) / contextWindow)}%`;
  return html`<svg class="meter-bar" aria-hidden="true">
    <rect class="meter-reserved" height="100%" width=${share(tokens + reserved)}></rect>
    <rect class="meter-prompt" height="100%" width=${share(tokens)}></rect>
  </svg>`;
}

function count(tokens: number): string {
  return tokens.toLocaleString("en-US");
}
