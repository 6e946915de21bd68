import { describe, it } from "mocha";
import { deepEqual, equal } from "node:assert/strict";
import { flatTokens, shownText } from "./markdownTokens.ts";

describe("formulas in Markdown", () => {
  const formulas: Readonly<Record<string, string>> = {
    "let $x$ be": "let ⟨x⟩ be",
    设$x$为: "设⟨x⟩为",
    "the $n$th": "the ⟨n⟩th",
    $$x$$: "⟨x⟩",
    "a $$x$$ b": "a ⟨x⟩ b",
    "\\(x\\) and \\[y\\].": "⟨x⟩ and ⟨y⟩.",
    "$a_1$ and $b_1$": "⟨a_1⟩ and ⟨b_1⟩",
    "$\\$5$": "⟨\\$5⟩",
    "\\(a \\\\) b\\)": "⟨a \\\\) b⟩",
    "a $x\ny$ b": "a ⟨x\ny⟩ b",
    "$$\nx\n= y\n- z\n# w\n$$": "⟨x\n= y\n- z\n# w⟩",
    "\\[\nx\n\\]": "⟨x⟩",
    "\\[ x\n+ y \\]": "⟨x\n+ y⟩",
    "\\[\na \\\\[4pt] b\n\\]": "⟨a \\\\[4pt] b⟩",
    "$$\n\nx\n\ny\n\n$$": "⟨x\ny⟩",
    "p\n$$\nx\n$$\nq": "p\n⟨x⟩q",
    "- p\n  $$\n  x\n  $$": "p\n⟨x⟩",
    "> $$\n> x\n> $$\n> q": "⟨x⟩q",
  };
  for (const [text, shown] of Object.entries(formulas)) {
    it(`reads ${JSON.stringify(text)}`, () => equal(shownText(text), shown));
  }

  const texts = [
    "$5 and $6",
    "$5, $6 and $7",
    "$5/$6",
    "US$5 to US$6",
    "5$ and 6$",
    "$ x $",
    "$HOME:$PATH",
    "${a}/${b}",
    "$x",
    "$$x",
    "$$x$",
    "$$$$",
    "\\(x and \\(y",
  ];
  for (const text of texts) {
    it(`leaves ${JSON.stringify(text)} as it is`, () => {
      equal(shownText(text).replaceAll("(", "\\("), text);
      deepEqual(
        flatTokens(text).filter(({ type }) => type.startsWith("math_")),
        [],
      );
    });
  }

  it("leaves code, links and escaped signs alone", () => {
    equal(shownText("`$a$` and \\$b$ and \\\\(c\\\\)"), "$a$ and $b$ and \\(c\\)");
    equal(shownText("```\n$$\nx\n$$\n```"), "$$\nx\n$$");
    equal(shownText("    $$\n    x\n    $$"), "$$\nx\n$$");
  });

  it("does not look for an end behind another block", () => {
    equal(shownText("$$ x\n\ny $$"), "$$ x\ny $$");
    equal(shownText("- $$\n\np\n\n$$"), "$$\np\n$$");
    equal(shownText("\\[\nx\n\n\\[\ny\n\\]"), "[\nx\n⟨y⟩");
  });

  it("tells formulas that have a line for themselves from those in a line", () => {
    const types = (text: string) => flatTokens(text).map(({ type }) => type);
    deepEqual(types("$$x$$"), ["math_block"]);
    deepEqual(types("a $$x$$").slice(-2), ["math_display", "paragraph_close"]);
    deepEqual(types("a $x$").slice(-2), ["math_inline", "paragraph_close"]);
  });
});
