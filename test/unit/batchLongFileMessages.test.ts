import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { glossaryMessages, mergeTerms, readTerms } from "../../src/core/batch/longFile/glossary.ts";
import { overlapBefore } from "../../src/core/batch/longFile/overlap.ts";
import { partMessages, type PartRequest } from "../../src/core/batch/longFile/partMessages.ts";
import { estimatePrompt, estimateTokens } from "../../src/core/fit/tokenEstimate.ts";
import { anyText, endpoint, endsOf, template } from "./batchLongFileText.ts";

function request(fields: Partial<PartRequest> = {}): PartRequest {
  const source = "第一段。\n\n第二段。\n\n第三段。\n";
  return {
    ...{ template: template(), endpoint: endpoint(), source, languageId: "markdown" },
    ...{ name: "a.md", ends: [6, 12, source.length], index: 1, terms: [], ...fields },
  };
}

function contentOf(fields: Partial<PartRequest> = {}): string {
  return partMessages(request(fields)).at(-1)?.content ?? "";
}

describe("the request for a part", () => {
  it("asks a whole source as the composer would", () => {
    const source = "第一段。\n";
    assert.deepEqual(partMessages(request({ source, ends: [source.length], index: 0 })), [
      {
        role: "user",
        content: "a.md\n```markdown\n第一段。\n```\n\nTranslate the text into English.",
      },
    ]);
  });

  it("has the template's system prompt over the settings'", () => {
    const settings = endpoint({ systemPrompt: "From the settings." });
    const own = template({ parameters: { systemPrompt: "From the template." } });
    const systemOf = (fields: Partial<PartRequest>) => partMessages(request(fields))[0];
    const said = (content: string) => ({ role: "system", content });
    assert.deepEqual(systemOf({ endpoint: settings }), said("From the settings."));
    assert.deepEqual(systemOf({ endpoint: settings, template: own }), said("From the template."));
  });

  for (const blank of ["{{file}}", "{{ selection }}"]) {
    it(`puts the text in the place of ${blank}, once`, () => {
      const text = `Proofread:\n${blank}\nNothing else in ${blank}.`;
      const content = contentOf({ template: template({ text }), ends: [18], index: 0 });
      assert.match(
        content,
        /^Proofread:\na\.md\n```markdown\n第一段。[^]*```\nNothing else in a\.md\.$/u,
      );
    });
  }

  it("says of a part which it is, what stands before it, and that it alone is to be answered", () => {
    const content = contentOf();
    assert.match(
      content,
      /^a\.md, what stands before this part\.[^\n]*do not answer it\.\n```\n第一段。\n\n```/u,
    );
    assert.match(
      content,
      /\na\.md \(part 2 of 3\)\n```markdown\n第二段。\n\n```\n\nTranslate the text/u,
    );
    assert.match(content, /This is part 2 of 3 of one text\.[^\n]*$/u);
    assert.doesNotMatch(content, /第三段/u);
    assert.doesNotMatch(contentOf({ index: 0 }), /what stands before this part\./u);
  });

  it("lets no text out of its fences, and expands no blank in one", () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.nat(500)), anyText, (source, places, name) => {
        const ends = endsOf(`${source}.`, places);
        for (const index of ends.keys()) {
          const content = contentOf({ source: `${source}.`, ends, index, name });
          let fence = "";
          const outside: string[] = [];
          for (const line of content.split("\n")) {
            const [, opens = ""] = /^(`{3,})/u.exec(line) ?? [];
            if (fence === "" && opens !== "") fence = opens;
            else if (fence === line && fence !== "") fence = "";
            else if (fence === "") outside.push(line);
          }
          assert.equal(fence, "");
          const title = outside.some((line) => line.startsWith("Translate the text"));
          assert.ok(title && outside.length <= 9, outside.join("\n"));
        }
      }),
    );
  });

  it("has the terms that occur in it first, as many as have room", () => {
    const others = Array.from({ length: 300 }, (_, index) => `甲${index} = ཀ${index}`);
    const content = contentOf({ terms: [...others, "第二 = གཉིས་པ"] });
    const [, quoted = ""] = /use it as it stands here:\n```\n([^`]*)\n```/u.exec(content) ?? [];
    const terms = quoted.split("\n");
    assert.deepEqual(terms.slice(0, 2), ["第二 = གཉིས་པ", "甲0 = ཀ0"]);
    assert.ok(terms.length > 20 && estimateTokens(quoted) <= 400, `${estimateTokens(quoted)}`);
  });
});

describe("the overlap", () => {
  it("is whole sentences, so many tokens or one more, never a part of a grapheme", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 200 }), (text, most) => {
        const overlap = overlapBefore(text, text.length, most);
        assert.ok(text.endsWith(overlap) && estimateTokens(overlap) <= most + 1);
        const at = text.length - overlap.length;
        const bounds = Array.from(new Intl.Segmenter().segment(text), ({ index }) => index);
        assert.ok([...bounds, text.length].includes(at));
      }),
      { numRuns: 500 },
    );
  });

  const cases: readonly (readonly [string, number, string])[] = [
    ["一二三四五。六七八九十。", 5, "六七八九十。"],
    ["བོད་ཡིག་གི་སྐད། །ཡིག་ཚང་། །", 20, "ཡིག་ཚང་། །"],
    ["One two. Three four.\n", 4, "Three four.\n"],
    ["བོད་ཡིག་གི་སྐད་ཡིག", 12, "སྐད་ཡིག"],
    ["一二三四五，六七八九。", 4, "六七八九。"],
    ["short", 100, "short"],
  ];
  for (const [text, most, overlap] of cases) {
    it(`is ${JSON.stringify(overlap)} of ${JSON.stringify(text)}`, () =>
      assert.equal(overlapBefore(text, text.length, most), overlap));
  }

  it("does not look at all of a long text", () => {
    const text = "字".repeat(3_000_000);
    assert.equal(estimateTokens(overlapBefore(text, text.length, 200)), 200);
  });
});

