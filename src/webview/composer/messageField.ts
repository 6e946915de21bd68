import * as l10n from "@vscode/l10n";
import { markLanguage } from "../textMarks.ts";

/** The text field: its text, and edits that the field's own undo takes back. */
export class MessageField {
  readonly element = document.createElement("textarea");
  #isReplacing = false;

  constructor() {
    const { element } = this;
    element.className = "message-field";
    element.rows = 2;
    element.ariaLabel = l10n.t("Message");
    element.ariaAutoComplete = "list";
  }

  get text(): string {
    return this.element.value;
  }

  /** Whether an edit comes from {@link replace} and not from a person's typing. */
  get isReplacing(): boolean {
    return this.#isReplacing;
  }

  /** Where the caret stands; undefined while something is selected. */
  get caret(): number | undefined {
    const { selectionStart, selectionEnd } = this.element;
    return selectionStart === selectionEnd ? selectionStart : undefined;
  }

  /** Another text altogether, which nothing takes back. */
  set(text: string): void {
    this.element.value = text;
    markLanguage(this.element, text);
  }

  /** Replaces a part, so that undo brings it back; a caret behind the part stays where it was. */
  replace(start: number, end: number, given: string): void {
    // As the field itself keeps lines.
    const text = given.replaceAll(/\r\n?/gu, "\n");
    if (start === end && text === "") return;
    const { element } = this;
    const behind = element.selectionStart - end;
    element.focus();
    element.setSelectionRange(start, end);
    this.#isReplacing = true;
    if (!insert(text)) {
      element.setRangeText(text, start, end, "end");
      element.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    this.#isReplacing = false;
    if (behind > 0) this.moveTo(start + text.length + behind);
  }

  /** In place of what is selected, or at the caret. */
  insert(text: string): void {
    const { selectionStart, selectionEnd } = this.element;
    this.replace(selectionStart, selectionEnd, text);
  }

  moveTo(caret: number): void {
    this.element.setSelectionRange(caret, caret);
  }
}

/** False where the page's browser does not let a script edit, or the field is not on the page. */
function insert(text: string): boolean {
  /* eslint-disable @typescript-eslint/no-deprecated -- nothing newer keeps the field's undo */
  if (text === "") return document.execCommand("delete");
  if (!text.includes("\n")) return document.execCommand("insertText", false, text);
  // The same for lines: that command would take time with the square of their number. Without its
  // two signs nothing in a text is HTML, and a text field holds nothing but text.
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return document.execCommand("insertHTML", false, escaped);
  /* eslint-enable @typescript-eslint/no-deprecated */
}
