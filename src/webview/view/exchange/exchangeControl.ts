import type { AnswerView } from "../../../protocol/views.ts";

/** What only the page knows of an exchange: what a person has done with it and seen of it. */
export interface ExchangeControl {
  /** The question in other words while it is being edited. */
  readonly edited: string | undefined;
  /** Whether an answer was awaited while the conversation was shown. */
  isNews(answer: AnswerView): boolean;
  isThinkingOpen(answer: AnswerView): boolean;
  setThinkingOpen(answer: AnswerView, isOpen: boolean): void;
  beginEdit(): void;
  keepEdit(text: string): void;
  /** Ends the editing, with the text to ask or without. */
  endEdit(text?: string): void;
  /** The answer without markup, as it is shown. */
  shownText(): string;
}
