import { OwnText } from "./ownText.ts";
import { followEdits, type Edit, type Span } from "./rangeTracking.ts";

/** A change of a document, in offsets before it: `[start, end)` gives way to `text`. */
export interface Change extends Span {
  readonly text: string;
}

/** What we do to a document next, all of it at once. */
export interface OwnEdit {
  /** Put behind what is ours, or in its place. */
  readonly text: string;
  /** Deletes what is ours. */
  readonly takesBack?: true;
  /** Deletes the text that the reply replaces. */
  readonly deletesOriginal?: true;
}

/**
 * The place in a document where a reply streams in while others edit it. An edit of ours is tried
 * against the document as we know it: it happens only if nobody else's came first, so it is the
 * first event after it was begun, or none. What comes meanwhile is kept until that is known.
 */
export class StreamedPlace {
  readonly #own: OwnText;
  #original: Span | undefined;
  #begun: { readonly edit: OwnEdit; readonly changes: readonly Change[] } | undefined;
  readonly #waiting: (readonly Change[])[] = [];
  #wasTouched = false;

  /** @param original the text that the reply replaces in the end; the place is behind it. */
  constructor(place: number, original?: Span) {
    this.#own = new OwnText(place);
    this.#original = original;
  }

  /** Our text, in offsets of the last event that was followed. */
  get parts(): readonly Span[] {
    return this.#own.parts;
  }

  /** Where the next text goes, or undefined once the place was deleted. */
  get head(): number | undefined {
    return this.#own.head;
  }

  /** Undefined where there is none, or no more. */
  get original(): Span | undefined {
    return this.#original;
  }

  /** Whether others changed the document since our last edit. */
  get wasTouched(): boolean {
    return this.#wasTouched;
  }

  /**
   * Begins an edit of ours and says what to change, not overlapping. Nothing where there is no place
   * for it or nothing to do: then no edit was begun. One edit at a time.
   */
  begin(edit: OwnEdit): readonly Change[] {
    const { head } = this;
    if (head === undefined) return [];
    const [first, ...rest] = edit.takesBack ? this.parts : [];
    const changes: Change[] = [];
    if (first !== undefined) changes.push({ ...first, text: edit.text });
    else if (edit.text !== "") changes.push({ start: head, end: head, text: edit.text });
    changes.push(...[...rest, ...this.#given(edit)].map((span) => ({ ...span, text: "" })));
    if (changes.length > 0) this.#begun = { edit, changes };
    return changes;
  }

  /** Takes the changes of one event. */
  changed(changes: readonly Change[]): void {
    if (this.#begun === undefined) this.#follow(changes);
    else this.#waiting.push(changes);
  }

  /**
   * Ends an edit of ours, when its events have come.
   *
   * @param happened what the editor said of it.
   * @returns whether the document has it; a read-only one can say so and not do it.
   */
  settle(happened: boolean): boolean {
    const begun = this.#begun;
    const events = this.#waiting.splice(0);
    this.#begun = undefined;
    const [own, ...later] = events;
    const isDone = happened && begun !== undefined && own !== undefined;
    if (isDone) this.#did(begun.edit, begun.changes, own);
    for (const changes of isDone ? later : events) this.#follow(changes);
    return isDone;
  }

  /** An editor may add changes to ours, such as blanks at a line's end that it takes away. */
  #did(edit: OwnEdit, changes: readonly Change[], event: readonly Change[]): void {
    const others = event.filter((change) => !changes.some((own) => isSame(own, change)));
    const given = this.#given(edit).map((span) => ({ ...span, text: "" }));
    this.#follow([...others, ...given]);
    if (edit.deletesOriginal) this.#original = undefined;
    if (edit.takesBack) this.#own.clear();
    this.#own.append(edit.text.length);
    this.#wasTouched = others.length > 0;
  }

  #given(edit: OwnEdit): Span[] {
    const original = edit.deletesOriginal ? this.#original : undefined;
    return original === undefined || original.start === original.end ? [] : [original];
  }

  #follow(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    const edits = changes.map(({ start, end, text }): Edit => ({
      start,
      end,
      length: text.length,
    }));
    this.#own.follow(edits);
    this.#original = this.#original && followEdits(this.#original, edits);
    this.#wasTouched = true;
  }
}

function isSame(one: Change, other: Change): boolean {
  return one.start === other.start && one.end === other.end && one.text === other.text;
}
