import { isFence, withoutLineEnds } from "./insertion.ts";

/** Inside of what may be the one block that the answer is, by offsets into the text. */
interface OpenBlock {
  readonly fence: string;
  readonly from: number;
  /** Where the last line begins. */
  line: number;
  /** Up to here there is no line break in the last line. */
  scanned: number;
  /** Where a line begins that closes the block, if nothing follows it. */
  closer?: number;
}

/**
 * What of an answer that is still arriving can stand in a document already: a beginning of what
 * {@link textForDocument} will make of the whole, with `\n` for every line end. What may still become
 * something else is held back: line breaks at the end, half a character, half a line end, and a fence
 * that may turn out to enclose the whole answer. Where that guess was wrong, a later text does not
 * begin with an earlier one. However long the answer is, a piece costs what it is long.
 */
export class StreamedText {
  readonly #isMarkdown: boolean;
  #all = "";
  /** Half a character or half a line end. */
  #held = "";
  /** Undefined while the answer's first line does not tell. */
  #shape: "plain" | OpenBlock | undefined;

  constructor(languageId: string) {
    this.#isMarkdown = languageId === "markdown";
  }

  push(piece: string): void {
    const text = this.#held + piece;
    const sound = text.replace(/[\uD800-\uDBFF]$/u, "").replace(/\r$/u, "");
    this.#held = text.slice(sound.length);
    this.#all += sound.replace(/\r\n|\r/gu, "\n");
  }

  get text(): string {
    this.#shape ??= this.#isMarkdown ? "plain" : shapeOf(this.#all);
    const code = typeof this.#shape === "object" ? this.#codeIn(this.#shape) : undefined;
    if (this.#shape === undefined) return "";
    return withoutLineEnds(code ?? this.#all);
  }

  /** The code as far as it is told from its closer; undefined where more than a block has come. */
  #codeIn(block: OpenBlock): string | undefined {
    const { fence, from } = block;
    const all = this.#all;
    const isOpener = (at: number) => isFence(all.slice(at, at + fence.length + 3), fence);
    for (let end = all.indexOf("\n", block.scanned); block.closer === undefined && end >= 0;) {
      if (isOpener(block.line)) block.closer = block.line;
      block.line = end + 1;
      block.scanned = block.line;
      end = all.indexOf("\n", block.scanned);
    }
    block.scanned = all.length;
    if (block.closer === undefined && isOpener(block.line)) block.closer = block.line;
    if (block.closer !== undefined) {
      if (/^[`~]*\s*$/u.test(all.slice(block.closer))) return linesBefore(block.closer);
      this.#shape = "plain";
      return undefined;
    }
    const last = all.slice(block.line, block.line + fence.length + 4);
    return fence.startsWith(last.replace(/^ {1,3}/u, ""))
      ? linesBefore(block.line)
      : all.slice(from);

    function linesBefore(line: number): string {
      return all.slice(from, Math.max(from, line - 1));
    }
  }
}

function shapeOf(text: string): "plain" | OpenBlock | undefined {
  const opener = /^\s*(`{3,}|~{3,})([^\n`]*)(\n|$)/u.exec(text);
  if (opener === null) return /^\s*(?:`{0,2}|~{0,2})$/u.test(text) ? undefined : "plain";
  const [{ length }, fence = "", , end] = opener;
  return end === "" ? undefined : { fence, from: length, line: length, scanned: length };
}
