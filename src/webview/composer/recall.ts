/** Goes back and forth through earlier questions, from what is being typed to the oldest. */
export class Recall {
  /** Sent from this page: the host may still give them back. */
  #sent: readonly string[] = [];
  #asked: readonly string[] = [];
  #elsewhere: readonly string[] = [];
  #index = -1;
  #typed = "";

  /** The question that is shown in place of what was typed. */
  get shown(): string | undefined {
    return this.#questions()[this.#index];
  }

  /** Questions of this conversation, newest last. */
  set asked(questions: readonly string[]) {
    this.#asked = questions.toReversed();
  }

  /** Questions of other conversations, newest first. */
  set elsewhere(questions: readonly string[]) {
    this.#elsewhere = questions;
  }

  sent(text: string): void {
    this.#sent = [text, ...this.#sent];
    this.leave();
  }

  /** Another conversation: nothing is known of it yet. */
  clear(): void {
    this.#sent = [];
    this.#asked = [];
    this.#elsewhere = [];
    this.leave();
  }

  /** Something else is typed: the next look back begins at the newest. */
  leave(): void {
    this.#index = -1;
  }

  /** The question before the one shown; undefined at the oldest. */
  older(typed: string): string | undefined {
    const older = this.#questions()[this.#index + 1];
    if (older === undefined) return undefined;
    if (this.#index < 0) this.#typed = typed;
    this.#index += 1;
    return older;
  }

  /** The question after the one shown, at last what was typed. */
  newer(): string {
    this.#index -= 1;
    return this.shown ?? this.#typed;
  }

  #questions(): readonly string[] {
    const all = [...this.#sent, ...this.#asked, ...this.#elsewhere];
    return [...new Set(all)].filter((question) => question !== "");
  }
}
