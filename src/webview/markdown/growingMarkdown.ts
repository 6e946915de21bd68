import type { Root } from "./blocks/block.ts";
import { BlockParser } from "./blocks/blockParser.ts";
import { linkReading } from "./inlineText.ts";
import { Targets } from "./targets.ts";

/**
 * Reads a text that grows at its end: CommonMark with tables, strikethrough, task lists, footnotes
 * and TeX; raw HTML stays text. A piece costs what it is long. When the text is whole the blocks are
 * those that it has however it came; until then its last line is read for now.
 */
export class GrowingMarkdown {
  readonly targets = new Targets();
  readonly #parser: BlockParser;
  /** The beginning of a line whose rest may make anything of it. */
  #held = "";
  #undo: (() => void) | undefined;
  /** Whether a line end of two characters may have been cut. */
  #endsInReturn = false;

  /** @param makeParser makes what reads the lines. */
  constructor(makeParser = (targets: Targets) => new BlockParser(targets, linkReading)) {
    this.#parser = makeParser(this.targets);
  }

  get root(): Root {
    return this.#parser.root;
  }

  append(piece: string): void {
    if (piece === "") return;
    this.#takeBack();
    const joined = this.#endsInReturn ? `\r${piece}` : piece;
    this.#endsInReturn = joined.endsWith("\r");
    const text = this.#endsInReturn ? joined.slice(0, -1) : joined;
    this.#read(text.replace(/\r\n?/gu, "\n").replaceAll("\0", "\ufffd"));
  }

  /** The text is whole, unless something is appended all the same. */
  end(): void {
    this.#takeBack();
    this.#undo = this.#parser.end(this.#held, this.#endsInReturn);
  }

  #takeBack(): void {
    this.#undo?.();
    this.#undo = undefined;
  }

  #read(text: string): void {
    let from = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
      this.#parser.readLine(this.#held + text.slice(from, end));
      this.#held = "";
      from = end + 1;
    }
    const rest = text.slice(from);
    if (this.#parser.isInLine) {
      this.#parser.goOnInLine(rest);
      return;
    }
    this.#held += rest;
    if (this.#held === "") return;
    this.#undo = this.#parser.readBeginning(this.#held);
    if (this.#undo === undefined) this.#held = "";
  }
}
