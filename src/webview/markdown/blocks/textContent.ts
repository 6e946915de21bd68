let count = 0;

/** The source of a block's text, which may grow line by line and within its last line. */
export class TextContent {
  /** Texts are numbered in the order in which they stand. */
  readonly number = (count += 1);
  #pieces: string[] = [];
  #lastLine = 0;
  #firm = 0;
  #version = 0;

  /** @param isFirm whether the text is sure to stay. */
  constructor(text: string, isFirm: boolean) {
    if (text !== "") this.#pieces.push(text);
    if (isFirm) this.#firm = this.#pieces.length;
  }

  get isEmpty(): boolean {
    return this.#pieces.length === 0;
  }

  /** How many pieces are sure to stay. */
  get firmCount(): number {
    return this.#firm;
  }

  /** What stands behind the sure pieces for now. */
  get passing(): string {
    return this.#pieces.slice(this.#firm).join("");
  }

  /** Changes when what was sure was changed all the same. */
  get version(): number {
    return this.#version;
  }

  get lastLine(): string {
    return this.#pieces.slice(this.#lastLine).join("");
  }

  startsWith(sign: string): boolean {
    return this.#pieces[0]?.startsWith(sign) === true;
  }

  /** Whether it may begin with what defines targets, and is no longer than so many pieces. */
  mayDefine(longest: number): boolean {
    return this.#pieces.length < longest && this.startsWith("[");
  }

  toString(): string {
    return this.#pieces.join("");
  }

  /** Pieces from an index on that are sure to stay. */
  firmFrom(index: number): string {
    return this.#pieces.slice(index, this.#firm).join("");
  }

  /** Adds to the last line. */
  append(text: string, isFirm: boolean): void {
    this.#pieces.push(text);
    if (isFirm) this.#firm = this.#pieces.length;
  }

  addLine(text: string, isFirm: boolean): void {
    this.#pieces.push("\n");
    this.#lastLine = this.#pieces.length;
    this.append(text, isFirm);
  }

  /** Drops the last line, which a table has taken over. */
  dropLastLine(isFirm: boolean): void {
    const kept = this.#pieces.slice(0, Math.max(0, this.#lastLine - 1)).join("");
    this.replace(kept, isFirm);
  }

  replace(text: string, isFirm: boolean): void {
    this.#pieces = text === "" ? [] : [text];
    this.#lastLine = 0;
    if (isFirm) {
      this.#firm = this.#pieces.length;
      this.#version += 1;
    }
  }

  /**
   * Notes what it is now; the function that is returned makes it so again.
   *
   * @param keepList does the same for the list of pieces.
   */
  keep(keepList: (list: string[]) => () => void): () => void {
    const pieces = this.#pieces;
    const undo = keepList(pieces);
    const lastLine = this.#lastLine;
    const firm = this.#firm;
    const version = this.#version;
    return () => {
      undo();
      this.#pieces = pieces;
      this.#lastLine = lastLine;
      // What was sure in between may have been shown.
      if (this.#version !== version || this.#firm !== firm) this.#version += 1;
      this.#firm = firm;
    };
  }
}
