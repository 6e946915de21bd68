import { longestText } from "../../protocol/pageMessage.ts";
import { beforePosting, loadDraft, post, saveDraft } from "../host.ts";

/** How long typing rests before the host is told, in milliseconds. */
const rest = 300;

/**
 * Keeps what is typed: in the page's storage at once, with the host when typing rests, when the
 * field loses the focus, before any other message and when the page goes.
 */
export class Drafts {
  #conversation = "";
  #text = "";
  /** What the host has: telling it again would count as a change. */
  #known = "";
  #timer: number | undefined;

  constructor() {
    beforePosting(() => this.flush());
    window.addEventListener("pagehide", () => this.flush());
  }

  /**
   * Goes to another conversation.
   *
   * @param known the host's draft of it. One that this page keeps is newer.
   * @returns what was being typed in it.
   */
  enter(conversation: string, known: string): string {
    this.#settle(known);
    this.#conversation = conversation;
    const kept = loadDraft(conversation);
    if (kept !== "" && kept !== known) this.type(kept);
    return this.#text;
  }

  type(text: string): void {
    this.#text = text;
    if (this.#conversation === "") return;
    saveDraft(this.#conversation, text);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.flush(), rest);
  }

  /** The host gave this text itself. */
  give(text: string): void {
    this.#settle(text);
    if (this.#conversation !== "") saveDraft(this.#conversation, text);
  }

  /** The text goes out: the host forgets its draft by itself. */
  take(): void {
    this.give("");
  }

  flush(): void {
    if (this.#timer === undefined) return;
    const text = this.#text;
    const isNew = text !== this.#known && text.length <= longestText;
    this.#settle(text);
    if (isNew) post({ type: "draft", text });
  }

  #settle(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#text = text;
    this.#known = text;
  }
}
