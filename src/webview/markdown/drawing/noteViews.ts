import * as l10n from "@vscode/l10n";
import type { Note } from "../blocks/block.ts";
import { drawNoteReturn, noteId, numberReference } from "../notes.ts";
import { numberNotes } from "../noteNumbers.ts";
import type { Reply } from "../reply.ts";
import type { Targets } from "../targets.ts";
import type { ReferringView } from "./view.ts";

/** A note as it is drawn: an item in the list at the end. */
export interface NoteView {
  readonly block: Note;
  readonly item: HTMLElement;
  /** The paragraph at its end, if it ends with one. */
  readonly lastParagraph: HTMLElement | undefined;
}

interface Shown {
  readonly id: number;
  readonly count: number;
  readonly returns: readonly ChildNode[];
}

/** The notes of a reply, numbered as they are referred to, and the places that refer to them. */
export class NoteViews {
  readonly element = document.createElement("ol");
  readonly #reply: Reply;
  readonly #targets: Targets;
  readonly #referring = new Set<ReferringView>();
  /** In the order in which they are defined; the first of a label counts. */
  readonly #views = new Set<NoteView>();
  readonly #shown = new Map<NoteView, Shown>();
  #isChanged = false;

  constructor(reply: Reply, targets: Targets) {
    this.#reply = reply;
    this.#targets = targets;
    this.element.className = "notes";
    this.element.ariaLabel = l10n.t("Footnotes");
  }

  /** What a text refers to may have changed. */
  refer(view: ReferringView, refers: boolean): void {
    if (refers) this.#referring.add(view);
    else if (!this.#referring.delete(view)) return;
    this.#isChanged = true;
  }

  add(view: NoteView): void {
    this.#views.add(view);
    this.#isChanged = true;
  }

  remove(view: NoteView): void {
    this.#views.delete(view);
    this.#takeReturns(view);
    view.item.remove();
    this.#isChanged = true;
  }

  /** Call before a note is drawn: what stands behind its text is put there again later. */
  open(view: NoteView): void {
    this.#takeReturns(view);
    this.#isChanged = true;
  }

  /** Numbers what has changed and shows the notes at the end of an element. */
  showIn(parent: HTMLElement): void {
    if (!this.#isChanged) return;
    this.#isChanged = false;
    const referring = [...this.#referring].sort(
      (one, other) => one.block.content.number - other.block.content.number,
    );
    const references = referring.flatMap((view) => view.references);
    const before = references.map(({ id, subId }) => [id, subId]);
    const notes = numberNotes(references, this.#targets.noteLabels);
    for (const [index, reference] of references.entries()) {
      const [id, subId] = before[index] ?? [];
      if (reference.id !== id || reference.subId !== subId) numberReference(reference, this.#reply);
    }
    const first = new Map<string, NoteView>();
    for (const view of this.#views) {
      const { label } = view.block;
      if (first.has(label)) view.item.remove();
      else first.set(label, view);
    }
    for (const [id, { label, count }] of notes.entries()) {
      const view = first.get(label);
      if (view !== undefined) this.#show(view, id, count);
    }
    if (notes.length === 0) this.element.remove();
    else if (this.element.parentElement === null) parent.append(this.element);
  }

  #show(view: NoteView, id: number, count: number): void {
    const { item } = view;
    const there = this.element.children[id];
    if (there !== item) this.element.insertBefore(item, there ?? null);
    const shown = this.#shown.get(view);
    if (shown?.id === id && shown.count === count) return;
    this.#takeReturns(view);
    item.id = noteId(id, this.#reply);
    const returns = Array.from({ length: count }, (_, subId) => [
      document.createTextNode(" "),
      drawNoteReturn(id, subId, this.#reply),
    ]).flat();
    (view.lastParagraph ?? item).append(...returns);
    this.#shown.set(view, { id, count, returns });
  }

  #takeReturns(view: NoteView): void {
    for (const node of this.#shown.get(view)?.returns ?? []) node.remove();
    this.#shown.delete(view);
  }
}
