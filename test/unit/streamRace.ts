import assert from "node:assert/strict";
import fc from "fast-check";
import type { Span } from "../../src/core/editor/rangeTracking.ts";
import { StreamedPlace, type Change, type OwnEdit } from "../../src/core/editor/streamedPlace.ts";

/** A code unit of the document and who it belongs to. */
interface Unit {
  readonly unit: string;
  readonly isOurs: boolean;
}

/** What goes over from the editor to us, in this order and late. */
type Message = { readonly event: readonly Change[] } | { readonly happened: boolean };

/**
 * The editor's side, as VS Code does it: an edit of ours names the version that it was made for and
 * is refused where the document is another by then.
 */
class Editor {
  units: Unit[];
  version = 0;
  readonly messages: Message[] = [];
  #asked: { readonly version: number; readonly changes: readonly Change[] } | undefined;

  constructor(text: string) {
    this.units = unitsOf(text, false);
  }

  get text(): string {
    return this.units.map(({ unit }) => unit).join("");
  }

  type(changes: readonly Change[]): void {
    this.#change(changes, false);
  }

  ask(version: number, changes: readonly Change[]): void {
    this.#asked = { version, changes };
  }

  /** Comes to what was asked; returns what it deletes. */
  answer(): readonly Unit[] {
    const asked = this.#asked;
    this.#asked = undefined;
    if (asked === undefined) return [];
    const happened = asked.version === this.version;
    const deleted = happened ? this.#change(asked.changes, true) : [];
    this.messages.push({ happened });
    return deleted;
  }

  #change(changes: readonly Change[], isOurs: boolean): Unit[] {
    const deleted: Unit[] = [];
    const after: Unit[] = [];
    let from = 0;
    for (const { start, end, text } of sorted(changes)) {
      after.push(...this.units.slice(from, start), ...unitsOf(text, isOurs));
      deleted.push(...this.units.slice(start, end));
      from = end;
    }
    this.units = [...after, ...this.units.slice(from)];
    this.version++;
    this.messages.push({ event: changes });
    return deleted;
  }
}

/** The document as the person's edits alone would have made it: the same edits, ours cut out. */
class Alone {
  text: string;

  constructor(text: string) {
    this.text = text;
  }

  type(units: readonly Unit[], changes: readonly Change[]): void {
    const at = (offset: number) => units.slice(0, offset).filter(({ isOurs }) => !isOurs).length;
    for (const { start, end, text } of sorted(changes).reverse()) {
      this.text = this.text.slice(0, at(start)) + text + this.text.slice(at(end));
    }
  }
}

function unitsOf(text: string, isOurs: boolean): Unit[] {
  return text.split("").map((unit) => ({ unit, isOurs }));
}

function sorted(changes: readonly Change[]): Change[] {
  return [...changes].sort((a, b) => a.start - b.start || a.end - b.end);
}

function without(text: string, parts: readonly Span[]): string {
  return [...parts]
    .reverse()
    .reduce((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
}

const typing = fc.array(
  fc.record({
    gap: fc.nat(5),
    removed: fc.oneof(fc.constant(0), fc.nat(5)),
    text: fc.constantFrom("", "x", "yz", "人"),
    /** Puts the edit at an edge of what is ours. */
    edge: fc.option(fc.nat(), { freq: 2 }),
  }),
  { minLength: 1, maxLength: 3 },
);

/** What happens in a race, in its order. */
export const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant("type"), typing }) },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant("write"),
        text: fc.constantFrom("A", "BC", "དེ་", "\r\n"),
        takesBack: fc.boolean(),
      }),
    },
    { weight: 4, arbitrary: fc.constant({ do: "answer" } as const) },
    { weight: 6, arbitrary: fc.constant({ do: "hear" } as const) },
  ),
  { minLength: 1, maxLength: 60 },
);
type Typing = typeof typing extends fc.Arbitrary<infer T> ? T : never;

/** Edits of one event, some of them exactly at the edges of what is ours. */
function changesIn(units: readonly Unit[], wanted: Typing): Change[] {
  const edges = units.flatMap((unit, at) => (unit.isOurs === units[at - 1]?.isOurs ? [] : [at]));
  const changes: Change[] = [];
  let from = 0;
  for (const { gap, removed, text, edge } of wanted) {
    const at = edge === null ? from + gap : (edges[edge % edges.length] ?? from);
    const start = Math.min(Math.max(from, at), units.length);
    const end = Math.min(start + removed, units.length);
    changes.push({ start, end, text });
    from = end + 1;
    if (from > units.length) break;
  }
  return changes;
}

/** One race, with what it says of its end. */
export function race(text: string, place: number, all: readonly { readonly do: string }[]) {
  const editor = new Editor(text);
  const alone = new Alone(text);
  const streamed = new StreamedPlace(place);
  let [known, isAsking, isUntouched] = [0, false, true];
  let [wanted, asked]: [string, (OwnEdit & { readonly then: string }) | undefined] = [
    "",
    undefined,
  ];

  const hear = () => {
    const message = editor.messages.shift();
    if (message === undefined) return;
    if ("event" in message) {
      streamed.changed(message.event);
      known++;
    } else {
      isAsking = false;
      if (streamed.settle(message.happened)) wanted = asked?.then ?? wanted;
    }
    if (known !== editor.version || isAsking) return;
    // (a) What we hold for ours is ours; all else is what the person alone would have.
    assert.equal(without(editor.text, streamed.parts), alone.text);
    const ours = editor.units.filter(({ isOurs }) => isOurs).length;
    assert.equal(
      streamed.parts.reduce((sum, { start, end }) => sum + end - start, 0),
      ours,
    );
  };
  const begin = (edit: OwnEdit) => {
    if (isAsking) return;
    const changes = streamed.begin(edit);
    if (changes.length === 0) return;
    asked = { ...edit, then: (edit.takesBack ? "" : wanted) + edit.text };
    isAsking = true;
    editor.ask(known, changes);
  };
  const answer = () => {
    // (b) Nothing but ours is ever deleted by us.
    assert.ok(editor.answer().every(({ isOurs }) => isOurs));
  };
  for (const step of all) {
    if (step.do === "type") {
      const changes = changesIn(editor.units, (step as unknown as { typing: Typing }).typing);
      const { units } = editor;
      const isOurs = (at: number) => units[at]?.isOurs === true;
      isUntouched &&= changes.every(({ start, end }) => {
        const deletesOurs = units.slice(start, end).some((unit) => unit.isOurs);
        return !deletesOurs && !(start === end && isOurs(start) && isOurs(start - 1));
      });
      alone.type(units, changes);
      editor.type(changes);
    } else if (step.do === "write") {
      const { text: piece, takesBack } = step as unknown as { text: string; takesBack: boolean };
      begin({ text: piece, ...(takesBack ? { takesBack: true as const } : {}) });
    } else if (step.do === "answer") answer();
    else hear();
  }
  answer();
  while (editor.messages.length > 0) hear();
  return { editor, alone, streamed, wanted, isUntouched };
}
