import { parseMarkdown } from "./blocks.ts";
import { draw } from "./draw.ts";

interface DrawnBlock {
  readonly source: string;
  readonly nodes: readonly Node[];
}

/**
 * `<reply-text>` shows a growing Markdown text. Blocks whose source did not change keep their
 * nodes, so a selection in them stays and only the tail is drawn again.
 */
export class ReplyText extends HTMLElement {
  #text = "";
  #isFinal = false;
  #drawn: DrawnBlock[] = [];
  #references = "";

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    if (text === this.#text) return;
    this.#text = text;
    this.#update();
  }

  /** Whether the text is whole. Until then the last block is not highlighted: it still grows. */
  set final(isFinal: boolean) {
    if (isFinal === this.#isFinal) return;
    this.#isFinal = isFinal;
    const last = this.#drawn.pop();
    for (const node of last?.nodes ?? []) this.removeChild(node);
    this.#update();
  }

  #update(): void {
    const { blocks, references } = parseMarkdown(this.#text);
    const kept = references === this.#references ? this.#countKept(blocks) : 0;
    this.#references = references;
    for (const { nodes } of this.#drawn.splice(kept)) {
      for (const node of nodes) this.removeChild(node);
    }
    for (const [index, { source, tokens }] of blocks.entries()) {
      if (index < kept) continue;
      const isFinal = this.#isFinal || index < blocks.length - 1;
      const nodes = draw(tokens, isFinal);
      this.append(...nodes);
      this.#drawn.push({ source, nodes });
    }
  }

  /** The last block drawn is drawn again when another follows, so that it gets its colours. */
  #countKept(blocks: readonly { source: string }[]): number {
    const grows = blocks.length > this.#drawn.length && !this.#isFinal;
    const most = grows ? this.#drawn.length - 1 : this.#drawn.length;
    const differs = blocks.findIndex(
      ({ source }, index) => index >= most || source !== this.#drawn[index]?.source,
    );
    return differs < 0 ? blocks.length : Math.max(0, differs);
  }
}
