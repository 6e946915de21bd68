/** A line that is read from its beginning on. Columns count tabs as they are shown. */
export class Line {
  readonly text: string;
  #position = 0;
  #column = 0;
  /** Columns of a tab that stand before the position already. */
  #restOfTab = 0;
  #first = -1;
  #firstColumn = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Columns of white space that stand next. */
  get indent(): number {
    this.#look();
    return this.#firstColumn - this.#column;
  }

  get isBlank(): boolean {
    this.#look();
    return this.#first >= this.text.length;
  }

  /** The next character that is no white space; empty at the end. */
  get sign(): string {
    this.#look();
    return this.text[this.#first] ?? "";
  }

  /** All from the next character on that is no white space. */
  get rest(): string {
    this.#look();
    return this.text.slice(this.#first);
  }

  /** All that stands next, white space included; of a tab that was begun, spaces. */
  get remainder(): string {
    if (this.#restOfTab === 0) return this.text.slice(this.#position);
    return " ".repeat(this.#restOfTab) + this.text.slice(this.#position + 1);
  }

  /** Goes over the white space and so many characters behind it. */
  skip(length: number): void {
    this.#look();
    this.#column = this.#firstColumn + length;
    this.#position = this.#first + length;
    this.#restOfTab = 0;
    this.#first = -1;
  }

  /** Goes over so many columns of white space, or what there is. */
  skipColumns(count: number): void {
    for (let rest = count; rest > 0;) {
      const character = this.text[this.#position];
      if (character !== " " && character !== "\t") break;
      const width = character === " " ? 1 : this.#restOfTab || 4 - (this.#column % 4);
      const step = Math.min(rest, width);
      this.#column += step;
      rest -= step;
      this.#restOfTab = width - step;
      if (this.#restOfTab === 0) this.#position += 1;
    }
    this.#first = -1;
  }

  #look(): void {
    if (this.#first >= 0) return;
    let position = this.#position;
    let column = this.#column;
    for (; ; position += 1) {
      const character = this.text[position];
      if (character === " ") column += 1;
      else if (character === "\t") {
        const isBegun = position === this.#position && this.#restOfTab > 0;
        column += isBegun ? this.#restOfTab : 4 - (column % 4);
      } else break;
    }
    this.#first = position;
    this.#firstColumn = column;
  }
}
