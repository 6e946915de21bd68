import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { comparedTexts, type Decision } from "../../src/core/proposal/comparedText.ts";
import { proposeChanges, type ProposalKind } from "../../src/core/proposal/proposal.ts";

const chinese = "一一。二二。\n\n三三。";
const english = "One one. Two two.\n\nThree three.";

function compared(original: string, proposed: string, kind: ProposalKind, made: Decision[] = []) {
  const hunks = proposeChanges(original, proposed, kind);
  return comparedTexts(original, hunks, made, kind);
}

function linesAt(text: string, { start, end }: { start: number; end: number }): string {
  return text.split("\n").slice(start, end).join("\n");
}

describe("compared texts", () => {
  it("have a sentence a line, opposite to each other, and paragraphs farther apart", () => {
    const { original, proposed, shown } = compared(chinese, english, "prose");
    assert.equal(original, "一一。\n\n二二。\n\n\n三三。\n\n");
    assert.equal(proposed, "One one.\n\nTwo two.\n\n\nThree three.\n\n");
    assert.deepEqual(
      shown.map((spans) => [linesAt(original, spans.original), linesAt(proposed, spans.proposed)]),
      [
        ["一一。", "One one."],
        ["二二。", "Two two."],
        ["三三。", "Three three."],
      ],
    );
  });

  it("differ no more where it was decided", () => {
    const { original, proposed } = compared(chinese, english, "prose", ["taken", "left", "open"]);
    assert.equal(original, "One one.\n\n二二。\n\n\n三三。\n\n");
    assert.equal(proposed, "One one.\n\n二二。\n\n\nThree three.\n\n");
  });

  it("draw what nobody sees where nothing else differs", () => {
    const { original, proposed } = compared("一一。 二二。", "一一。\n\n二二。", "prose");
    assert.equal(original, "一一。\n\n·\n\n二二。\n\n");
    assert.equal(proposed, "一一。\n\n↵↵\n\n二二。\n\n");
  });

  it("draw the line breaks that a change would bring beside other words", () => {
    const { original, proposed } = compared("One two three.", "Uno.\n\nDos tres.", "prose");
    assert.equal(original, "One two three.\n\n");
    assert.equal(proposed, "Uno.↵↵Dos tres.\n\n");
  });

  it("keep the lines of code, tables and code in prose, and wrapped lines make one", () => {
    const fence = "```js\na. b\n```\n";
    const wrapped = `${"word ".repeat(12)}\nends.`;
    const { original } = compared(`${fence}${wrapped}`, `${fence}${wrapped} More.`, "prose");
    assert.ok(original.includes("```js\na. b\n```\n"));
    assert.ok(original.includes("word ends.\n"));
    const code = compared("a\r\nb\r\nc", "a\r\nB\r\nc", "lines");
    assert.deepEqual(code, {
      original: "a\nb\nc",
      proposed: "a\nB\nc",
      shown: [{ original: { start: 1, end: 2 }, proposed: { start: 1, end: 2 } }],
    });
  });

  it("show a last line end that comes or goes as the empty line behind it", () => {
    const whole = { start: 0, end: 1 };
    assert.deepEqual(compared("甲。\n", "甲。", "lines").shown, [
      { original: { start: 0, end: 2 }, proposed: whole },
    ]);
    assert.deepEqual(compared("甲。", "甲。\n", "lines").shown, [
      { original: whole, proposed: { start: 0, end: 2 } },
    ]);
    assert.deepEqual(compared("甲。\n", "", "lines").shown, [
      { original: whole, proposed: { start: 0, end: 0 } },
    ]);
  });

  it("show each change where it is said to be, and are equal when all are decided", () => {
    const text = fc
      .array(fc.constantFrom("甲。", "乙乙。", "Yes. ", "\n", "\n\n", "a\nb\n", "།", "\u2028"))
      .map((parts) => parts.join(""));
    const decisions = fc.array(fc.constantFrom<Decision[]>("taken", "left"), {
      minLength: 60,
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, text, fc.constantFrom("prose", "lines"), decisions, (a, b, kind, made) => {
        const hunks = proposeChanges(a, b, kind);
        const { original, proposed, shown } = comparedTexts(a, hunks, [], kind);
        for (const [index, { start, end, text: come }] of hunks.entries()) {
          const spans = shown[index];
          assert.ok(spans);
          const left = linesAt(original, spans.original);
          const right = linesAt(proposed, spans.proposed);
          const length = (span: { start: number; end: number }) => span.end - span.start;
          assert.notDeepEqual([left, length(spans.original)], [right, length(spans.proposed)]);
          if (kind === "prose") continue;
          const plain = (lines: string) => lines.replace(/\r\n?/gu, "\n").replaceAll("\u2028", "↵");
          const isLast = (lines: string, span: { end: number }) =>
            span.end === lines.split("\n").length;
          const shownIn = (lines: string, span: { end: number }, part: string) =>
            isLast(lines, span) ? plain(part) : plain(part).replace(/\n$/u, "");
          assert.equal(left, shownIn(original, spans.original, a.slice(start, end)));
          assert.equal(right, shownIn(proposed, spans.proposed, come));
        }
        const done = comparedTexts(a, hunks, made, kind);
        assert.equal(done.original, done.proposed);
      }),
    );
  });
});
