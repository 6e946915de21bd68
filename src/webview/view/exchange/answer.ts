import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { AnswerView, ExchangeView } from "../../../protocol/views.ts";
import { arrivedPieces, isRunning } from "../../state.ts";
import { noticeView } from "../notice.ts";
import { answerActions } from "./answerActions.ts";
import { countdown } from "./countdown.ts";
import type { ExchangeControl } from "./exchangeControl.ts";
import { versionPager } from "./pager.ts";
import { thinkingBlock } from "./thinking.ts";

/** The answer that is shown, or the place of one where a question has none. */
export function answerView(
  exchange: ExchangeView,
  control: ExchangeControl,
  now: number,
): TemplateResult {
  const { answers, chosen } = exchange;
  const answer = answers[chosen];
  const name = answer?.modelLabel ?? l10n.t("No answer");
  const isAwaited = answer !== undefined && isRunning(answer);
  const ids = answers.map(({ id }) => id);
  return html`<article
    class="message reply"
    aria-label=${name}
    aria-busy=${isAwaited ? "true" : "false"}
  >
    <h2><span class="model-name">${name}</span>${versionPager(ids, chosen, "answer")}</h2>
    ${answer === undefined ? nothing : body(answer, exchange, control, now)}
    ${isAwaited ? nothing : answerActions(exchange, answer, control)}
  </article>`;
}

function body(
  answer: AnswerView,
  exchange: ExchangeView,
  control: ExchangeControl,
  now: number,
): TemplateResult {
  const { id, text, remark, hidden, status, notice } = answer;
  const isOver = !isRunning(answer);
  return html`
    ${thinkingBlock(answer, control)}
    ${
      text === ""
        ? nothing
        : html`<reply-text
            class="markdown"
            .answer=${id}
            .content=${{ text, pieces: arrivedPieces(answer) }}
            .final=${isOver}
          ></reply-text>`
    }
    ${remark === undefined ? nothing : html`<p class="remark">${remark}</p>`}
    ${hidden === undefined ? nothing : hiddenRemark(hidden)}
    ${status === "stopped" ? html`<p class="remark">${l10n.t("Stopped")}</p>` : nothing}
    ${isOver ? nothing : progress(answer, now)}
    ${noticeView(notice, exchange.id, control.isNews(answer))}
  `;
}

/** Such an answer may say something else than it shows. */
function hiddenRemark(hidden: string): TemplateResult {
  return html`<p class="remark">
    <span class="codicon codicon-eye-closed" aria-hidden="true"></span>
    ${l10n.t("Hidden in it: {0}", hidden)}
  </p>`;
}

function progress({ status, sentAt, text, waiting }: AnswerView, now: number): TemplateResult {
  if (waiting !== undefined) return countdown(waiting, now);
  const seconds = Math.max(0, Math.round((now - sentAt) / 1000));
  // Text that grows moves enough by itself, and what turns has the whole window drawn each frame.
  if (text !== "") return html`<p class="progress">${l10n.t("{0} s", seconds)}</p>`;
  return html`<p class="progress">
    <span class="codicon codicon-loading" aria-hidden="true"></span>
    ${status === "waiting" ? l10n.t("Waiting, {0} s", seconds) : l10n.t("{0} s", seconds)}
  </p>`;
}
