import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { followEdits, type Edit, type Span } from "../../src/core/editor/rangeTracking.ts";

/** A document as its characters, each knowing whether it stands inside the marked span. */
type Marked = readonly boolean[];

/**
 * The span by its characters, the long way round: it reaches from the first of them that survives
 * to the last, and all between belongs to it; a replacement of exactly the span takes its place.
 */
function editMarked(document: Marked, edits: readonly Edit[]): Marked {
  const span = spanOf(document);
  const after: boolean[] = [];
  let from = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    after.push(...document.slice(from, edit.start));
    const isWhole = edit.start === span?.start && edit.end === span.end;
    after.push(...Array.from({ length: edit.length }, () => isWhole));
    from = edit.end;
  }
  after.push(...document.slice(from));
  const first = after.indexOf(true);
  const last = after.lastIndexOf(true);
  return after.map((_, at) => first >= 0 && at >= first && at <= last);
}

function spanOf(document: Marked): Span | undefined {
  const start = document.indexOf(true);
  return start < 0 ? undefined : { start, end: document.lastIndexOf(true) + 1 };
}

/** Edits as one change event has them: not overlapping, offsets of before, in any order. */
const rawEdits = fc.array(
  fc.record({ gap: fc.nat(4), removed: fc.nat(4), length: fc.nat(3), order: fc.nat() }),
  { minLength: 1, maxLength: 4 },
);
type RawEdits = typeof rawEdits extends fc.Arbitrary<infer T> ? T : never;

function editsIn(length: number, raw: RawEdits, first: number): Edit[] {
  const edits: (Edit & { order: number })[] = [];
  let at = Math.min(first, length);
  for (const { gap, removed, length: added, order } of raw) {
    const start = Math.min(at + gap, length);
    const end = Math.min(start + removed, length);
    edits.push({ start, end, length: added, order });
    at = end;
  }
  return edits
    .sort((a, b) => a.order - b.order)
    .map(({ start, end, length: added }) => ({ start, end, length: added }));
}

describe("range tracking", () => {
  it("finds the marked characters again after any edits", () => {
    const events = fc.array(fc.tuple(rawEdits, fc.nat(8)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.nat(6), fc.integer({ min: 1, max: 7 }), fc.nat(6), events, (a, b, c, all) => {
        let document: Marked = [a, b, c].flatMap((count, part) =>
          Array.from({ length: count }, () => part === 1),
        );
        let span = spanOf(document);
        for (const [raw, first] of all) {
          if (span === undefined) return;
          const edits = editsIn(document.length, raw, first);
          document = editMarked(document, edits);
          span = followEdits(span, edits);
          assert.deepEqual(span, spanOf(document));
        }
      }),
      { numRuns: 5000 },
    );
  });

  it("keeps a position between the same characters, behind what is typed at it", () => {
    fc.assert(
      fc.property(fc.nat(12), rawEdits, fc.nat(8), (at, raw, first) => {
        const edits = editsIn(12, raw, first);
        const isGone = edits.some((edit) => edit.start < at && edit.end > at);
        const before = edits.filter((edit) => edit.end <= at);
        const moved = before.reduce(
          (sum, { start, end, length }) => sum + length - end + start,
          at,
        );
        const expected = isGone ? undefined : { start: moved, end: moved };
        assert.deepEqual(followEdits({ start: at, end: at }, edits), expected);
      }),
      { numRuns: 2000 },
    );
  });

  const span = { start: 5, end: 10 };
  const cases: readonly (readonly [string, Edit[], Span | undefined])[] = [
    ["stays when nothing happened", [], span],
    ["moves with text typed above", [{ start: 0, end: 0, length: 3 }], { start: 8, end: 13 }],
    ["stays when text is typed below", [{ start: 12, end: 12, length: 3 }], span],
    ["leaves text typed at its start outside", [edit(5, 5, 2)], { start: 7, end: 12 }],
    ["leaves text typed at its end outside", [edit(10, 10, 2)], span],
    ["takes in text typed within", [edit(7, 7, 2)], { start: 5, end: 12 }],
    ["shrinks when text within is deleted", [edit(6, 9, 0)], { start: 5, end: 7 }],
    ["follows a replacement of exactly itself", [edit(5, 10, 2)], { start: 5, end: 7 }],
    ["is gone when it is deleted", [edit(5, 10, 0)], undefined],
    ["is gone when it is replaced with more around it", [edit(4, 10, 6)], undefined],
    ["loses its head to a deletion across its start", [edit(3, 7, 0)], { start: 3, end: 6 }],
    ["loses its tail to a deletion across its end", [edit(8, 12, 1)], { start: 5, end: 8 }],
    ["is gone when two edits take a half each", [edit(5, 7, 1), edit(7, 10, 1)], undefined],
    [
      "reads offsets of one event as those before it",
      [edit(0, 2, 5), edit(6, 7, 0), edit(11, 12, 9)],
      { start: 8, end: 12 },
    ],
    [
      "tells an insertion from a replacement that starts at the same place",
      [edit(5, 5, 1), edit(5, 8, 0)],
      { start: 6, end: 8 },
    ],
  ];
  for (const [name, edits, expected] of cases) {
    it(name, () => {
      assert.deepEqual(followEdits(span, edits), expected);
      assert.deepEqual(followEdits(span, [...edits].reverse()), expected);
    });
  }

  it("does not change the edits it was given", () => {
    const edits = [edit(0, 0, 1), edit(7, 7, 1)];
    followEdits(span, edits);
    assert.deepEqual(edits, [edit(0, 0, 1), edit(7, 7, 1)]);
  });
});

function edit(start: number, end: number, length: number): Edit {
  return { start, end, length };
}
