import { longestText } from "../../protocol/pageMessage.ts";
import { beforePosting, loadDraft, post, saveDraft } from "../host.ts";

/** How long typing rests before the host is told, in milliseconds. */
const rest = 300;

/**
 * Keeps what is typed: in the page's storage at once, with the host when typing rests, when the
 * field loses the focus, before any other message and when the page goes.
 */
export class Drafts {
  /** How many questions the conversation has. */
  asked = 0;
  #conversation = "";
  #text = "";
  /** What the host was told last: telling it again would count as a change. */
  #told = "";
  /** What the host is sure to have: one that has ended hears nothing. */
  #known = "";
  #timer: number | undefined;

  constructor() {
    beforePosting(() => this.flush());
    window.addEventListener("pagehide", () => this.flush());
  }

  /**
   * Goes to another conversation.
   *
   * @param known the host's draft of it. What this page keeps is newer where it was typed over that
   * draft and no question was asked since.
   * @returns what was being typed in it.
   */
  enter(conversation: string, known: string, asked: number): string {
    this.#settle(known);
    this.#conversation = conversation;
    this.asked = asked;
    const kept = loadDraft(conversation, this.#over);
    if (kept !== "") this.type(kept);
    return this.#text;
  }

  type(text: string): void {
    this.#text = text;
    if (this.#conversation === "") return;
    this.#keep();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.flush(), rest);
  }

  /** The host gave this text back, which it may not have kept: it is not told of it, but it is no loss. */
  give(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#text = text;
    this.#told = text;
    if (this.#conversation !== "") this.#keep();
  }

  /** The text goes out: the host forgets its draft by itself. */
  take(): void {
    this.#settle("");
    if (this.#conversation !== "") this.#keep();
  }

  /** The host answered, so it has heard what it was told. */
  confirm(): void {
    this.#known = this.#told;
  }

  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#text === this.#told || this.#text.length > longestText) return;
    this.#told = this.#text;
    post({ type: "draft", text: this.#text });
  }

  get #over(): string {
    return JSON.stringify([this.asked, this.#known]);
  }

  #keep(): void {
    saveDraft({ place: this.#conversation, text: this.#text, over: this.#over });
  }

  #settle(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#text = text;
    this.#told = text;
    this.#known = text;
  }
}
