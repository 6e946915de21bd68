import { ReplyRecord } from "../conversation/replyRecord.ts";
import type { FinishReason, Outcome, ReplyEvent, ReplySink } from "../reply/reply.ts";
import { textForDocument } from "./insertion.ts";
import { textSoFar } from "./streamedText.ts";

/**
 * The first answer of a reply as it may stand in a document. Thinking never may: where the model may
 * think and none of it has been told apart yet, the text can still turn out to be an unopened block
 * of thinking, so all of it is held back until the reply has ended.
 */
export class StreamedAnswer implements ReplySink {
  readonly #record = new ReplyRecord();
  readonly #mayThink: boolean;

  /** @param thinking as the request has it; unset, the servers think. */
  constructor(thinking: boolean | undefined) {
    this.#mayThink = thinking !== false;
  }

  receive(event: ReplyEvent): void {
    this.#record.receive(event);
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

  /** What can stand in the document by now, with `\n` for line ends; see {@link textSoFar}. */
  soFar(languageId: string): string {
    return this.#mayThink && !this.#hasThought ? "" : textSoFar(this.text, languageId);
  }

  /** All that has come, as if it were whole, with `\n` for line ends. */
  whole(languageId: string): string {
    return textForDocument(this.text.replace(/\r\n?/gu, "\n"), languageId, "");
  }

  get #hasThought(): boolean {
    return (this.#record.answers[0]?.thinking ?? "") !== "";
  }
}
