import type { TextBlock } from "../blocks/block.ts";
import type { GrowingMarkdown } from "../growingMarkdown.ts";
import type { Reply } from "../reply.ts";
import { BlockGroups } from "./blockGroups.ts";
import { BlockViews, viewOf } from "./blockViews.ts";
import type { Drawing } from "./drawing.ts";
import { NoteViews } from "./noteViews.ts";
import type { ReferringView } from "./view.ts";

/** The blocks of a reply on the page. */
export class ReplyDrawing {
  readonly #element: HTMLElement;
  readonly #markdown: GrowingMarkdown;
  readonly #drawing: Drawing;
  readonly #blocks: BlockViews;

  /** @param element is filled with the blocks. */
  constructor(element: HTMLElement, markdown: GrowingMarkdown, reply: Reply) {
    this.#element = element;
    this.#markdown = markdown;
    const { targets } = markdown;
    this.#drawing = {
      ...{ reply, targets, notes: new NoteViews(reply, targets) },
      ...{ texts: new Map<TextBlock, ReferringView>(), onDraw: () => undefined },
    };
    this.#blocks = new BlockViews(new BlockGroups(element), (block) =>
      viewOf(block, this.#drawing),
    );
  }

  /** Draws what has changed since it was last called. */
  update(): void {
    const { texts, notes, targets } = this.#drawing;
    this.#blocks.sync(this.#markdown.root.children);
    for (const block of targets.takeChanged()) texts.get(block)?.redraw();
    notes.showIn(this.#element);
  }
}
