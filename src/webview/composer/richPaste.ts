import type { MessageField } from "./messageField.ts";
import { readPasted } from "./pastedHtml.ts";

/** Set by VS Code's own editors: their HTML is colours. */
const editorType = "vscode-editor-data";

/** The text around a place that is waiting for something. */
interface Place {
  readonly before: string;
  readonly selected: string;
  readonly after: string;
}

/** Pastes what has structure as Markdown; all else, and Ctrl+Shift+V, is the field's own affair. */
export class RichPaste {
  readonly #field: MessageField;
  #isPlain = false;
  #pastes = 0;

  constructor(field: MessageField) {
    this.#field = field;
  }

  /** A key before the paste says whether it is to be plain. */
  key({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): void {
    this.#isPlain = shiftKey && (ctrlKey || metaKey) && key.toLowerCase() === "v";
  }

  /** Another text is in the field: what still converts is not for it. */
  leave(): void {
    this.#pastes += 1;
  }

  paste(event: ClipboardEvent): void {
    const data = event.clipboardData;
    const isPlain = this.#isPlain;
    this.#isPlain = false;
    if (data === null || isPlain || data.types.includes(editorType)) return;
    const html = data.getData("text/html");
    const pasted = html === "" ? undefined : readPasted(html);
    if (pasted === undefined) return;
    event.preventDefault();
    void this.#insert(pasted, data.getData("text/plain"));
  }

  /** The converter is loaded with the first paste that needs it; who types meanwhile types on. */
  async #insert(pasted: HTMLElement, plain: string): Promise<void> {
    const place = this.#place();
    this.#pastes += 1;
    const paste = this.#pastes;
    let text = plain;
    try {
      const { toMarkdown } = await import("./pastedMarkdown.ts");
      text = toMarkdown(pasted);
    } catch {
      // What is wrong with the converter or with what was copied: its text is there.
    }
    if (paste === this.#pastes) this.#fill(place, text);
  }

  #place(): Place {
    const { value, selectionStart, selectionEnd } = this.#field.element;
    return {
      before: value.slice(0, selectionStart),
      selected: value.slice(selectionStart, selectionEnd),
      after: value.slice(selectionEnd),
    };
  }

  /** Before what was typed at the place since, or at the caret where the text around is another. */
  #fill({ before, selected, after }: Place, text: string): void {
    const { text: now } = this.#field;
    const end = now.length - after.length;
    if (end < before.length || !now.startsWith(before) || !now.endsWith(after)) {
      this.#field.insert(text);
      return;
    }
    const isSelected = selected !== "" && now.slice(before.length, end) === selected;
    const start = before.length;
    this.#field.replace(start, isSelected ? end : start, text);
  }
}