describe("names and terms", () => {
  it("are read from the lines that are pairs", () => {
    const answer = [
      "Here are the terms:",
      "拉萨 = ལྷ་ས",
      "- **松赞干布** = སྲོང་བཙན་སྒམ་པོ",
      "1. “布达拉宫” → པོ་ཏ་ལ",
      "拉萨 = other",
      "a = b = c",
      "nothing =",
      " = nothing",
      "```",
      "hidden\u202E = x",
      `${"long".repeat(40)} = x`,
    ].join("\n");
    assert.deepEqual(readTerms(answer), [
      "拉萨 = ལྷ་ས",
      "松赞干布 = སྲོང་བཙན་སྒམ་པོ",
      "布达拉宫 = པོ་ཏ་ལ",
    ]);
  });

  it("are few, short, in one line and pairs, whatever the answer is", () => {
    const noise = fc.array(
      fc.oneof(anyText, fc.constantFrom(" = ", "=", "\n", "→", "\u2028", "\0", "a", "**")),
      { maxLength: 300, size: "max" },
    );
    fc.assert(
      fc.property(noise, (parts) => {
        const terms = readTerms(parts.join(""));
        assert.ok(terms.length <= 40);
        for (const term of terms) {
          assert.match(term, /^[^=\p{Cc}\u2028\u2029]{1,100} = [^=\p{Cc}\u2028\u2029]{1,100}$/u);
        }
        const sources = terms.map((term) => term.slice(0, term.indexOf(" = ")));
        assert.equal(new Set(sources).size, sources.length);
      }),
    );
    const many = Array.from({ length: 100 }, (_, index) => `a${index} = b`).join("\n");
    assert.equal(readTerms(many).length, 40);
  });

  it("of an earlier part win", () => {
    assert.deepEqual(
      mergeTerms([
        ["a = 1", "b = 2"],
        ["a = 3", "c = 4"],
      ]),
      ["a = 1", "b = 2", "c = 4"],
    );
    const many = Array.from({ length: 3000 }, (_, index) => `a${index} = b`);
    assert.equal(mergeTerms([many]).length, 1000);
  });

  it("are asked for in a request that fits the window", () => {
    const long = "他们赋有理性和良心。".repeat(1000);
    const place = endpoint({ contextWindow: 4096 });
    const asked = { template: template(), endpoint: place, source: long, answer: long };
    const messages = glossaryMessages(asked);
    assert.ok(estimatePrompt(messages, true) + 1024 <= 4096);
    const whole = glossaryMessages({ ...asked, endpoint: endpoint() }).at(-1)?.content ?? "";
    assert.ok(
      whole.includes(`Source\n\`\`\`\n${long}\n`) &&
        whole.includes(`Translation\n\`\`\`\n${long}\n`),
    );
  });
});
