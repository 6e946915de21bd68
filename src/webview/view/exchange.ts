import { html, nothing, type TemplateResult } from "lit";
import type { AnswerView, ExchangeView } from "../../protocol.ts";
import { post } from "../host.ts";
import { isRunning } from "../state.ts";
import { noticeView } from "./notice.ts";
import { passageChips } from "./passages.ts";

/** A question and its reply, an article each. */
export function exchangeView(exchange: ExchangeView, now: number): TemplateResult {
  return html`
    <article class="message you" aria-label="You">
      <h2>You</h2>
      ${passageChips(exchange.passages, false)}
      ${exchange.question === "" ? nothing : html`<p class="question">${exchange.question}</p>`}
    </article>
    <article
      class="message reply"
      aria-label=${exchange.modelLabel}
      aria-busy=${isRunning(exchange) ? "true" : "false"}
    >
      <h2>${exchange.modelLabel}${answerPager(exchange)}</h2>
      ${replyBody(exchange, now)}
    </article>
  `;
}

function replyBody(exchange: ExchangeView, now: number): TemplateResult {
  const { status, notice, usage } = exchange;
  const answer = exchange.answers[exchange.chosen];
  const isOver = !isRunning(exchange);
  return html`
    ${answer === undefined ? nothing : thinkingBlock(answer, isOver)}
    ${
      answer === undefined || answer.text === ""
        ? nothing
        : html`<reply-text class="markdown" .final=${isOver} .text=${answer.text}></reply-text>`
    }
    ${answer?.remark === undefined ? nothing : html`<p class="remark">${answer.remark}</p>`}
    ${status === "stopped" ? html`<p class="remark">Stopped</p>` : nothing}
    ${isOver ? nothing : progress(exchange, now)} ${noticeView(notice, exchange.id)}
    ${
      isOver
        ? html`<footer>
            ${actions(exchange, answer)}
            ${
              usage === undefined
                ? nothing
                : html`<span class="usage" title="Tokens as the server counted them"
                    >${count(usage.prompt)} + ${count(usage.completion)} tokens</span
                  >`
            }
          </footer>`
        : nothing
    }
  `;
}

function progress({ status, sentAt }: ExchangeView, now: number): TemplateResult {
  const seconds = Math.max(0, Math.round((now - sentAt) / 1000));
  return html`<p class="progress">
    <vscode-progress-ring aria-hidden="true"></vscode-progress-ring>
    ${status === "waiting" ? `Waiting, ${seconds} s` : `${seconds} s`}
  </p>`;
}

function thinkingBlock(answer: AnswerView, isOver: boolean): TemplateResult | typeof nothing {
  if (answer.thinking === "") return nothing;
  const { thinkingTime } = answer;
  const title =
    thinkingTime !== undefined
      ? `Thought for ${seconds(thinkingTime)}`
      : isOver
        ? "Thought, then broke off"
        : "Thinking…";
  return html`<details class="thinking">
    <summary>${title}</summary>
    <div class="thinking-text">${answer.thinking.trim()}</div>
  </details>`;
}

function actions(
  exchange: ExchangeView,
  answer: AnswerView | undefined,
): TemplateResult | typeof nothing {
  if (answer === undefined || answer.text === "") return nothing;
  const button = (type: "copy" | "insert" | "replace", icon: string, label: string, tip: string) =>
    html`<vscode-toolbar-button
      icon=${icon}
      label=${label}
      title=${tip}
      @click=${() => post({ type, exchange: exchange.id, answer: exchange.chosen })}
      ><span>${label}</span></vscode-toolbar-button
    >`;
  return html`
    ${button("copy", "copy", "Copy", "Copy the answer as Markdown")}
    ${answer.complete ? button("insert", "insert", "Insert", "Insert at the cursor") : nothing}
    ${
      answer.complete && exchange.replaceable
        ? button("replace", "replace", "Replace", "Replace the passage it is about")
        : nothing
    }
  `;
}

function answerPager(exchange: ExchangeView): TemplateResult | typeof nothing {
  const { id, answers, chosen } = exchange;
  if (answers.length < 2) return nothing;
  const go = (answer: number) => () => {
    if (answer >= 0 && answer < answers.length)
      post({ type: "chooseAnswer", exchange: id, answer });
  };
  return html`<span class="pager">
    <vscode-toolbar-button
      icon="chevron-left"
      label="Previous answer"
      @click=${go(chosen - 1)}
    ></vscode-toolbar-button>
    ${chosen + 1} / ${answers.length}
    <vscode-toolbar-button
      icon="chevron-right"
      label="Next answer"
      @click=${go(chosen + 1)}
    ></vscode-toolbar-button>
  </span>`;
}

function seconds(milliseconds: number): string {
  const value = milliseconds / 1000;
  return value < 10 ? `${value.toFixed(1)} s` : `${Math.round(value)} s`;
}

function count(tokens: number): string {
  return tokens.toLocaleString("en-US");
}
