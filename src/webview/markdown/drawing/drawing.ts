import type { TextBlock } from "../blocks/block.ts";
import type { NoteReference } from "../footnotes.ts";
import type { Reply } from "../reply.ts";
import type { Targets } from "../targets.ts";
import type { NoteViews } from "./noteViews.ts";

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

/** What the views of a reply share. */
export interface Drawing {
  readonly reply: Reply;
  readonly targets: Targets;
  readonly notes: NoteViews;
  readonly texts: Map<TextBlock, ReferringView>;
  /** Called before a text is drawn. */
  readonly onDraw: () => void;
}
