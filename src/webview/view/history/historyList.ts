import { post } from "../../host.ts";
import type { PageState } from "../../state.ts";
import type { HistoryItemView } from "../../../protocol/views.ts";
import { holdsCommandKey } from "../commandKey.ts";
import type { ItemActions, ItemLook } from "./historyItem.ts";

/** The items of the history: which one is at hand, and what keys and buttons do with it. */
export class HistoryList implements ItemActions {
  readonly #state: PageState;
  readonly #redraw: () => void;
  /** Ids of the item that Tab leads to, that the mouse is over, that is renamed, with an open menu. */
  #active: string | undefined;
  #hovered: string | undefined;
  #renamed: string | undefined;
  #menu: string | undefined;
  #opening: string | undefined;

  constructor(state: PageState, redraw: () => void) {
    this.#state = state;
    this.#redraw = redraw;
  }

  /** Id of the conversation that was asked for last. */
  get opening(): string | undefined {
    return this.#opening;
  }

  reset(): void {
    this.#active = undefined;
    this.#renamed = undefined;
    this.#menu = undefined;
    this.#opening = undefined;
  }

  /** @param now in milliseconds since the epoch; the same for a whole day. */
  lookOf({ id }: HistoryItemView, now: number): ItemLook {
    const isActive = id === this.#reachable;
    return {
      isActive,
      hasActions: isActive || id === this.#hovered || id === this.#menu,
      isRenamed: id === this.#renamed,
      now,
    };
  }

  /** Puts the cursor on the item that Tab leads to. */
  focus(): void {
    this.#buttonOf(this.#reachable)?.focus();
  }

  open(id: string, place: "here" | "tab" | "document"): void {
    if (place === "here") this.#opening = id;
    post({ type: "openConversation", conversation: id, place });
  }

  pin(id: string, pinned: boolean): void {
    post({ type: "pin", conversation: id, pinned });
  }

  beginRename(id: string): void {
    this.#renamed = id;
    this.#redraw();
    requestAnimationFrame(() => {
      const field = itemOf(id)?.querySelector("input");
      field?.focus();
      field?.select();
    });
  }

  endRename(id: string, title?: string): void {
    // The field that goes loses the cursor, which ends the renaming again.
    if (this.#renamed !== id) return;
    this.#renamed = undefined;
    const name = title?.trim() ?? "";
    const known = this.#state.history?.items.find((item) => item.id === id);
    if (name !== "" && name !== known?.title) {
      this.#state.rename(id, name);
      post({ type: "rename", conversation: id, title: name });
    }
    const hadCursor = itemOf(id)?.contains(document.activeElement) === true;
    this.#redraw();
    if (hadCursor) requestAnimationFrame(() => this.#buttonOf(id)?.focus());
  }

  /** Deletes it; the cursor goes to the item behind it, else to the one before. */
  remove(id: string): void {
    const buttons = openButtons();
    const index = buttons.findIndex((button) => idOf(button) === id);
    (buttons[index + 1] ?? buttons[index - 1])?.focus();
    post({ type: "delete", conversation: id });
  }

  export(id: string): void {
    post({ type: "export", conversation: id });
  }

  menuToggled(id: string, isOpen: boolean): void {
    this.#menu = isOpen ? id : undefined;
    this.#redraw();
  }

  /** The cursor or the mouse has come to an item or left it. */
  pointed(event: Event): void {
    const id = event.type === "mouseleave" ? undefined : idOf(event.target);
    if (event.type === "focusin") {
      if (id === this.#active || id === undefined) return;
      this.#active = id;
    } else {
      if (id === this.#hovered) return;
      this.#hovered = id;
    }
    this.#redraw();
  }

  /** True where the key did something with the item that has the cursor. */
  takeKey(event: KeyboardEvent): boolean {
    const id = idOf(event.target);
    if (id === undefined) return false;
    const isCommand = holdsCommandKey(event);
    if (event.key === "F2") this.beginRename(id);
    else if (event.key === "Delete" || (event.metaKey && event.key === "Backspace")) {
      this.remove(id);
    } else if (event.key === "Enter" && isCommand) this.open(id, "tab");
    else return this.#move(event, id);
    return true;
  }

  #move({ key, target }: KeyboardEvent, id: string): boolean {
    const buttons = openButtons();
    const index = buttons.findIndex((button) => idOf(button) === id);
    const within = [...(itemOf(id)?.querySelectorAll("button:not([role])") ?? [])]
      .filter((button): button is HTMLElement => button instanceof HTMLElement)
      .filter((button) => button.checkVisibility());
    const at = within.findIndex((button) => button === target);
    const goal = {
      ArrowDown: buttons[index + 1],
      ArrowUp: buttons[index - 1] ?? document.querySelector<HTMLElement>(".history-search input"),
      Home: buttons[0],
      End: buttons.at(-1),
      ArrowRight: within[at + 1],
      ArrowLeft: within[at - 1],
    }[key];
    goal?.focus();
    return goal !== undefined;
  }

  /** The item that Tab leads to: the last that had the cursor, else the first. */
  get #reachable(): string | undefined {
    const items = this.#state.history?.items ?? [];
    const active = items.find(({ id }) => id === this.#active);
    return (active ?? items[0])?.id;
  }

  #buttonOf(id: string | undefined): HTMLElement | undefined {
    return openButtons().find((button) => idOf(button) === id);
  }
}

function openButtons(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(".history-open")];
}

function itemOf(id: string): Element | undefined {
  const items = [...document.querySelectorAll(".history-item")];
  return items.find((item) => idOf(item) === id);
}

/** Id of the conversation whose item an element is in. */
function idOf(target: EventTarget | null): string | undefined {
  const item = target instanceof Element ? target.closest<HTMLElement>(".history-item") : null;
  return item?.dataset["conversation"];
}
