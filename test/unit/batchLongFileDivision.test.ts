import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { divideSource } from "../../src/core/batch/longFile/divideSource.ts";
import { partMessages, partText } from "../../src/core/batch/longFile/partMessages.ts";
import { estimatePrompt, estimateTokens } from "../../src/core/fit/tokenEstimate.ts";
import { anyProse, anyText, endpoint, template } from "./batchLongFileText.ts";

const bo = "Translate the text into བོད་སྐད་.";

function partsOf(source: string, ends: readonly number[]): string[] {
  return ends.map((_, index) => partText({ source, ends, index }));
}

describe("a source in parts", () => {
  it("is the source, whatever stands in it and however small the window is", () => {
    const window = fc.option(fc.integer({ min: 1, max: 3000 }), { nil: undefined });
    fc.assert(
      fc.property(anyText, window, fc.boolean(), (text, contextWindow, glossary) => {
        const place = endpoint(contextWindow === undefined ? {} : { contextWindow });
        const ends = divideSource(text, template({ glossary }), place, 1);
        assert.equal(partsOf(text, ends).join(""), text);
        assert.equal(ends.at(-1), text.length);
        assert.ok(ends.length === 1 || partsOf(text, ends).every((part) => part !== ""));
      }),
      { numRuns: 500 },
    );
  });

  it("fits the window with its answer, the overlap and all the terms there may be", () => {
    const places = fc.record({
      contextWindow: fc.integer({ min: 1200, max: 6000 }),
      thinking: fc.boolean(),
      systemPrompt: fc.constantFrom("", "You translate from Chinese."),
    });
    const scales = fc.double({ min: 0.7, max: 1.5, noNaN: true });
    const terms = Array.from({ length: 200 }, (_, index) => `人名${index} = མི་མིང་${index}`);
    fc.assert(
      fc.property(anyProse, places, scales, fc.boolean(), (source, fields, scale, glossary) => {
        const request = {
          ...{ template: template({ glossary }), endpoint: endpoint(fields), source, terms },
          ...{ languageId: "markdown", name: "ལོ་རྒྱུས་/历史.md" },
        };
        const ends = divideSource(source, request.template, request.endpoint, scale);
        for (const [index, part] of partsOf(source, ends).entries()) {
          const asked = ends.length === 1 ? { ...request, terms: [] } : request;
          const messages = partMessages({ ...asked, ends, index });
          const prompt = estimatePrompt(messages, !fields.thinking) * scale;
          const answer = estimateTokens(part) * scale * (glossary ? 2 : 1);
          const all = prompt + answer;
          assert.ok(all <= fields.contextWindow, `${all} of ${fields.contextWindow}`);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is one part where all of it fits", () => {
    const text = "人人生而自由。\n\n".repeat(100);
    const place = endpoint({ contextWindow: 32_768 });
    assert.deepEqual(divideSource(text, template(), place, 1), [text.length]);
    assert.deepEqual(divideSource("", template(), place, 1), [0]);
  });

  it("leaves ten times a part for its Tibetan, and twice for another translation", () => {
    const text = "人人生而自由，在尊严和权利上一律平等。\n".repeat(2000);
    const place = endpoint({ contextWindow: 8192 });
    const longest = (instruction: string, source = text) => {
      const asked = template({ text: instruction, glossary: true });
      const parts = partsOf(source, divideSource(source, asked, place, 1));
      return Math.max(...parts.map(estimateTokens));
    };
    assert.ok(longest(bo) <= 8192 / 11 && longest(bo) > 500, `${longest(bo)}`);
    assert.ok(longest("翻译成藏文。") <= 8192 / 11);
    const english = longest("Translate the text into English.");
    assert.ok(english <= 8192 / 3 && english > 2000, `${english}`);
    const tibetan = longest(bo, "བོད་ཡིག་གི་སྐད་ཡིག་ཡོད། །\n".repeat(2000));
    assert.ok(tibetan > 2000, `${tibetan}`);
  });

  it("keeps what a translation's answer may have within max_tokens", () => {
    const text = "人人生而自由，在尊严和权利上一律平等。\n".repeat(500);
    const place = endpoint({ contextWindow: 32_768, maxTokens: 2000 });
    const asked = template({ text: bo, glossary: true });
    const sizes = partsOf(text, divideSource(text, asked, place, 1)).map(estimateTokens);
    assert.ok(Math.max(...sizes) <= 200 && Math.max(...sizes) > 100, `${Math.max(...sizes)}`);
  });

  it("leaves max_tokens free and does not part a text for it that is to be summarised", () => {
    const text = "人人生而自由，在尊严和权利上一律平等。\n".repeat(500);
    const place = endpoint({ contextWindow: 32_768, maxTokens: 500 });
    assert.equal(divideSource(text, template(), place, 1).length, 1);
    const narrow = { ...place, contextWindow: 7500, maxTokens: 1500 };
    const sizes = partsOf(text, divideSource(text, template(), narrow, 1)).map(estimateTokens);
    assert.ok(sizes.length > 1 && Math.max(...sizes) < 6000 - 300);
  });

  it("takes an unknown window for 16,384 tokens, and no part of a translation above 4096", () => {
    const text = "All human beings are born free.\n".repeat(8000);
    const longest = (contextWindow: number | undefined, glossary: boolean) => {
      const place = endpoint(contextWindow === undefined ? {} : { contextWindow });
      const parts = partsOf(text, divideSource(text, template({ glossary }), place, 1));
      return Math.max(...parts.map(estimateTokens));
    };
    assert.ok(longest(undefined, false) <= 8192 && longest(undefined, false) > 6000);
    assert.ok(longest(131_072, true) <= 4096 && longest(131_072, true) > 3500);
  });

  it("makes smaller parts for a model that thinks, by its template or unless told otherwise", () => {
    const text = "All human beings are born free.\n".repeat(3000);
    const count = (thinking: boolean | undefined) => {
      const parameters = thinking === undefined ? {} : { thinking };
      const { thinking: _, ...silent } = endpoint({ contextWindow: 8192 });
      return divideSource(text, template({ parameters }), silent, 1).length;
    };
    assert.ok(count(false) < count(true));
    assert.equal(count(undefined), count(true));
  });

  it("ends parts at paragraphs and keeps a block of code whole", () => {
    const code = `\`\`\`js\n${"f(x);\n".repeat(60)}\`\`\`\n`;
    const text = `${"字句。".repeat(150)}\n\n${code}\n${"字句。".repeat(300)}\n\n`.repeat(4);
    const ends = divideSource(text, template(), endpoint({ contextWindow: 2400 }), 1);
    assert.ok(ends.length > 3);
    for (const part of partsOf(text, ends)) {
      assert.equal((part.match(/^```/gmu) ?? []).length % 2, 0, part);
    }
  });
});
