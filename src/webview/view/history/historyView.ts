import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { ref, type Ref, type RefOrCallback } from "lit/directives/ref.js";
import { repeat } from "lit/directives/repeat.js";
import type { HistoryView } from "../../../protocol/views.ts";
import { numberText } from "../../displayLanguage.ts";
import { post } from "../../host.ts";
import { classFor, languageFor } from "../../textMarks.ts";
import { noticeView } from "../notice.ts";
import { sentenceAround } from "../sentenceAround.ts";
import { toolButton } from "../toolButton.ts";
import { groupByDay, type HistoryGroup } from "./days.ts";
import { historyItem } from "./historyItem.ts";
import type { HistoryList } from "./historyList.ts";

/** What the history view shows. */
export interface HistoryParts {
  /** Undefined until the host has told it. */
  readonly history: HistoryView | undefined;
  readonly list: HistoryList;
  /** In milliseconds since the epoch. */
  readonly now: number;
  /** The conversation that was deleted last, where it can still be brought back. */
  readonly deleted: HistoryView["deleted"];
  readonly field: Ref<HTMLInputElement>;
  /** Stands behind the last item: more is asked for when it comes into view. */
  readonly end: RefOrCallback;
  readonly typed: (isComposing: boolean) => void;
  readonly keydown: (event: KeyboardEvent) => void;
  readonly close: () => void;
}

/** Earlier conversations: a search field above a list by days. */
export function historyView(parts: HistoryParts): TemplateResult {
  const { history, list, deleted, field, end, close } = parts;
  const pointed = (event: Event) => list.pointed(event);
  return html`<section class="history" aria-label=${l10n.t("History")} @keydown=${parts.keydown}>
    <header class="history-header">
      ${toolButton({
        icon: "arrow-left",
        label: l10n.t("Back to the conversation"),
        tip: l10n.t("Back (Escape)"),
        press: close,
      })}
      <h2>${l10n.t("History")}</h2>
      ${toolButton({
        icon: "desktop-download",
        label: l10n.t("Import…"),
        tip: l10n.t("Import a conversation from a file"),
        isNamed: true,
        press: () => post({ type: "import" }),
      })}
    </header>
    <div class="history-search search-box">
      <span class="codicon codicon-search" aria-hidden="true"></span>
      <input
        ${ref(field)}
        type="search"
        aria-label=${l10n.t("Search conversations")}
        placeholder=${l10n.t("Search conversations")}
        maxlength="500"
        spellcheck="false"
        @input=${(event: InputEvent) => parts.typed(event.isComposing)}
        @compositionend=${() => parts.typed(false)}
      />
    </div>
    ${noticeView(history?.notice)}
    <p class="history-count" role="status">${history && countText(history)}</p>
    <div class="history-list" @focusin=${pointed} @mouseover=${pointed} @mouseleave=${pointed}>
      ${history === undefined ? nothing : groups(history, parts)}
      <div class="history-end" ${ref(end)}></div>
    </div>
    ${deleted === undefined ? nothing : undoBar(deleted)}
  </section>`;
}

function groups(history: HistoryView, parts: HistoryParts): TemplateResult {
  const { query, items, notice } = history;
  if (items.length === 0) {
    if (query !== "") {
      return empty("search-stop", l10n.t("Nothing found"), l10n.t("Try fewer or other words."));
    }
    if (notice !== undefined) return html``;
    return empty("history", l10n.t("No conversations yet"), l10n.t("What you ask is kept here."));
  }
  const grouped = query === "" ? groupByDay(items, parts.now) : [{ title: "", items }];
  return html`${repeat(
    grouped,
    ({ title }) => title,
    (group) => groupView(group, parts),
  )}`;
}

function groupView({ title, items }: HistoryGroup, parts: HistoryParts): TemplateResult {
  const { list, now } = parts;
  const today = new Date(now).setHours(0, 0, 0, 0);
  return html`${title === "" ? nothing : html`<h3>${title}</h3>`}
    <ul aria-label=${title === "" ? l10n.t("Found") : title}>
      ${repeat(
        items,
        ({ id }) => id,
        (item) => {
          const look = list.lookOf(item, today);
          return html`<li class="history-item" data-conversation=${item.id}>
            ${guard([item, ...Object.values<unknown>({ ...look })], () => historyItem(item, look, list))}
          </li>`;
        },
      )}
    </ul>`;
}

function empty(icon: string, title: string, advice: string): TemplateResult {
  return html`<div class="history-empty">
    <vscode-icon name=${icon} size="32" aria-hidden="true"></vscode-icon>
    <p class="history-empty-title">${title}</p>
    <p class="quiet">${advice}</p>
  </div>`;
}

function undoBar({ id, title }: NonNullable<HistoryView["deleted"]>): TemplateResult {
  return html`<div class="undo" role="status">
    <span class="undo-text"
      >${sentenceAround(
        l10n.t("“{0}” deleted."),
        html`<span class=${classFor("undo-title", title)} lang=${languageFor(title)}
          >${title}</span
        >`,
      )}</span
    >
    <vscode-button secondary @click=${() => post({ type: "undoDelete", conversation: id })}
      >${l10n.t("Undo")}</vscode-button
    >
  </div>`;
}

/** What a search has found, in words; nothing for the whole list. */
function countText({ query, items, hasMore }: HistoryView): string {
  if (query === "" || items.length === 0) return "";
  const count = `${numberText(items.length)}${hasMore ? "+" : ""}`;
  return count === "1" ? l10n.t("1 conversation") : l10n.t("{0} conversations", count);
}
