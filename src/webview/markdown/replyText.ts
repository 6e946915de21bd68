import { CodeBlock, languageIn } from "./codeBlock.ts";
import { draw } from "./draw.ts";
import { GrowingMarkdown, type Block } from "./growingMarkdown.ts";
import type { Reply } from "./reply.ts";

interface DrawnBlock {
  readonly source: string;
  readonly isFinal: boolean;
  readonly nodes: readonly Node[];
  /** Where the block is code and nothing else: it can grow as it stands. */
  readonly code?: { readonly block: CodeBlock; readonly info: string };
}

/** A drawing that takes longer than this is not made again in the next frame, in milliseconds. */
const swift = 8;
/** How many times as long as it took the next drawing waits. */
const patience = 3;

let count = 0;

/**
 * `<reply-text>` shows a growing Markdown text. Blocks whose source did not change keep their
 * nodes, so a selection in them stays and only the tail is drawn again. It is drawn at once, only
 * a text that is growing and dear to draw waits a little.
 */
export class ReplyText extends HTMLElement implements Reply {
  readonly number = (count += 1);
  answer = "";
  readonly #markdown = new GrowingMarkdown();
  #text = "";
  #isFinal = false;
  #drawn: DrawnBlock[] = [];
  #references = "";
  #rest = 0;
  #waiting: number | undefined;

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    if (text === this.#text) return;
    this.#text = text;
    this.#changed();
  }

  /** Whether the text is whole. Until then the last block may still change. */
  set final(isFinal: boolean) {
    if (isFinal === this.#isFinal) return;
    this.#isFinal = isFinal;
    this.#changed();
  }

  /** Shows the text as it is now, if that waits. */
  drawNow(): void {
    if (this.#waiting !== undefined) this.#draw();
  }

  disconnectedCallback(): void {
    this.drawNow();
  }

  #changed(): void {
    if (this.#isFinal || this.#rest === 0) this.#draw();
    else this.#waiting ??= window.setTimeout(() => this.#draw(), this.#rest);
  }

  #draw(): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    const began = performance.now();
    this.#update();
    const took = performance.now() - began;
    this.#rest = took > swift ? took * patience : 0;
  }

  #update(): void {
    const { blocks, references } = this.#markdown.parse(this.#text);
    const isFinal = (index: number) => this.#isFinal || index < blocks.length - 1;
    let kept = references === this.#references ? this.#countKept(blocks, isFinal) : 0;
    this.#references = references;
    const grown = this.#grow(this.#drawn[kept], blocks[kept], isFinal(kept));
    if (grown !== undefined) {
      this.#drawn[kept] = grown;
      kept += 1;
    }
    for (const { nodes } of this.#drawn.splice(kept)) {
      for (const node of nodes) this.removeChild(node);
    }
    for (const [index, block] of blocks.entries()) {
      if (index < kept) continue;
      const drawn = this.#drawBlock(block, isFinal(index));
      this.append(...drawn.nodes);
      this.#drawn.push(drawn);
    }
  }

  /** Only code looks otherwise when it is final, wherever in the block it stands. */
  #countKept(blocks: readonly Block[], isFinal: (index: number) => boolean): number {
    const differs = blocks.findIndex(({ source, tokens }, index) => {
      const drawn = this.#drawn[index];
      const isSettled =
        drawn?.isFinal === isFinal(index) || !tokens.some(({ type }) => isCode(type));
      return drawn?.source !== source || !isSettled;
    });
    return differs < 0 ? blocks.length : differs;
  }

  /** Lets code grow as it stands; undefined where the block must be drawn. */
  #grow(
    drawn: DrawnBlock | undefined,
    block: Block | undefined,
    isFinal: boolean,
  ): DrawnBlock | undefined {
    const token = block?.tokens[0];
    const { code } = drawn ?? {};
    if (block === undefined || token === undefined || drawn === undefined) return undefined;
    if (code === undefined || !isCode(token.type) || code.info !== token.info) return undefined;
    if (drawn.isFinal && !isFinal) return undefined;
    code.block.update(token.content, isFinal);
    return { ...drawn, source: block.source, isFinal };
  }

  #drawBlock({ source, tokens }: Block, isFinal: boolean): DrawnBlock {
    const [token] = tokens;
    if (token === undefined || !isCode(token.type)) {
      return { source, isFinal, nodes: draw(tokens, this, isFinal) };
    }
    const block = new CodeBlock(languageIn(token.info), this);
    block.update(token.content, isFinal);
    return { source, isFinal, nodes: [block.element], code: { block, info: token.info } };
  }
}

function isCode(type: string): boolean {
  return type === "fence" || type === "code_block";
}
