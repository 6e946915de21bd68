import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { accessibleReply } from "../../src/core/reply/accessibleReply.ts";
import { readableMarkdown } from "../../src/core/text/readableMarkdown.ts";

const texts = {
  "## 译文": "译文",
  "**平等** and ~~old~~ *new*": "平等 and old new",
  "see [the *text*](https://a.example/b) now": "see the text (https://a.example/b) now",
  "![བོད་](pic.png) <https://a.example>": "བོད་ (pic.png) https://a.example",
  "[https://a.example](https://a.example)": "https://a.example",
  "`*x*` is **y**, a_b_c, 2 * 3 * 4": "*x* is y, a_b_c, 2 * 3 * 4",
  "\\*no\\* mark": "*no* mark",
  "| a | b |\n| --- | :-: |\n| ཀ | 一 |": "a | b\nཀ | 一",
  "before\n```md\n# *kept*\n| - |\n```\n# after": "before\n```md\n# *kept*\n| - |\n```\nafter",
} as const;

describe("a reply that is read aloud", () => {
  for (const [markdown, read] of Object.entries(texts)) {
    it(`has no marks: ${markdown.split("\n")[0]}`, () => {
      assert.equal(readableMarkdown(markdown), read);
    });
  }

  it("takes little time, whatever a model writes", () => {
    const signs = ["[", "*", "**a", "`", "[a](", "<http://", "\\", "| - ", "| "];
    for (const sign of signs) readableMarkdown(sign.repeat(100_000));
  });

  const whole = { label: "Tibet", thinking: "", text: "**Yes.**", isArriving: false, remarks: [] };

  it("is who answered and the answer", () => {
    assert.equal(accessibleReply(whole), "Tibet\n\nYes.\n");
  });

  it("has its thinking told apart", () => {
    const reply = { ...whole, thinking: "Is it?\n" };
    assert.equal(accessibleReply(reply), "Tibet\n\nThinking\n\nIs it?\n\nAnswer\n\nYes.\n");
  });

  it("says first that it is unfinished, and what is wrong with it", () => {
    const reply = { ...whole, text: "Ye", isArriving: true, remarks: ["Cut."] };
    assert.match(
      accessibleReply(reply),
      /^Tibet\n\nThe answer is still arriving\..+\n\nCut\.\n\nYe\n$/u,
    );
  });
});
