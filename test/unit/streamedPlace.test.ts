import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { StreamedPlace, type OwnEdit } from "../../src/core/editor/streamedPlace.ts";
import { race, steps } from "./streamRace.ts";

const texts = fc.constantFrom("", "abcdef", "一二三四五六七八", "མི་རིགས་།");

describe("a reply that streams into a document", () => {
  it("never takes what others type for ours, nor deletes it, in any race", () => {
    fc.assert(
      fc.property(texts, fc.nat(8), steps, (text, place, all) => {
        race(text, Math.min(place, text.length), all);
      }),
      { numRuns: 20_000 },
    );
  });

  it("is whole and in one piece where nobody touched it", () => {
    let reached = 0;
    fc.assert(
      fc.property(texts, fc.nat(8), steps, (text, place, all) => {
        const { editor, streamed, wanted, isUntouched } = race(
          text,
          Math.min(place, text.length),
          all,
        );
        if (!isUntouched || wanted === "" || streamed.head === undefined) return;
        reached++;
        assert.equal(streamed.parts.length, 1);
        const [{ start, end } = { start: 0, end: 0 }] = streamed.parts;
        assert.equal(editor.text.slice(start, end), wanted);
      }),
      { numRuns: 20_000 },
    );
    assert.ok(reached > 500, `only ${reached} races left it untouched`);
  });

  it("can be taken back at any time, which leaves what the person alone would have", () => {
    fc.assert(
      fc.property(texts, fc.nat(8), steps, (text, place, all) => {
        const { editor, alone, streamed } = race(text, Math.min(place, text.length), all);
        const changes = streamed.begin({ text: "", takesBack: true });
        if (changes.length === 0) return;
        editor.ask(editor.version, changes);
        editor.answer();
        assert.equal(editor.text, alone.text);
      }),
      { numRuns: 5000 },
    );
  });

  it("goes behind its last part, before what was typed at its end", () => {
    const place = new StreamedPlace(2);
    write(place, "AB");
    place.changed([{ start: 4, end: 4, text: "typed" }]);
    assert.equal(place.head, 4);
    place.changed([{ start: 3, end: 3, text: "x" }]);
    assert.deepEqual(place.parts, [
      { start: 2, end: 3 },
      { start: 4, end: 5 },
    ]);
    assert.equal(place.head, 5);
  });

  it("has no place any more when all of it was deleted, or the text around an empty place", () => {
    const written = new StreamedPlace(2);
    write(written, "AB");
    written.changed([{ start: 2, end: 4, text: "" }]);
    assert.equal(written.head, undefined);
    assert.deepEqual(written.begin({ text: "C" }), []);
    const empty = new StreamedPlace(2);
    empty.changed([{ start: 1, end: 3, text: "" }]);
    assert.equal(empty.head, undefined);
  });

  it("keeps its place when we take it back ourselves", () => {
    const place = new StreamedPlace(2);
    write(place, "AB");
    write(place, "", { takesBack: true });
    assert.equal(place.head, 2);
    write(place, "C");
    assert.deepEqual(place.parts, [{ start: 2, end: 3 }]);
  });

  it("takes the original away with the last of the reply, and knows where the rest is", () => {
    const place = new StreamedPlace(6, { start: 2, end: 6 });
    write(place, "AB");
    place.changed([{ start: 0, end: 0, text: "above" }]);
    assert.deepEqual(place.original, { start: 7, end: 11 });
    write(place, "C", { deletesOriginal: true });
    assert.deepEqual([place.parts, place.original], [[{ start: 7, end: 10 }], undefined]);
  });

  it("follows what an editor does besides in the same event", () => {
    const place = new StreamedPlace(6);
    const changes = place.begin({ text: "AB" });
    place.changed([{ start: 1, end: 3, text: "" }, ...changes]);
    assert.ok(place.settle(true));
    assert.deepEqual(place.parts, [{ start: 4, end: 6 }]);
    assert.ok(place.wasTouched);
  });

  it("does not believe an editor that says yes and does nothing", () => {
    const place = new StreamedPlace(0);
    place.begin({ text: "AB" });
    assert.equal(place.settle(true), false);
    assert.deepEqual(place.parts, []);
  });
});

function write(place: StreamedPlace, text: string, rest: Partial<OwnEdit> = {}): void {
  const changes = place.begin({ text, ...rest });
  place.changed(changes);
  assert.ok(place.settle(true));
}
