import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { LeftOut } from "../../src/core/workspace/leftOut.ts";
import { problemText, worstProblems, type Problem } from "../../src/core/workspace/problemText.ts";
import { quote } from "../../src/core/prompt/quotation.ts";

describe("quotations", () => {
  it("has the name, the language and the text", () => {
    assert.equal(quote("a/b.md", "markdown", "# བོད\n"), "a/b.md\n```markdown\n# བོད\n```");
    assert.equal(quote("b", "", "x"), "b\n```\nx\n```");
  });

  it("ends only where it ends, whatever text and name hold", () => {
    const piece = fc.constantFrom("`", "```", "\n", "a", "````x", "\r", "\u2028", "b.md");
    const pieces = fc.array(piece, { maxLength: 20 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(pieces, pieces, (name, text) => {
        const [head, open = "", ...rest] = quote(name, "x", text).split("\n");
        assert.doesNotMatch(head ?? "", /[\r\n\u2028]|^\s*`{3}/u);
        const fence = /^`{3,}(?=x$)/u.exec(open)?.[0];
        assert.ok(fence !== undefined);
        assert.equal(rest.pop(), fence);
        assert.equal(rest.join("\n"), text.replace(/\n$/u, ""));
        assert.ok(!text.includes(fence));
      }),
    );
  });

  it("quotes a text of fences only", () => {
    const text = "``` ".repeat(500_000);
    assert.ok(quote("a", "", text).endsWith("\n````"));
  });
});

describe("what was left out", () => {
  it("is told in one sentence with numbers", () => {
    const leftOut = new LeftOut({ large: "over 1 MB" });
    assert.equal(leftOut.sentence("40 files"), undefined);
    leftOut.add("binary");
    leftOut.add("link", 0);
    assert.equal(leftOut.sentence("40 files"), "1 of 40 files was left out: 1 binary.");
    leftOut.add("large");
    leftOut.add("binary");
    assert.equal(
      leftOut.sentence("40 files in “src/”"),
      "3 of 40 files in “src/” were left out: 2 binary, 1 over 1 MB.",
    );
    leftOut.add("total", 1200);
    assert.equal(leftOut.count, 1203);
  });
});

describe("problems as text", () => {
  const base: Problem = { path: "a.ts", line: 3, column: 5, severity: "error", message: "No." };

  it("has place, severity, message, origin and the source line", () => {
    assert.equal(
      problemText({ ...base, source: "ts", code: "2304" }, "    const y = x;"),
      "a.ts:3:5 error No. [ts 2304]\n    const y = x;",
    );
    assert.equal(problemText({ ...base, message: "One\n  two." }), "a.ts:3:5 error One two.");
    assert.equal(problemText(base, "  \t"), "a.ts:3:5 error No.");
  });

  it("shows the piece of a long line that the column is in, cut between graphemes", () => {
    const stack = "རྒྱུ";
    const line = `${stack.repeat(5000)}HERE${stack.repeat(5000)}`;
    const shown = problemText({ ...base, column: stack.length * 5000 + 1 }, line).split("\n")[1];
    assert.equal(shown, `    …${stack.repeat(120)}HERE${stack.repeat(117)}…`);
  });

  it("takes a column that is not there, and a hostile line", () => {
    for (const column of [1, 400, 1_000_000]) {
      const shown = problemText({ ...base, column }, "a".repeat(300));
      assert.ok(shown.length < 300, shown);
    }
    const endless = `a${"\u0300".repeat(1_000_000)}`;
    for (const column of [500_000, endless.length]) {
      assert.equal(problemText({ ...base, column }, endless), `a.ts:3:${column} error No.`);
    }
    assert.doesNotMatch(problemText(base, "a\0b\rc"), /[\0\r]/u);
  });

  it("takes the worst first, then by place", () => {
    const problems: Problem[] = [
      { ...base, severity: "hint", path: "a" },
      { ...base, severity: "error", path: "b", line: 10 },
      { ...base, severity: "error", path: "b", line: 9 },
      { ...base, severity: "warning", path: "a" },
      { ...base, severity: "error", path: "a", line: 99 },
      { ...base, severity: "information", path: "a" },
    ];
    const order = worstProblems(problems, 5).map(
      ({ severity, path, line }) => `${severity} ${path}:${line}`,
    );
    assert.deepEqual(order, [
      "error a:99",
      "error b:9",
      "error b:10",
      "warning a:3",
      "information a:3",
    ]);
    assert.equal(problems[0]?.severity, "hint");
  });
});
