import { ReplyDrawing } from "./drawing/replyDrawing.ts";
import { FramePace } from "./framePace.ts";
import { GrowingMarkdown } from "./growingMarkdown.ts";
import type { Reply } from "./reply.ts";

/** A text, and the pieces that it has grown by since it was told whole. */
export interface ReplyContent {
  readonly text: string;
  /** Oldest first. The list only grows. */
  readonly pieces: readonly string[] | undefined;
}

/** How much is read at least before it is asked whether there is time for more, in UTF-16 code units. */
const leastSlice = 4_000;

let count = 0;

/**
 * `<reply-text>` shows a growing Markdown text. What has been read is not looked at again, and its
 * nodes stay, so a selection in them stays as well. What arrives is drawn once a frame at the most, as
 * much as there is time for; a text that is set is drawn at once.
 */
export class ReplyText extends HTMLElement implements Reply {
  readonly number = (count += 1);
  answer = "";
  readonly #pace = new FramePace((hasTime) => this.#draw(hasTime));
  #pieces: string[] = [];
  /** What has arrived and is not drawn yet. */
  #waiting: string[] = [];
  #arrived: readonly string[] | undefined;
  #taken = 0;
  /** How much is read at once; in UTF-16 code units. */
  #slice = leastSlice;
  #isFinal = false;
  #markdown = new GrowingMarkdown();
  #drawing = new ReplyDrawing(this, this.#markdown, this);

  get text(): string {
    return this.#pieces.join("");
  }

  set text(text: string) {
    const known = this.text;
    if (text === known) return;
    if (text.startsWith(known)) {
      this.add(text.slice(known.length));
    } else {
      this.#forget();
      this.add(text);
    }
    this.drawNow();
  }

  /** Takes a text by what is new of it, where that is known. */
  set content({ text, pieces }: ReplyContent) {
    if (pieces === undefined || pieces !== this.#arrived) {
      this.text = text;
      this.#arrived = pieces;
    } else {
      this.add(pieces.slice(this.#taken).join(""));
    }
    this.#taken = pieces?.length ?? 0;
  }

  /** Whether the text is whole. Until then the last block may still change. */
  set final(isFinal: boolean) {
    if (isFinal === this.#isFinal) return;
    this.#isFinal = isFinal;
    if (isFinal) this.#pace.ask();
    if (this.#waiting.length === 0) this.drawNow();
  }

  /** Adds to the text. It is drawn at once or soon. */
  add(piece: string): void {
    if (piece === "") return;
    this.#pieces.push(piece);
    this.#waiting.push(piece);
    this.#pace.ask();
  }

  /** Shows the text as it is now, if that waits. */
  drawNow(): void {
    this.#pace.cancel();
    this.#draw();
  }

  disconnectedCallback(): void {
    this.drawNow();
  }

  #forget(): void {
    this.#pieces = [];
    this.#waiting = [];
    this.replaceChildren();
    this.#markdown = new GrowingMarkdown();
    this.#drawing = new ReplyDrawing(this, this.#markdown, this);
  }

  /** @param hasTime tells whether there is time for more; without it all is drawn. */
  #draw(hasTime?: () => boolean): void {
    const waiting = this.#waiting.join("");
    let from = 0;
    let slices = 0;
    do {
      slices += 1;
      const to = hasTime === undefined ? waiting.length : endOfSlice(waiting, from + this.#slice);
      this.#markdown.append(waiting.slice(from, to));
      from = to;
      if (from >= waiting.length && this.#isFinal) this.#markdown.end();
      this.#drawing.update();
    } while (from < waiting.length && hasTime?.() === true);
    // Where a block can only be read again as a whole, more at once means less often.
    const isSlow = slices === 1 && hasTime?.() === false;
    this.#slice = isSlow ? this.#slice * 2 : leastSlice;
    const rest = waiting.slice(from);
    this.#waiting = rest === "" ? [] : [rest];
    if (rest !== "") this.#pace.ask();
  }
}

/** No pair of code units is cut. */
function endOfSlice(text: string, end: number): number {
  return (text.codePointAt(end - 1) ?? 0) > 0xffff ? end + 1 : end;
}
