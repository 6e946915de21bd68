import fc from "fast-check";
import { describe, it } from "mocha";
import { deepEqual } from "node:assert/strict";
import { GrowingMarkdown } from "../../src/webview/markdown/growingMarkdown.ts";
import { examples } from "./markdownExamples.ts";
import { flatten, flattenWhole, flatTokens } from "./markdownTokens.ts";
import { wholeTokens } from "./wholeMarkdown.ts";

/** Gives a text in pieces of the lengths, over and over again. */
function grown(text: string, lengths: readonly number[]): GrowingMarkdown {
  const markdown = new GrowingMarkdown();
  for (let from = 0, index = 0; from < text.length; index += 1) {
    const length = lengths[index % lengths.length] ?? 1;
    markdown.append(text.slice(from, from + length));
    from += length;
  }
  markdown.end();
  return markdown;
}

const lengths = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 20 });

/** Examples one behind the other, some of them in a list or a quotation. */
const documents = fc
  .array(
    fc.tuple(
      fc.constantFrom(...examples.map(([, text]) => text)),
      fc.constantFrom("", "", "", "> ", "- ", "1. ", "  "),
      fc.constantFrom("\n\n", "\n\n", "\n", "\r\n\r\n"),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) =>
    parts
      .map(([text, before, after]) => {
        const inner = before.endsWith(" ") && before !== "> " ? " ".repeat(before.length) : before;
        return `${before}${text.replaceAll("\n", `\n${inner}`)}${after}`;
      })
      .join(""),
  );

describe("the examples of CommonMark and GFM", () => {
  for (const [name, text] of examples) {
    it(`are read as markdown-it reads them, however they come: ${name}`, () => {
      const whole = flattenWhole(wholeTokens(text));
      deepEqual(flatTokens(text), whole);
      for (const size of [1, 2, 3, 5, 9]) deepEqual(flatten(grown(text, [size])), whole);
    });
  }

  it("are read the same one behind the other, cut anywhere", () => {
    fc.assert(
      fc.property(documents, lengths, (text, sizes) => {
        deepEqual(flatten(grown(text, sizes)), flatTokens(text));
      }),
      { numRuns: 300 },
    );
  });
});
