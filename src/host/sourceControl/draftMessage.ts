import { ReplyRecord } from "../../core/conversation/replyRecord.ts";
import type { ReplySink } from "../../core/reply/reply.ts";
import { commitMessage } from "../../core/sourceControl/commitMessage.ts";

/** What of the box for the commit message is used. */
interface MessageBox {
  value: string;
}

/**
 * Shows an answer in the box as it arrives. One that is not whole in the end leaves the box as it
 * was; thinking never comes there. What the person types into the box meanwhile is theirs, and
 * nothing more is put there.
 *
 * @param kept what stands before the message.
 * @param onTyped called once when the person has typed.
 */
export class DraftMessage implements ReplySink {
  readonly record = new ReplyRecord();
  readonly #box: MessageBox;
  readonly #kept: string;
  readonly #original: string;
  readonly #onTyped: () => void;
  /** VS Code tells of what we put there a moment later, when more may stand there already. */
  readonly #written: Set<string>;
  #isTyped = false;

  constructor(box: MessageBox, kept: string, onTyped: () => void) {
    this.#box = box;
    this.#kept = kept;
    this.#original = box.value;
    this.#onTyped = onTyped;
    this.#written = new Set([box.value]);
  }

  get isTyped(): boolean {
    return this.#isTyped;
  }

  receive(event: Parameters<ReplySink["receive"]>[0]): void {
    this.record.receive(event);
    this.#show(this.#message());
  }

  end(outcome: Parameters<ReplySink["end"]>[0]): void {
    this.record.end(outcome);
    this.#show(this.record.isComplete(0) ? this.#message() : this.#original);
  }

  #message(): string {
    const message = commitMessage(this.record.answers[0]?.text ?? "");
    return message === "" ? this.#original : this.#kept + message;
  }

  #show(text: string): void {
    if (!this.#isTyped && !this.#written.has(this.#box.value)) {
      this.#isTyped = true;
      this.#onTyped();
    }
    if (this.#isTyped || (text === this.#box.value && this.#written.has(text))) return;
    this.#written.add(text);
    this.#box.value = text;
  }
}
