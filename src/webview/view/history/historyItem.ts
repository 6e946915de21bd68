import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { HistoryItemView } from "../../../protocol/views.ts";
import { isForInputMethod } from "../../inputMethod.ts";
import { classFor, languageFor } from "../../textMarks.ts";
import { toolButton, type ToolButton } from "../toolButton.ts";
import { momentText, timeText } from "./days.ts";

/** What can be done with an item of the history. */
export interface ItemActions {
  open(id: string, place: "here" | "tab" | "document"): void;
  pin(id: string, pinned: boolean): void;
  beginRename(id: string): void;
  /** Ends the renaming, with the new title or without. */
  endRename(id: string, title?: string): void;
  remove(id: string): void;
  export(id: string): void;
  /** The menu of an item was opened or closed. */
  menuToggled(id: string, isOpen: boolean): void;
}

/** How an item stands at the moment. */
export interface ItemLook {
  /** Whether Tab leads to it. */
  readonly isActive: boolean;
  /** Whether its buttons are there: hundreds of items need theirs only when they are near at hand. */
  readonly hasActions: boolean;
  readonly isRenamed: boolean;
  readonly now: number;
}

/** Longest title, as the host takes it, in UTF-16 code units. */
const longestTitle = 500;

export function historyItem(
  item: HistoryItemView,
  look: ItemLook,
  actions: ItemActions,
): TemplateResult {
  const { id, title } = item;
  const { isActive, isRenamed, hasActions, now } = look;
  return html`
    ${isRenamed ? titleField(item, actions) : openButton(item, isActive, actions)}
    <time
      class="history-time"
      datetime=${new Date(item.updatedAt).toISOString()}
      title=${momentText(item.updatedAt)}
      >${timeText(item, now, item.excerpt === undefined)}</time
    >
    ${
      hasActions && !isRenamed
        ? html`<div
            class="item-actions"
            role="group"
            aria-label=${l10n.t("Actions for {0}", title)}
          >
            ${nearActions(item, actions).map(toolButton)}${farActions(id, actions).map(toolButton)}
            ${moreMenu(id, actions)}
          </div>`
        : nothing
    }
  `;
}

function openButton(item: HistoryItemView, isActive: boolean, actions: ItemActions) {
  const { id, title, excerpt } = item;
  const isInTitle = excerpt && excerpt.before + excerpt.match + excerpt.after === title;
  return html`<button
    type="button"
    class="history-open"
    tabindex=${isActive ? "0" : "-1"}
    title=${title}
    @click=${(event: MouseEvent) =>
      actions.open(id, event.ctrlKey || event.metaKey ? "tab" : "here")}
  >
    <span class=${classFor("history-title", title)} lang=${languageFor(title)}
      >${isInTitle === true ? marked(excerpt) : title}</span
    >
    ${excerpt === undefined || isInTitle === true ? nothing : excerptView(excerpt)}
  </button>`;
}

function excerptView(excerpt: NonNullable<HistoryItemView["excerpt"]>): TemplateResult {
  const text = excerpt.before + excerpt.match + excerpt.after;
  return html`<span class=${classFor("history-excerpt", text)} lang=${languageFor(text)}
    >${marked(excerpt)}</span
  >`;
}

function marked({ before, match, after }: NonNullable<HistoryItemView["excerpt"]>): TemplateResult {
  return html`${before}<mark>${match}</mark>${after}`;
}

function titleField({ id, title }: HistoryItemView, actions: ItemActions): TemplateResult {
  const keydown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (isForInputMethod(event)) return;
    if (event.key === "Enter") actions.endRename(id, (event.target as HTMLInputElement).value);
    else if (event.key === "Escape") actions.endRename(id);
    else return;
    event.preventDefault();
  };
  return html`<input
    class="history-rename"
    type="text"
    aria-label=${l10n.t("New title for {0}", title)}
    maxlength=${longestTitle}
    lang=${languageFor(title)}
    value=${title}
    @keydown=${keydown}
    @blur=${({ target }: Event) => actions.endRename(id, (target as HTMLInputElement).value)}
  />`;
}

function nearActions({ id, pinned }: HistoryItemView, actions: ItemActions): ToolButton[] {
  return [
    {
      icon: pinned ? "pinned" : "pin",
      label: pinned ? l10n.t("Unpin") : l10n.t("Pin"),
      press: () => actions.pin(id, !pinned),
    },
    {
      icon: "edit",
      label: l10n.t("Rename"),
      tip: l10n.t("Rename (F2)"),
      press: () => actions.beginRename(id),
    },
    {
      icon: "trash",
      label: l10n.t("Delete"),
      tip: l10n.t("Delete (Del)"),
      press: () => actions.remove(id),
    },
  ];
}

/** Those that a narrow page has in a menu. */
function farActions(id: string, actions: ItemActions): ToolButton[] {
  return [
    {
      icon: "open-in-product",
      label: l10n.t("Open in tab"),
      tip: l10n.t("Open in an editor tab (Ctrl+Enter)"),
      class: "far",
      press: () => actions.open(id, "tab"),
    },
    {
      icon: "file-text",
      label: l10n.t("Open as document"),
      class: "far",
      press: () => actions.open(id, "document"),
    },
    {
      icon: "export",
      label: l10n.t("Export…"),
      class: "far",
      press: () => actions.export(id),
    },
  ];
}

function moreMenu(id: string, actions: ItemActions): TemplateResult {
  const menu = `menu-${id}`;
  const toggled = (event: ToggleEvent) => {
    const isOpen = event.newState === "open";
    actions.menuToggled(id, isOpen);
    if (isOpen) (event.currentTarget as HTMLElement).querySelector("button")?.focus();
  };
  return html`<button
      type="button"
      class="tool more"
      aria-label=${l10n.t("More actions")}
      aria-haspopup="menu"
      title=${l10n.t("More actions")}
      popovertarget=${menu}
    >
      <span class="codicon codicon-ellipsis" aria-hidden="true"></span>
    </button>
    <div
      class="history-menu"
      id=${menu}
      popover="auto"
      role="menu"
      aria-label=${l10n.t("More actions")}
      @toggle=${toggled}
      @keydown=${moveInMenu}
    >
      ${farActions(id, actions).map(
        ({ icon, label, press }) =>
          html`<button
            type="button"
            role="menuitem"
            tabindex="-1"
            @click=${({ currentTarget }: Event) => {
              (currentTarget as HTMLElement).closest<HTMLElement>(".history-menu")?.hidePopover();
              press();
            }}
          >
            <span class=${`codicon codicon-${icon}`} aria-hidden="true"></span>${label}
          </button>`,
      )}
    </div>`;
}

function moveInMenu(event: KeyboardEvent): void {
  event.stopPropagation();
  const menu = event.currentTarget as HTMLElement;
  const items = [...menu.querySelectorAll("button")];
  const at = items.findIndex((item) => item === document.activeElement);
  const target = {
    ArrowDown: items.at((at + 1) % items.length),
    ArrowUp: items.at(at - 1),
    Home: items[0],
    End: items.at(-1),
  }[event.key];
  if (target === undefined) {
    if (event.key === "Tab") menu.hidePopover();
    return;
  }
  event.preventDefault();
  target.focus();
}
