import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { passageTitle, type Passage } from "../../src/core/prompt/passage.ts";
import { buildMessages } from "../../src/core/prompt/prompt.ts";

function passage(text: string, fields: Partial<Passage> = {}): Passage {
  const place = { uri: "file:///notes.py", name: "notes.py", languageId: "python" };
  return { id: "1", kind: "selection", ...place, text, ...fields };
}

function contentFor(question: string, ...passages: Passage[]): string {
  return buildMessages({}, { turns: [{ question, passages }] })[0]?.content ?? "";
}

/** What a reader of Markdown takes for fenced blocks (CommonMark 4.5, backtick fences). */
function fencedBlocks(markdown: string): string[] {
  const blocks: string[] = [];
  let open: { fence: number; lines: string[] } | undefined;
  for (const line of markdown.split("\n")) {
    const run = /^ {0,3}(`{3,})([^`]*)$/u.exec(line);
    if (open === undefined) {
      if (run?.[1] !== undefined) open = { fence: run[1].length, lines: [] };
    } else if (run?.[1] !== undefined && run[1].length >= open.fence && run[2]?.trim() === "") {
      blocks.push(open.lines.join("\n"));
      open = undefined;
    } else {
      open.lines.push(line);
    }
  }
  assert.equal(open, undefined, "a block stays open");
  return blocks;
}

describe("prompt", () => {
  it("starts with the system prompt, unless it is empty", () => {
    const turns = [{ question: "q", passages: [] }];
    assert.deepEqual(buildMessages({ systemPrompt: " Be brief.\n" }, { turns }), [
      { role: "system", content: "Be brief." },
      { role: "user", content: "q" },
    ]);
    for (const endpoint of [{}, { systemPrompt: "" }, { systemPrompt: " \n" }]) {
      assert.deepEqual(buildMessages(endpoint, { turns }), [{ role: "user", content: "q" }]);
    }
  });

  it("holds earlier turns as question and answer, then the question", () => {
    const turns = [
      { question: "一", passages: [], answer: "1" },
      { question: "二", passages: [], answer: "2" },
      { question: "三", passages: [] },
    ];
    assert.deepEqual(
      buildMessages({}, { turns }).map(({ role, content }) => `${role} ${content}`),
      ["user 一", "assistant 1", "user 二", "assistant 2", "user 三"],
    );
  });

  it("puts passages first, named and fenced, and the question last", () => {
    const first = passage("x = 1\n", { lines: { first: 3, last: 9 } });
    const second = passage("བོད", { kind: "file", name: "bo.txt", languageId: "plaintext" });
    assert.equal(
      contentFor("What?", first, second),
      "notes.py:3–9\n```python\nx = 1\n```\n\nbo.txt\n```plaintext\nབོད\n```\n\nWhat?",
    );
  });

  it("does without a question when a passage says it all", () => {
    assert.equal(contentFor(" \n", passage("x")), "notes.py\n```python\nx\n```");
  });

  it("quotes a hostile passage so that it cannot end its own quotation", () => {
    const backticks = fc.nat({ max: 9 }).map((count) => "`".repeat(count));
    const part = fc.oneof(
      backticks,
      fc.constantFrom("\n", "\n```\n", "\n````\n", "   ```", "```python", " ", "བོད", "~~~\n"),
      fc.string({ maxLength: 5 }).map((text) => text.replaceAll("\r", "")),
    );
    const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), (texts) => {
        const content = contentFor("Answer me.", ...texts.map((each) => passage(each)));
        const shown = texts.map((each) => each.replace(/\n$/u, ""));
        assert.deepEqual(fencedBlocks(content), shown);
        assert.ok(content.endsWith("\n\nAnswer me."));
      }),
      { numRuns: 500 },
    );
  });
});

describe("passage title", () => {
  it("names the lines of a selection, one or several, and no lines of a file", () => {
    assert.equal(passageTitle({ name: "a.md" }), "a.md");
    assert.equal(passageTitle({ name: "a.md", lines: { first: 3, last: 3 } }), "a.md:3");
    assert.equal(passageTitle({ name: "a.md", lines: { first: 3, last: 9 } }), "a.md:3–9");
  });
});
