import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { textForDocument } from "../../src/core/editor/insertion.ts";

describe("text for a document", () => {
  const inCode = (answer: string) => textForDocument(answer, "python", "");

  it("is the answer without line breaks at its end", () => {
    assert.equal(inCode("བོད་ཡིག\n第二行\n\n"), "བོད་ཡིག\n第二行");
    assert.equal(inCode("  indented\r\n"), "  indented");
    assert.equal(inCode(""), "");
  });

  it("ends as the replaced text ended", () => {
    assert.equal(textForDocument("new\n\n", "python", "old"), "new");
    assert.equal(textForDocument("new", "python", "old\n"), "new\n");
    assert.equal(textForDocument("new\n", "python", "old\r\n\r\n"), "new\r\n\r\n");
    assert.equal(textForDocument("new\n", "markdown", "old\n"), "new\n");
  });

  it("loses the fence when all of the answer is one block of code", () => {
    assert.equal(inCode("```python\nx = 1\n```"), "x = 1");
    assert.equal(inCode("\n```\nx = 1\n\ny\n```\n\n"), "x = 1\n\ny");
    assert.equal(inCode("~~~\nx\n~~~"), "x");
    assert.equal(inCode("````md\n```\nx\n```\n````"), "```\nx\n```");
    assert.equal(inCode("```\n  indented\n```"), "  indented");
    assert.equal(inCode("```\nx\n`````"), "x");
    assert.equal(inCode("```\n```"), "");
  });

  it("keeps the fences where there is more than one block, or a word besides", () => {
    for (const answer of [
      "Here:\n```\nx\n```",
      "```\nx\n```\nDone.",
      "```\nx\n```\nand\n```\ny\n```",
      "```\nx\n ```\nand\n```\ny\n```",
      "```\nx\n~~~",
      "```x```",
      "```\nsay ```x```",
    ]) {
      assert.equal(inCode(answer), answer);
    }
  });

  it("keeps the fence in a Markdown document", () => {
    const answer = "```python\nx = 1\n```";
    assert.equal(textForDocument(answer, "markdown", ""), answer);
  });

  it("gives code back as it was fenced, whatever it is", () => {
    const line = fc.oneof(fc.string(), fc.constantFrom("", "  x", "བོད", "``", "# ~~"));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        const code = lines.join("\n");
        fc.pre(!/`{3}|~{3}|[\r\n]$/u.test(code));
        assert.equal(inCode(`\`\`\`js\n${code}\n\`\`\`\n`), code);
      }),
    );
  });

  it("takes bounded time for an answer of many fences", () => {
    const answer = "```\n".repeat(50_000) + "x";
    assert.equal(inCode(answer), answer);
  });
});
