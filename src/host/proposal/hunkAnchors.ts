import type * as vscode from "vscode";
import type { Span } from "../../core/editor/rangeTracking.ts";
import type { Hunk } from "../../core/proposal/proposal.ts";
import type { Anchors } from "../editor/anchors.ts";
import { rangeOf } from "../editor/replyPlacement.ts";

/** Where the changes of a passage stand in its document, whatever is typed there meanwhile. */
export class HunkAnchors {
  readonly #anchors: Anchors;
  readonly #passage: string;
  readonly #isOwn: boolean;
  readonly #ids: readonly string[];

  /**
   * @param passage id of the passage's own anchor, which is kept around all changes, if it has one.
   * @param place of the passage that the hunks are changes of.
   */
  constructor(
    anchors: Anchors,
    passage: string | undefined,
    document: vscode.TextDocument,
    place: Span,
    hunks: readonly Hunk[],
  ) {
    this.#anchors = anchors;
    this.#passage = passage ?? crypto.randomUUID();
    this.#isOwn = passage === undefined;
    if (this.#isOwn) anchors.hold(this.#passage, document, rangeOf(document, place));
    this.#ids = hunks.map((hunk) => {
      const id = crypto.randomUUID();
      anchors.hold(id, document, rangeOf(document, shifted(hunk, place.start)));
      return id;
    });
  }

  /** The place of the whole passage. */
  get passage(): Span | undefined {
    return this.#anchors.find(this.#passage)?.span;
  }

  span(index: number): Span | undefined {
    return this.#anchors.find(this.#ids[index] ?? "")?.span;
  }

  /** Where all anchors are, to be handed to {@link moveAfter}. */
  places(document: vscode.TextDocument): AnchorPlaces {
    const anchor = this.#anchors.find(this.#passage);
    const text = anchor?.span && document.getText(rangeOf(document, anchor.span));
    return {
      passage: anchor?.span,
      isUntouched: text === anchor?.original,
      hunks: this.#ids.map((_, index) => this.span(index)),
    };
  }

  /**
   * Puts the anchors where they are after an edit that was the only one since `before`.
   *
   * @param texts what was written, by the changes' indexes.
   */
  moveAfter(
    { passage, isUntouched, hunks }: AnchorPlaces,
    texts: ReadonlyMap<number, string>,
    document: vscode.TextDocument,
  ): void {
    let delta = 0;
    for (const [index, span] of hunks.entries()) {
      if (span === undefined) continue;
      const length = texts.get(index)?.length ?? span.end - span.start;
      const start = span.start + delta;
      const moved = { start, end: start + length };
      this.#anchors.move(this.#ids[index] ?? "", moved, document.getText(rangeOf(document, moved)));
      delta += length - (span.end - span.start);
    }
    const anchor = this.#anchors.find(this.#passage);
    if (passage === undefined || anchor === undefined) return;
    const around = { start: passage.start, end: passage.end + delta };
    const text = document.getText(rangeOf(document, around));
    // What the person changed stays told from what was written for them.
    this.#anchors.move(this.#passage, around, isUntouched ? text : anchor.original);
  }

  /** Takes the passage's anchor around changes that an undo or a formatter left at its edges. */
  hold(): void {
    const hunks = this.#ids.map((_, index) => this.span(index));
    const spans = [this.passage, ...hunks].filter((span) => span !== undefined);
    const anchor = this.#anchors.find(this.#passage);
    if (spans.length === 0 || anchor === undefined) return;
    const start = Math.min(...spans.map((span) => span.start));
    const end = Math.max(...spans.map((span) => span.end));
    this.#anchors.move(this.#passage, { start, end }, anchor.original);
  }

  release(): void {
    for (const id of this.#ids) this.#anchors.release(id);
    if (this.#isOwn) this.#anchors.release(this.#passage);
  }
}

interface AnchorPlaces {
  readonly passage: Span | undefined;
  /** Nobody but ourselves has changed the passage. */
  readonly isUntouched: boolean;
  readonly hunks: readonly (Span | undefined)[];
}

function shifted({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
