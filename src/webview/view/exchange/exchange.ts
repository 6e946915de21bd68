import { html, type TemplateResult } from "lit";
import type { ExchangeView } from "../../../protocol/views.ts";
import { answerView } from "./answer.ts";
import type { ExchangeControl } from "./exchangeControl.ts";
import { questionView } from "./question.ts";

/**
 * A question and the answer that is shown, an article each.
 *
 * @param now in milliseconds since the epoch, for how long a reply is awaited.
 */
export function exchangeView(
  exchange: ExchangeView,
  control: ExchangeControl,
  now: number,
): TemplateResult {
  return html`${questionView(exchange, control)}${answerView(exchange, control, now)}`;
}
