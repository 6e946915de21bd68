import type { TextBlock } from "../blocks/block.ts";
import type { NoteReference } from "../footnotes.ts";

/** A block as it is drawn. */
export interface View {
  /** Undefined for what is drawn elsewhere. */
  readonly element: HTMLElement | undefined;
  /** Draws what has changed of the block. */
  sync(): void;
  /** It is not shown any more. */
  dispose(): void;
}

/** A text as it is drawn, with what it refers to. */
export interface ReferringView extends View {
  readonly block: TextBlock;
  readonly references: readonly NoteReference[];
  /** Draws all of it anew: what it names has changed its meaning. */
  redraw(): void;
}
