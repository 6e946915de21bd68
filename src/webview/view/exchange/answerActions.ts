import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { AnswerView, ExchangeView } from "../../../protocol/views.ts";
import { numberText } from "../../displayLanguage.ts";
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
      label: l10n.t("Copy"),
      tip: l10n.t("Copy the answer as Markdown"),
      press: () => post({ type: "copy", message, format: "markdown", text: "" }),
    },
    {
      icon: "clippy",
      label: l10n.t("Copy as text"),
      tip: l10n.t("Copy the answer as it is shown, without markup"),
      press: () => post({ type: "copy", message, format: "text", text: control.shownText() }),
    },
  ];
}

function placementActions({ replaceable }: ExchangeView, { id: answer }: AnswerView): ToolButton[] {
  const insert: ToolButton = {
    icon: "insert",
    label: l10n.t("Insert"),
    tip: l10n.t("Insert at the cursor"),
    isNamed: true,
    press: () => post({ type: "insert", answer }),
  };
  const replace: ToolButton = {
    icon: "replace",
    label: l10n.t("Replace"),
    tip: l10n.t("Replace the passage it is about"),
    isNamed: true,
    press: () => post({ type: "replace", answer }),
  };
  const compare: ToolButton = {
    icon: "diff",
    label: l10n.t("Compare"),
    tip: l10n.t("See each change before it is made"),
    isNamed: true,
    press: () => post({ type: "compare", answer }),
  };
  return replaceable ? [insert, replace, compare] : [insert];
}

/** They begin a request, so they are out of reach while another is on its way. */
function askActions({ id: exchange }: ExchangeView, answer: AnswerView | undefined): ToolButton[] {
  const again: ToolButton = {
    icon: "refresh",
    label: l10n.t("Regenerate"),
    tip: l10n.t("Ask again; this answer stays"),
    press: () => post({ type: "regenerate", exchange }),
  };
  if (answer?.continuable !== true) return [again];
  const goOn: ToolButton = {
    icon: "debug-continue",
    label: l10n.t("Continue"),
    tip: l10n.t("Go on where the answer was cut"),
    isNamed: true,
    press: () => post({ type: "continue", answer: answer.id }),
  };
  return [goOn, again];
}

function usage(answer: AnswerView | undefined): TemplateResult | typeof nothing {
  if (answer?.usage === undefined) return nothing;
  const { prompt, completion } = answer.usage;
  return html`<span
    class="usage"
    title=${l10n.t("Tokens of prompt and answer, as the server counted them")}
    >${l10n.t("{0} + {1} tokens", numberText(prompt), numberText(completion))}</span
  >`;
}
