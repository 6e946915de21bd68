import { ReplyRecord } from "../conversation/replyRecord.ts";
import type { FinishReason, Outcome, ReplyEvent, ReplySink } from "../reply/reply.ts";
import { textForDocument } from "./insertion.ts";
import { StreamedText } from "./streamedText.ts";

/**
 * The first answer of a reply as it may stand in a document. Thinking never may: where the model may
 * think and none of it has been told apart yet, the text can still turn out to be an unopened block
 * of thinking, so all of it is held back until the reply has ended.
 */
export class StreamedAnswer implements ReplySink {
  readonly #record = new ReplyRecord();
  readonly #mayThink: boolean;
  /** What has been read of the answer, for one kind of document. */
  #read: { readonly languageId: string; readonly text: StreamedText; length: number } | undefined;

  /** @param thinking as the request has it; unset, the servers think. */
  constructor(thinking: boolean | undefined) {
    this.#mayThink = thinking !== false;
  }

  receive(event: ReplyEvent): void {
    this.#record.receive(event);
    if (event.type === "textWasThinking" || event.type === "thinkingWasText") {
      this.#read = undefined;
    }
  }

  end(outcome: Outcome): void {
    this.#record.end(outcome);
  }

  /** As it came. */
  get text(): string {
    return this.#record.answers[0]?.text ?? "";
  }

  get isThinking(): boolean {
    return this.text === "" && this.#hasThought;
  }

  /** Whether it ended and is whole. */
  get isComplete(): boolean {
    return this.#record.isComplete(0);
  }

  get finish(): FinishReason | undefined {
    return this.#record.answers[0]?.finish;
  }

  /** What can stand in the document by now, with `\n` for line ends; see {@link StreamedText}. */
  soFar(languageId: string): string {
    if (this.#mayThink && !this.#hasThought) return "";
    if (this.#read?.languageId !== languageId) {
      this.#read = { languageId, text: new StreamedText(languageId), length: 0 };
    }
    const { text } = this;
    this.#read.text.push(text.slice(this.#read.length));
    this.#read.length = text.length;
    return this.#read.text.text;
  }

  /** All that has come, as if it were whole, with `\n` for line ends. */
  whole(languageId: string): string {
    return textForDocument(this.text.replace(/\r\n?/gu, "\n"), languageId, "");
  }

  get #hasThought(): boolean {
    return (this.#record.answers[0]?.thinking ?? "") !== "";
  }
}
