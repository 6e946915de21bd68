import * as l10n from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import type { ContextKind } from "../../protocol/pageMessage.ts";
import { post } from "../host.ts";
import { isForInputMethod } from "../inputMethod.ts";
import { floatAt } from "./floating.ts";

interface Entry {
  readonly kind: ContextKind;
  readonly label: string;
  readonly icon: string;
}

const entries: readonly Entry[] = [
  { kind: "selection", label: l10n.t("Selection"), icon: "list-selection" },
  { kind: "files", label: l10n.t("Files…"), icon: "file" },
  { kind: "folder", label: l10n.t("Folder…"), icon: "folder" },
  { kind: "openEditors", label: l10n.t("Open editors"), icon: "files" },
  { kind: "problems", label: l10n.t("Problems"), icon: "warning" },
  { kind: "clipboard", label: l10n.t("Clipboard"), icon: "clippy" },
];

/** The button that attaches context, and its menu. */
export class AttachMenu {
  readonly #changed: () => void;
  readonly #button = createRef<HTMLElement>();
  readonly #menu = createRef<HTMLElement>();
  #isOpen = false;

  /** @param changed called when the menu is to be drawn again. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  view(): TemplateResult {
    return html`<button
        ${ref(this.#button)}
        type="button"
        class="composer-tool"
        aria-label=${l10n.t("Attach")}
        aria-haspopup="menu"
        aria-expanded=${this.#isOpen ? "true" : "false"}
        title=${l10n.t("Attach (or drop files here, from the Explorer with Shift)")}
        @pointerdown=${keepMenu}
        @click=${() => (this.#isOpen ? this.#close() : this.#open(0))}
        @keydown=${(event: KeyboardEvent) => this.#buttonKey(event)}
      >
        <vscode-icon name="attach" aria-hidden="true"></vscode-icon>
      </button>
      <div
        ${ref(this.#menu)}
        class="menu"
        role="menu"
        aria-label=${l10n.t("Attach")}
        popover="manual"
        @keydown=${(event: KeyboardEvent) => this.#menuKey(event)}
        @focusout=${(event: FocusEvent) => this.#left(event)}
      >
        ${entries.map(
          ({ kind, label, icon }) =>
            html`<button
              type="button"
              class="menu-item"
              role="menuitem"
              tabindex="-1"
              @click=${() => this.#choose(kind)}
              @pointerenter=${focusItem}
            >
              <vscode-icon name=${icon} aria-hidden="true"></vscode-icon>${label}
            </button>`,
        )}
      </div>`;
  }

  #open(index: number): void {
    const menu = this.#menu.value;
    const button = this.#button.value;
    if (menu === undefined || button === undefined) return;
    floatAt(menu, button.getBoundingClientRect());
    this.#isOpen = true;
    this.#focus(index);
    this.#changed();
  }

  #close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#button.value?.focus();
    this.#menu.value?.hidePopover();
    this.#changed();
  }

  #left({ relatedTarget }: FocusEvent): void {
    if (!this.#isOpen || this.#menu.value?.contains(relatedTarget as Node | null) === true) return;
    this.#isOpen = false;
    this.#menu.value?.hidePopover();
    this.#changed();
  }

  #choose(kind: ContextKind): void {
    this.#close();
    post({ type: "attach", kind });
  }

  #buttonKey(event: KeyboardEvent): void {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    this.#open(event.key === "ArrowDown" ? 0 : entries.length - 1);
  }

  #menuKey(event: KeyboardEvent): void {
    if (isForInputMethod(event)) return;
    const { length } = entries;
    const index = this.#items().indexOf(document.activeElement as HTMLElement);
    const next = {
      ArrowDown: (index + 1) % length,
      ArrowUp: (index + length - 1) % length,
      Home: 0,
      End: length - 1,
    }[event.key];
    if (event.key === "Escape" || event.key === "Tab") this.#close();
    else if (next !== undefined) this.#focus(next);
    else if (!this.#focusByLetter(event, index)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Goes to the next entry that begins with a letter. */
  #focusByLetter({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, from: number): boolean {
    if (ctrlKey || metaKey || altKey || !/^\p{L}$/u.test(key)) return false;
    const order = entries.map((_, step) => (from + 1 + step) % entries.length);
    const found = order.find((index) =>
      entries[index]?.label.toLowerCase().startsWith(key.toLowerCase()),
    );
    if (found !== undefined) this.#focus(found);
    return found !== undefined;
  }

  #focus(index: number): void {
    this.#items()[index]?.focus();
  }

  #items(): readonly HTMLElement[] {
    return [...(this.#menu.value?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
  }
}

/** A press on the button leaves the focus in the open menu, so that the click can close it. */
function keepMenu(event: Event): void {
  event.preventDefault();
}

function focusItem({ currentTarget }: Event): void {
  (currentTarget as HTMLElement).focus();
}
