import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { fitChoices, type Misfit } from "../../src/core/fit/fitChoices.ts";
import { planParts } from "../../src/core/fit/planParts.ts";
import { planSummary } from "../../src/core/fit/planSummary.ts";
import { planTrim } from "../../src/core/fit/planTrim.ts";
import { fits, overflowOf, sizeOf, type UnsentQuestion } from "../../src/core/fit/promptFit.ts";
import type { OverflowView } from "../../src/protocol/views.ts";
import { anyUnsent, passage, unsent } from "./unsentQuestion.ts";

const page = "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心。\n";
const turns = [{ question: "q", passages: [], answer: page.repeat(30) }];

function textsOf(question: UnsentQuestion): Record<string, string> {
  const { choices } = fitChoices(question) ?? { choices: [] };
  return Object.fromEntries(choices.map(({ id, label, detail }) => [id, `${label}: ${detail}`]));
}

const format = (count: number) => count.toLocaleString("en-US");

describe("choices for a prompt that does not fit", () => {
  it("are none where it fits", () => {
    assert.equal(fitChoices(unsent({}, { contextWindow: 2000 })), undefined);
    assert.equal(fitChoices(unsent({ text: page.repeat(9999) }, {})), undefined);
  });

  it("say both numbers and the overage, and whether they are exact", () => {
    const passages = [passage(page.repeat(400))];
    const question = unsent({ passages }, { contextWindow: 4000 });
    const { tokens } = sizeOf(question);
    assert.ok(tokens > 5000);
    const rest = `${format(tokens)} tokens and 1,000 kept for the answer, where 4,000 fit (${format(tokens - 3000)} too many).`;
    const lead = "The prompt is too long for Tibet: ";
    assert.equal(fitChoices(question)?.message, `${lead}about ${rest}`);
    assert.equal(fitChoices(question, true)?.message, `${lead}${rest}`);
    const limited = fitChoices(unsent({ passages }, { contextWindow: 4000, maxTokens: 1500 }));
    assert.match(limited?.message ?? "", /1,500 kept for the answer \(max_tokens\), where 4,000/u);
  });

  it("say what each way would do, with its numbers", () => {
    const question = unsent(
      { passages: [passage(page.repeat(400))] },
      { contextWindow: 4000 },
      turns,
    );
    const trim = planTrim(question);
    const parts = planParts(question);
    assert.deepEqual(textsOf(question), {
      trim: `Trim: Cut “a.md” to ${format(trim?.to ?? 0)} of ${format(trim?.from ?? 0)} tokens`,
      parts: `Send in ${parts?.length ?? 0} parts: Ask ${parts?.length ?? 0} times, each time with a part of “a.md”, without the earlier turns`,
      send: "Send as it is: The server may refuse it or cut the answer short",
      cancel: "Cancel: Nothing is sent; your text stays where it is",
    });
    const talk = unsent({}, { contextWindow: 700 }, turns);
    assert.equal(
      textsOf(talk)["summarise"],
      `Summarise earlier turns: Send a summary of at most 65 tokens in place of 1 earlier turn (${planSummary(talk)?.from ?? 0} tokens)`,
    );
  });

  it("name several passages by their number", () => {
    const passages = Array.from({ length: 10 }, (_, index) =>
      passage(page.repeat(9), { id: `${index}` }),
    );
    const texts = textsOf(unsent({ passages }, { contextWindow: 800 }));
    assert.match(texts["trim"] ?? "", /^Trim: Cut 10 attached texts to [\d,]+ of [\d,]+ tokens$/u);
    const parts = /^Send in 4 parts: Ask 4 times, each time with some of the 10 attached texts$/u;
    assert.match(texts["parts"] ?? "", parts);
  });

  it("give advice where only sending as it is is left", () => {
    const long = fitChoices(unsent({ text: page.repeat(99) }, { contextWindow: 500 }));
    assert.match(long?.message ?? "", /too many\)\. Shorten what you typed, or choose a model/u);
    const greedy = fitChoices(unsent({ text: page }, { contextWindow: 500, maxTokens: 500 }));
    assert.match(greedy?.message ?? "", /Lower max_tokens to leave more room\.$/u);
    for (const misfit of [long, greedy]) {
      assert.deepEqual(
        misfit?.choices.map(({ id }) => id),
        ["send", "cancel"],
      );
    }
  });

  it("offer what can be planned and nothing else", () => {
    fc.assert(
      fc.property(anyUnsent, (question) => {
        const misfit: Misfit | undefined = fitChoices(question);
        assert.equal(misfit === undefined, fits(question));
        if (misfit === undefined) return;
        const view: OverflowView = misfit;
        const over = overflowOf(sizeOf(question)).toLocaleString("en-US");
        assert.ok(view.message.includes(`(${over} too many)`));
        const plans = {
          trim: planTrim(question),
          summarise: planSummary(question),
          parts: planParts(question),
          send: true,
          cancel: true,
        };
        const possible = Object.entries(plans).filter(([, plan]) => plan !== undefined);
        assert.deepEqual(
          view.choices.map(({ id }) => id),
          possible.map(([id]) => id),
        );
      }),
      { numRuns: 200 },
    );
  });
});
