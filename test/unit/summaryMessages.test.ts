import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { buildMessages } from "../../src/core/prompt/prompt.ts";
import { longestSummary, summaryMessages } from "../../src/core/fit/summaryMessages.ts";
import { estimatePrompt } from "../../src/core/fit/tokenEstimate.ts";
import { anyUnsent, passage, unsent } from "./unsentQuestion.ts";

const line = "人人生而自由。他们赋有理性和良心。";
const turn = (count: number, question = "q", passages = [passage("p")]) => ({
  question,
  passages,
  answer: line.repeat(count),
});

/** What the model is told to summarise: all but what is asked of it at the end. */
function contents(question: Parameters<typeof summaryMessages>[0]): string[] {
  return summaryMessages(question)
    .slice(0, -1)
    .map(({ content }) => content);
}

describe("messages for a summary", () => {
  it("are the turns as they were, an earlier summary with them, then what is wanted", () => {
    const earlier = { turns: [turn(1), turn(2)], summary: "before" };
    const question = { ...unsent({}, { systemPrompt: "Be brief.", contextWindow: 9000 }), earlier };
    const messages = summaryMessages(question);
    assert.deepEqual(messages.slice(0, -1), buildMessages({}, earlier));
    const last = messages.at(-1);
    assert.equal(last?.role, "user");
    assert.match(last.content, /^Summarise the conversation so far\./u);
    assert.match(last.content, /in the language in which most of it is/u);
    assert.match(last.content, /names, dates, numbers, technical terms/u);
    assert.match(last.content, /at most 249 words/u);
  });

  it("are whole where the window is unknown", () => {
    const question = unsent({}, {}, [turn(9000)]);
    assert.deepEqual(contents(question)[1], line.repeat(9000));
    assert.equal(longestSummary(question.endpoint), 1024);
  });

  it("shorten the oldest answer first, at a sentence, and say so", () => {
    const turns = [turn(30), turn(30), turn(30)];
    const [, first = "", , second, , third] = contents(unsent({}, { contextWindow: 1300 }, turns));
    assert.match(
      first,
      /^(?:人人生而自由。他们赋有理性和良心。)+(?:人人生而自由。)? \[shortened\]$/u,
    );
    assert.ok(first.length < line.length * 30 && first.length > line.length * 10);
    assert.deepEqual([second, third], [turns[1]?.answer, turns[2]?.answer]);
  });

  it("shorten passages and questions only when that is not enough", () => {
    const wordy = turn(10, line.repeat(10), [passage(line.repeat(10))]);
    const cutsAt = (contextWindow: number) => {
      const [asked = "", answered = ""] = contents(unsent({}, { contextWindow }, [wordy]));
      const [quoted = "", question = ""] = asked.split(/\n```\n\n/u);
      return [answered, quoted, question].map((text) => text.includes("[shortened]"));
    };
    assert.deepEqual(cutsAt(700), [false, false, false]);
    assert.deepEqual(cutsAt(500), [true, false, false]);
    assert.deepEqual(cutsAt(420), [true, true, false]);
    assert.deepEqual(cutsAt(350), [true, true, true]);
  });

  it("leave out the oldest turns where shortening is not enough, and say so", () => {
    const turns = Array.from({ length: 200 }, (_, index) => turn(2, `question ${index}`));
    const messages = contents(unsent({}, { contextWindow: 1000 }, turns));
    assert.ok(messages.length < 100 && messages.length > 2);
    assert.match(messages[0] ?? "", /\[shortened\]\n\nquestion \d+$/u);
    assert.match(messages.at(-2) ?? "", /question 199$/u);
  });

  it("fit together with the summary wherever a window can hold them", () => {
    let shortened = 0;
    fc.assert(
      fc.property(anyUnsent, (question) => {
        const { endpoint, scale, earlier } = question;
        const { contextWindow = 0 } = endpoint;
        fc.pre(earlier.turns.length > 0 && contextWindow > 900);
        const messages = summaryMessages(question);
        const tokens = Math.ceil(estimatePrompt(messages, true) * scale);
        assert.ok(tokens + longestSummary(endpoint) <= contextWindow);
        for (const { content } of messages.slice(0, -1)) {
          assert.doesNotMatch(content, /\[(?!shortened\])|\] *\[/u);
        }
        const roles = messages.filter(({ role }) => role !== "system").map(({ role }) => role);
        roles.forEach((role, index) => {
          assert.equal(role, index % 2 === 0 ? "user" : "assistant");
        });
        if (messages.some(({ content }) => content.includes("[shortened]\n"))) shortened++;
      }),
      { numRuns: 300 },
    );
    assert.ok(shortened > 0);
  });
});
