import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { QuestionDraft } from "../../src/core/conversation/conversation.ts";
import { passageTitle, type Passage } from "../../src/core/prompt/passage.ts";
import { planParts } from "../../src/core/fit/planParts.ts";
import { planSummary } from "../../src/core/fit/planSummary.ts";
import { planTrim } from "../../src/core/fit/planTrim.ts";
import { fits, promptOf, sizeOf, withDraft } from "../../src/core/fit/promptFit.ts";
import { estimateTokens } from "../../src/core/fit/tokenEstimate.ts";
import { anyUnsent, longText, passage, unsent } from "./unsentQuestion.ts";

const page = "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心。\n";

describe("plan to trim", () => {
  it("fits, trims only passages and marks them, whatever does not fit", () => {
    let planned = 0;
    fc.assert(
      fc.property(anyUnsent, (question) => {
        const plan = planTrim(question);
        if (plan === undefined) return;
        planned++;
        assert.ok(!fits(question) && fits({ ...question, draft: plan.draft }));
        assert.equal(plan.draft.text, question.draft.text);
        assert.equal(plan.draft.passages.length, question.draft.passages.length);
        plan.draft.passages.forEach((trimmed, index) => {
          const whole = question.draft.passages[index];
          assert.ok(whole);
          if (trimmed === whole) return;
          assert.equal(trimmed.trimmed, true);
          assert.notEqual(trimmed.id, whole.id);
          assert.ok(trimmed.text !== "" && whole.text.startsWith(trimmed.text));
          assert.ok(trimmed.text.length < whole.text.length);
          assert.ok(plan.trimmed.includes(trimmed));
        });
        assert.ok(plan.to > 0 && plan.to < plan.from);
      }),
      { numRuns: 400 },
    );
    assert.ok(planned > 20, `${planned} plans`);
  });

  it("trims the longest to one length and leaves the others whole", () => {
    const passages = [page.repeat(40), page.repeat(2), page.repeat(60)].map((text, index) =>
      passage(text, { id: `${index}`, name: `${index}.md` }),
    );
    const question = unsent({ passages }, { contextWindow: 1000, maxTokens: 100 });
    const plan = planTrim(question);
    assert.ok(plan);
    assert.deepEqual(plan.draft.passages.map(passageTitle), [
      "0.md:1–20 (trimmed)",
      "1.md",
      "2.md:1–20 (trimmed)",
    ]);
    const [first, second, third] = plan.draft.passages.map(({ text }) => estimateTokens(text));
    assert.equal(first, third);
    assert.equal(second, estimateTokens(page.repeat(2)));
    assert.equal(plan.to, (first ?? 0) * 2);
    const { tokens } = sizeOf({ ...question, draft: plan.draft });
    assert.ok(tokens <= 900 && tokens > 800, String(tokens));
  });

  it("keeps the lines of a selection right", () => {
    const lines = { first: 11, last: 50 };
    const selection = passage(page.repeat(40), { kind: "selection", lines });
    const plan = planTrim(unsent({ passages: [selection] }, { contextWindow: 500 }));
    const [trimmed] = plan?.draft.passages ?? [];
    assert.ok(trimmed?.lines);
    const kept = trimmed.text.split("\n").length - 1;
    assert.deepEqual(trimmed.lines, { first: 11, last: 10 + kept });
  });

  it("makes room for the longer fence that a text with backticks needs", () => {
    const fenced = passage(`${"`".repeat(500)}\n${page.repeat(40)}`);
    const question = unsent({ passages: [fenced] }, { contextWindow: 500 });
    const plan = planTrim(question);
    assert.ok(plan && fits({ ...question, draft: plan.draft }));
    assert.ok(sizeOf({ ...question, draft: plan.draft }).tokens > 300);
  });

  it("is none where the question fits, has no passage, or does not fit without any", () => {
    const passages = [passage(page)];
    assert.equal(planTrim(unsent({ passages }, { contextWindow: 2000 })), undefined);
    assert.equal(planTrim(unsent({ passages: [passage(page.repeat(999))] }, {})), undefined);
    const text = page.repeat(100);
    assert.equal(planTrim(unsent({ text }, { contextWindow: 500 })), undefined);
    assert.equal(planTrim(unsent({ text, passages }, { contextWindow: 500 })), undefined);
    const greedy = { contextWindow: 500, maxTokens: 600 };
    assert.equal(planTrim(unsent({ passages }, greedy)), undefined);
    const turns = [{ question: text, passages: [], answer: text }];
    assert.equal(planTrim(unsent({ passages }, { contextWindow: 500 }, turns)), undefined);
  });
});

/** The texts of a question's passages, put together again from its parts. */
function textsById(drafts: readonly QuestionDraft[], whole: readonly Passage[]): string[] {
  return whole.map(({ id }) => {
    const own = drafts.flatMap(({ passages }) =>
      passages.filter((part) => part.id === id || part.id.startsWith(`${id}.`)),
    );
    const texts = own.map(({ text }) => text);
    const rides = own.length > 1 && own.every(({ part }) => part === undefined);
    return rides ? (texts[0] ?? "") : texts.join("");
  });
}

describe("plan of parts", () => {
  it("fits each part alone, loses nothing, and numbers parts and lines", () => {
    let planned = 0;
    fc.assert(
      fc.property(anyUnsent, (question) => {
        const drafts = planParts(question);
        if (drafts === undefined) return;
        planned++;
        assert.ok(drafts.length >= 2 && drafts.length <= 200);
        const { passages, text } = question.draft;
        for (const draft of drafts) {
          assert.ok(fits({ ...question, draft }));
          assert.deepEqual([draft.text, draft.background], [text, { kind: "none" }]);
          assert.ok(draft.passages.length > 0);
        }
        const whole = passages.map((each) => each.text);
        assert.deepEqual(textsById(drafts, passages), whole);
      }),
      { numRuns: 400 },
    );
    assert.ok(planned > 20, `${planned} plans`);
  });

  it("divides the longest passage and sends the others with each part", () => {
    const glossary = passage("自由 freedom\n", { id: "g", name: "glossary.md" });
    const book = passage(page.repeat(100), { id: "b", name: "book.md" });
    const turns = [{ question: "q", passages: [], answer: "a" }];
    const question = unsent({ passages: [glossary, book] }, { contextWindow: 1000 }, turns);
    const drafts = planParts(question) ?? [];
    const titles = drafts.map(({ passages }) => passages.map(passageTitle));
    assert.deepEqual(titles, [
      ["glossary.md", "book.md:1–35 (part 1 of 3)"],
      ["glossary.md", "book.md:36–70 (part 2 of 3)"],
      ["glossary.md", "book.md:71–100 (part 3 of 3)"],
    ]);
    assert.equal(new Set(drafts.map(({ passages }) => passages[1]?.id)).size, 3);
  });

  it("counts the lines of parts from the first of the selection, also within a line", () => {
    const text = longText(80).filter((each) => each.length > 20);
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 99 }), (whole, first) => {
        const count = whole.split(/\r\n|\n|\r/u).length;
        const lines = { first, last: first + count - 1 };
        const selection = passage(whole, { kind: "selection", lines });
        const question = unsent({ passages: [selection], text: "" }, { contextWindow: 100 });
        let line = first;
        let before = "";
        for (const { passages } of planParts(question) ?? []) {
          const [part] = passages;
          assert.ok(part?.lines);
          assert.equal(part.lines.first, line);
          before += part.text;
          const breaks = before.match(/\r\n|\n|\r/gu)?.length ?? 0;
          line = first + breaks;
          const ends = /[\r\n]$/u.test(part.text) ? line - 1 : line;
          assert.equal(part.lines.last, Math.max(part.lines.first, ends));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("sends many passages in order, as many as fit at a time", () => {
    const passages = Array.from({ length: 10 }, (_, index) =>
      passage(page.repeat(index === 4 ? 60 : 9), { id: `${index}`, name: `${index}.md` }),
    );
    const drafts = planParts(unsent({ passages }, { contextWindow: 800 })) ?? [];
    assert.deepEqual(
      drafts.map((draft) => draft.passages.map(passageTitle)),
      [
        ["0.md", "1.md", "2.md"],
        ["3.md"],
        ["4.md:1–28 (part 1 of 3)"],
        ["4.md:29–56 (part 2 of 3)"],
        ["4.md:57–60 (part 3 of 3)"],
        ["5.md", "6.md", "7.md"],
        ["8.md", "9.md"],
      ],
    );
  });

  it("is none where no part would help", () => {
    const passages = [passage(page.repeat(30))];
    assert.equal(planParts(unsent({ passages }, { contextWindow: 9000 })), undefined);
    assert.equal(planParts(unsent({ passages }, {})), undefined);
    assert.equal(planParts(unsent({ text: page.repeat(99) }, { contextWindow: 500 })), undefined);
    const turns = [{ question: page.repeat(99), passages: [], answer: "a" }];
    const alone = unsent({ passages }, { contextWindow: 1000 }, turns);
    assert.equal(planParts(alone), undefined);
    const endless = unsent({ passages: [passage(page.repeat(9000))] }, { contextWindow: 600 });
    assert.equal(planParts(endless), undefined);
    const greedy = { contextWindow: 500, maxTokens: 600 };
    assert.equal(planParts(unsent({ passages }, greedy)), undefined);
  });
});

describe("plan of a summary", () => {
  it("makes the prompt fit with the longest summary it allows", () => {
    let planned = 0;
    fc.assert(
      fc.property(anyUnsent, (question) => {
        const plan = planSummary(question);
        if (plan === undefined) return;
        planned++;
        assert.ok(!fits(question));
        assert.deepEqual(plan.toSummarise, question.earlier.turns);
        assert.deepEqual(plan.parameters, { maxTokens: plan.most, thinking: false, n: 1 });
        const text = "x ".repeat(Math.floor((plan.most - 2) / question.scale));
        assert.ok(fits(withDraft(question, { background: { kind: "summary", text } })));
        const before = sizeOf(question).tokens;
        const none = sizeOf(withDraft(question, { background: { kind: "none" } })).tokens;
        assert.equal(plan.from, before - none);
      }),
      { numRuns: 400 },
    );
    assert.ok(planned > 20, `${planned} plans`);
  });

  it("is none without earlier turns, where they are not sent, and where they are not to blame", () => {
    const turns = [{ question: page.repeat(30), passages: [], answer: page.repeat(30) }];
    const endpoint = { contextWindow: 1000 };
    assert.ok(planSummary(unsent({}, endpoint, turns)));
    assert.equal(planSummary(unsent({}, {}, turns)), undefined);
    assert.equal(planSummary(unsent({}, { contextWindow: 9000 }, turns)), undefined);
    const text = page.repeat(60);
    assert.equal(planSummary(unsent({ text }, endpoint, turns)), undefined);
    assert.equal(planSummary(unsent({ text }, endpoint)), undefined);
    for (const background of [{ kind: "none" }, { kind: "summary", text: "s" }] as const) {
      assert.equal(planSummary(unsent({ text, background }, endpoint, turns)), undefined);
    }
    assert.equal(promptOf({ text, passages: [] }, { turns }).turns.length, 2);
  });
});
