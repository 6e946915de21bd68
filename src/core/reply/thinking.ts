import type { ReplyEvent } from "./reply.ts";

type TextEvent = Extract<ReplyEvent, { type: "text" | "thinking" | "textWasThinking" }>;

const opener = "<think>";
const closer = "</think>";

/**
 * Parts the `content` of one choice into thinking and answer, as servers without a reasoning parser
 * leave it (Qwen3's `<think>…</think>`). Only one block, at the very start, is thinking; where the
 * template pre-filled the opener, a lone closer ends the thinking, but only when thinking was asked
 * for. Tags may be cut anywhere: what could still become a tag is held back.
 */
export class ThinkingSplitter {
  readonly #choice: number;
  readonly #thinkingAskedFor: boolean;
  #state: "start" | "thinkingStart" | "thinking" | "unopened" | "answerStart" | "answer" = "start";
  #held = "";

  constructor(choice: number, thinkingAskedFor: boolean) {
    this.#choice = choice;
    this.#thinkingAskedFor = thinkingAskedFor;
  }

  /** True while a block has been opened and not closed: such a reply is never complete. */
  get inThinking(): boolean {
    return this.#state === "thinking" || this.#state === "thinkingStart";
  }

  /** Takes the next piece of content and says what it turned out to be. */
  push(content: string): TextEvent[] {
    const events: TextEvent[] = [];
    this.#held += content;
    while (this.#advance(events));
    return events;
  }

  /** Releases what was held back; call once, when no content will follow. */
  end(): TextEvent[] {
    const rest = this.#held;
    this.#held = "";
    if (rest === "") return [];
    return [{ type: this.inThinking ? "thinking" : "text", choice: this.#choice, text: rest }];
  }

  /** Told that thinking came in a field of its own, so content holds none. */
  thinkingCameApart(): void {
    if (this.#state === "start" || this.#state === "unopened") this.#state = "answerStart";
  }

  /** One step over what is held; false when more content is needed. */
  #advance(events: TextEvent[]): boolean {
    switch (this.#state) {
      case "start":
        return this.#readStart();
      case "thinking":
        return this.#readUntilCloser(events, "thinking");
      case "unopened":
        return this.#readUntilCloser(events, "text");
      case "thinkingStart":
        return this.#skipLineBreaks("thinking");
      case "answerStart":
        return this.#skipLineBreaks("answer");
      case "answer":
        this.#emit(events, "text", this.#held.length);
        return false;
    }
  }

  #readStart(): boolean {
    const text = this.#held.trimStart();
    if (text.startsWith(opener)) {
      this.#held = text.slice(opener.length);
      this.#state = "thinkingStart";
      return true;
    }
    if (opener.startsWith(text)) return false;
    this.#state = this.#thinkingAskedFor ? "unopened" : "answer";
    return true;
  }

  /** The template's line breaks around the tags belong to neither text. */
  #skipLineBreaks(next: "thinking" | "answer"): boolean {
    this.#held = this.#held.replace(/^[\r\n]+/u, "");
    if (this.#held === "") return false;
    this.#state = next;
    return true;
  }

  #readUntilCloser(events: TextEvent[], type: "thinking" | "text"): boolean {
    const at = this.#held.indexOf(closer);
    if (at >= 0) {
      this.#emit(events, type, at);
      if (type === "text") events.push({ type: "textWasThinking", choice: this.#choice });
      this.#held = this.#held.slice(closer.length);
      this.#state = "answerStart";
      return true;
    }
    this.#emit(events, type, this.#held.length - partialTagLength(this.#held));
    return false;
  }

  #emit(events: TextEvent[], type: "thinking" | "text", length: number): void {
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    if (text !== "") events.push({ type, choice: this.#choice, text });
  }
}

/** Length of the longest end of `text` that begins a closer. */
function partialTagLength(text: string): number {
  const from = text.lastIndexOf("<");
  const tail = from < 0 ? "" : text.slice(from);
  return tail !== "" && closer.startsWith(tail) ? tail.length : 0;
}
