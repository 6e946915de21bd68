import { html, nothing, type TemplateResult } from "lit";
import type { AnswerView, ExchangeView } from "../../../protocol/views.ts";
import { post } from "../../host.ts";
import { toolButton, type ToolButton } from "../toolButton.ts";
import type { ExchangeControl } from "./exchangeControl.ts";

/** What can be done with an answer that is over, and what it took. */
export function answerActions(
  exchange: ExchangeView,
  answer: AnswerView | undefined,
  control: ExchangeControl,
): TemplateResult {
  const uses = answer === undefined || answer.text === "" ? [] : textActions(answer, control);
  const placements = answer?.complete === true ? placementActions(exchange, answer) : [];
  return html`<footer class="actions">
    ${uses.map(toolButton)}${placements.map(toolButton)}
    <span class="asks">${askActions(exchange, answer).map(toolButton)}</span>
    ${usage(answer)}
  </footer>`;
}

function textActions({ id: message }: AnswerView, control: ExchangeControl): ToolButton[] {
  return [
    {
      icon: "copy",
      label: "Copy",
      tip: "Copy the answer as Markdown",
      press: () => post({ type: "copy", message, format: "markdown", text: "" }),
    },
    {
      icon: "clippy",
      label: "Copy as text",
      tip: "Copy the answer as it is shown, without markup",
      press: () => post({ type: "copy", message, format: "text", text: control.shownText() }),
    },
  ];
}

function placementActions({ replaceable }: ExchangeView, { id: answer }: AnswerView): ToolButton[] {
  const insert: ToolButton = {
    icon: "insert",
    label: "Insert",
    tip: "Insert at the cursor",
    isNamed: true,
    press: () => post({ type: "insert", answer }),
  };
  const replace: ToolButton = {
    icon: "replace",
    label: "Replace",
    tip: "Replace the passage it is about",
    isNamed: true,
    press: () => post({ type: "replace", answer }),
  };
  const compare: ToolButton = {
    icon: "diff",
    label: "Compare",
    tip: "See each change before it is made",
    isNamed: true,
    press: () => post({ type: "compare", answer }),
  };
  return replaceable ? [insert, replace, compare] : [insert];
}

/** They begin a request, so they are out of reach while another is on its way. */
function askActions({ id: exchange }: ExchangeView, answer: AnswerView | undefined): ToolButton[] {
  const again: ToolButton = {
    icon: "refresh",
    label: "Regenerate",
    tip: "Ask again; this answer stays",
    press: () => post({ type: "regenerate", exchange }),
  };
  if (answer?.continuable !== true) return [again];
  const goOn: ToolButton = {
    icon: "debug-continue",
    label: "Continue",
    tip: "Go on where the answer was cut",
    isNamed: true,
    press: () => post({ type: "continue", answer: answer.id }),
  };
  return [goOn, again];
}

function usage(answer: AnswerView | undefined): TemplateResult | typeof nothing {
  if (answer?.usage === undefined) return nothing;
  const { prompt, completion } = answer.usage;
  return html`<span class="usage" title="Tokens of prompt and answer, as the server counted them"
    >${count(prompt)} + ${count(completion)} tokens</span
  >`;
}

function count(tokens: number): string {
  return tokens.toLocaleString("en-US");
}
