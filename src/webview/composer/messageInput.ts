import * as l10n from "@vscode/l10n";
import { numberText } from "../displayLanguage.ts";
import { post } from "../host.ts";
import { isForInputMethod } from "../inputMethod.ts";
import { caretLine } from "./caretLine.ts";
import { Completion } from "./completion.ts";
import { longestText } from "../../protocol/pageMessage.ts";
import { Drafts } from "./drafts.ts";
import { MessageField } from "./messageField.ts";
import { Recall } from "./recall.ts";
import { RichPaste } from "./richPaste.ts";

/**
 * What a person does in the text field. Enter sends and Shift+Enter breaks the line; keys that
 * belong to an input method are left alone.
 */
export class MessageInput {
  readonly field = new MessageField();
  readonly recall = new Recall();
  readonly completion: Completion;
  readonly #drafts = new Drafts();
  readonly #paste = new RichPaste(this.field);
  readonly #send: () => void;
  #conversation = "";
  #hasAsked = false;
  /** The up arrow was pressed before the host had told what it recalls. */
  #isAwaiting = false;
  #isComposing = false;

  /**
   * @param changed called when the list of completions is to be drawn again.
   * @param send called on Enter.
   */
  constructor(changed: () => void, send: () => void) {
    this.#send = send;
    this.completion = new Completion(this.field, changed);
    this.#listen(this.field.element);
  }

  /** Goes to another conversation and shows what was being typed in it. */
  enter(conversation: string, draft: string, asked: number): void {
    const { text } = this.field;
    const isFirst = this.#conversation === "";
    this.#conversation = conversation;
    const kept = this.#drafts.enter(conversation, draft, asked);
    this.#forget();
    this.recall.clear();
    this.#hasAsked = false;
    if (!isFirst || text === "") {
      this.field.set(kept);
      return;
    }
    // Typed before the host had said which conversation it is.
    this.field.set(kept === "" ? text : `${kept}\n${text}`);
    this.#drafts.type(this.field.text);
  }

  /** Tells which questions the conversation has, the newest last. */
  know(questions: readonly string[]): void {
    this.recall.asked = questions;
    this.#drafts.asked = questions.length;
  }

  /** The host has what it was told of the draft. */
  confirmDraft(): void {
    this.#drafts.confirm();
  }

  /** Sets a text of the host's where none is being typed. */
  give(text: string): void {
    if (this.field.text.trim() !== "") return;
    this.field.set(text);
    this.#drafts.give(text);
  }

  /** The text goes out; the up arrow still finds it. */
  take(): void {
    this.recall.sent(this.field.text.trim());
    this.#drafts.take();
    this.field.set("");
    this.#forget();
  }

  focus(): void {
    this.field.element.focus();
  }

  /** Why a text cannot be sent; empty where it can. */
  problemOf(text: string): string {
    if (text.length <= longestText) return "";
    const most = numberText(longestText);
    return l10n.t("The text is longer than {0} characters. Attach it as a file.", most);
  }

  receiveRecalled(questions: readonly string[]): void {
    this.recall.elsewhere = questions;
    if (this.#isAwaiting && this.#isRecalling()) this.#older();
  }

  #listen(element: HTMLTextAreaElement): void {
    element.addEventListener("keydown", (event) => this.#key(event));
    element.addEventListener("input", () => this.#typed());
    element.addEventListener("compositionstart", () => {
      this.#isComposing = true;
      this.completion.close();
    });
    element.addEventListener("compositionend", () => {
      this.#isComposing = false;
      this.#typed();
    });
    element.addEventListener("selectionchange", () => this.completion.moved());
    element.addEventListener("paste", (event) => this.#paste.paste(event));
    element.addEventListener("blur", () => {
      this.completion.close();
      this.#drafts.flush();
    });
  }

  #typed(): void {
    this.#isAwaiting = false;
    this.#drafts.type(this.field.text);
    if (!this.#isComposing && !this.field.isReplacing) this.completion.typed();
  }

  #key(event: KeyboardEvent): void {
    this.#paste.key(event);
    if (isForInputMethod(event)) return;
    if (this.completion.key(event) || this.#goesThroughQuestions(event)) {
      event.preventDefault();
      return;
    }
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.#send();
  }

  /** @returns whether the key was for it: else the arrows move the caret. */
  #goesThroughQuestions(event: KeyboardEvent): boolean {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (shiftKey || ctrlKey || metaKey || altKey || !this.#isRecalling()) return false;
    const { element } = this.field;
    if (key === "ArrowUp" && (this.field.text === "" || caretLine(element).isFirst)) {
      this.#older();
      return true;
    }
    if (key === "ArrowDown" && this.recall.shown !== undefined && caretLine(element).isLast) {
      this.#show(this.recall.newer(), "end");
      return true;
    }
    return false;
  }

  /** Whether the text is nobody's work: empty, or a question as it was recalled. */
  #isRecalling(): boolean {
    const { text, caret } = this.field;
    if (text !== "" && text === this.recall.shown) return caret !== undefined;
    this.recall.leave();
    return text === "";
  }

  #older(): void {
    const older = this.recall.older(this.field.text);
    if (older !== undefined) this.#show(older, "start");
    this.#isAwaiting = older === undefined;
    if (this.#hasAsked) return;
    this.#hasAsked = true;
    post({ type: "recall" });
  }

  /** The caret goes where the same arrow, pressed again, goes on. */
  #show(text: string, caret: "start" | "end"): void {
    this.field.replace(0, this.field.text.length, text);
    this.field.moveTo(caret === "start" ? 0 : text.length);
  }

  #forget(): void {
    this.completion.close();
    this.#paste.leave();
    this.recall.leave();
    this.#isAwaiting = false;
  }
}
