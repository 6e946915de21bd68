import type { TextBlock } from "../blocks/block.ts";
import type { Reply } from "../reply.ts";
import type { Targets } from "../targets.ts";
import type { NoteViews } from "./noteViews.ts";
import type { ReferringView } from "./view.ts";

/** What the views of a reply share. */
export interface Drawing {
  readonly reply: Reply;
  readonly targets: Targets;
  readonly notes: NoteViews;
  readonly texts: Map<TextBlock, ReferringView>;
  /** Called before a text is drawn. */
  readonly onDraw: () => void;
}
