import type { Outcome, ReplyEvent, ReplySink } from "../reply/reply.ts";

/**
 * Tells the first answer of a reply to somebody who can take nothing back. Where the model may think
 * and has not been seen to, its text can still turn out to be an unopened block of thinking, so it is
 * held back until the reply has ended well; where thinking is off, what comes as thinking can still
 * turn out to be the answer.
 */
export class SettledAnswer implements ReplySink {
  readonly #tell: (kind: "text" | "thinking", text: string) => void;
  readonly #thinkingOff: boolean;
  #isSettled: boolean;
  #heldText = "";
  #heldThinking = "";

  /** @param thinking as the request has it; unset, the servers think. */
  constructor(
    thinking: boolean | undefined,
    tell: (kind: "text" | "thinking", text: string) => void,
  ) {
    this.#tell = tell;
    this.#thinkingOff = thinking === false;
    this.#isSettled = this.#thinkingOff;
  }

  receive(event: ReplyEvent): void {
    if (!("choice" in event) || event.choice !== 0) return;
    switch (event.type) {
      case "thinking":
        if (this.#thinkingOff) this.#heldThinking += event.text;
        else this.#settle("thinking", event.text);
        break;
      case "text":
        if (this.#isSettled) this.#tell("text", event.text);
        else this.#heldText += event.text;
        break;
      case "textWasThinking":
        this.#tell("thinking", this.#heldText);
        this.#heldText = "";
        this.#isSettled = true;
        break;
      case "thinkingWasText":
        this.#tell("text", this.#heldThinking);
        this.#heldThinking = "";
        break;
      case "finish":
      case "toolCall":
        break;
    }
  }

  end(outcome: Outcome): void {
    if (outcome.status === "done" && this.#heldText !== "") this.#tell("text", this.#heldText);
  }

  /** Thinking came apart: what was held is none. */
  #settle(kind: "thinking", text: string): void {
    this.#isSettled = true;
    if (this.#heldText !== "") this.#tell("text", this.#heldText);
    this.#heldText = "";
    this.#tell(kind, text);
  }
}
