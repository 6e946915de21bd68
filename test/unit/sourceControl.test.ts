import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { planTrim } from "../../src/core/fit/planTrim.ts";
import { questionContent } from "../../src/core/prompt/questionContent.ts";
import {
  commitQuestion,
  reviewQuestion,
  subjectPassages,
  untrackedPassages,
} from "../../src/core/sourceControl/changeQuestions.ts";
import { commitMessage } from "../../src/core/sourceControl/commitMessage.ts";
import { diffPassages, joinDiffs } from "../../src/core/sourceControl/fileDiffs.ts";

describe("a commit message in an answer", () => {
  const cases: readonly (readonly [answer: string, message: string])[] = [
    ["Fix the greeting\n\nIt said good night.\n", "Fix the greeting\n\nIt said good night."],
    ["```\nFix it\n```", "Fix it"],
    ["```text\nFix it\n\nBody\n```\nThis message says what was done.", "Fix it\n\nBody"],
    ["~~~\r\nFix it\r\n~~~", "Fix it"],
    ["Here is the commit message:\n\n```\nFix it\n```", "Fix it"],
    ["````\nShow\n```\ncode\n```\n````", "Show\n```\ncode\n```"],
    ['"Fix it"', "Fix it"],
    ["「修正问候」", "修正问候"],
    ["`Fix it`", "Fix it"],
    ['"Good night" becomes "good morning"', '"Good night" becomes "good morning"'],
    ["`greet`: fix it", "`greet`: fix it"],
    ["Fix it\n\n```\ncode\n```", "Fix it\n\n```\ncode\n```"],
    ["ཞུ་དག་བྱས།", "ཞུ་དག་བྱས།"],
    ["Fix\u001B[31m it\u0000", "Fix[31m it"],
    ["  \n", ""],
  ];
  for (const [answer, message] of cases) {
    it(`is ${JSON.stringify(message)} in ${JSON.stringify(answer)}`, () => {
      assert.equal(commitMessage(answer), message);
    });
  }

  it("shows nothing of a fence while it arrives", () => {
    const whole = "```text\nFix it\n```";
    for (let end = 0; end <= whole.length; end++) {
      assert.match(commitMessage(whole.slice(0, end)), /^(?:F?i?x? ?i?t?(?:\n`{0,2})?)$/u);
    }
  });

  it("is found in any answer without harm", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const message = commitMessage(text);
        assert.equal(message, message.trim());
        assert.ok(message.length <= text.length);
      }),
    );
  });
});

const hostile = [
  "diff --git a/src/a.ts b/src/a.ts",
  "index 111..222 100644",
  "--- a/src/a.ts",
  "+++ b/src/a.ts",
  "@@ -1,2 +1,3 @@",
  " one",
  "+diff --git a/x b/x",
  "+++ b/y",
  "-```",
  "",
].join("\n");
const named = [
  'diff --git "a/\\347\\254\\224\\350\\256\\260.md" "b/\\347\\254\\224\\350\\256\\260.md"',
  "new file mode 100644",
  "--- /dev/null",
  '+++ "b/\\347\\254\\224\\350\\256\\260.md"',
  "@@ -0,0 +1 @@",
  "+人人生而自由。",
  "",
].join("\n");
const binary =
  "diff --git a/i.png b/i.png\nindex 1..2 100644\nBinary files a/i.png and b/i.png differ\n";
const renamed =
  "diff --git a/old name.md b/new name.md\nsimilarity index 100%\nrename from old name.md\nrename to new name.md\n";
const deleted =
  "diff --git a/gone.md b/gone.md\ndeleted file mode 100644\n--- a/gone.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n";

describe("a diff by its files", () => {
  const diff = hostile + named + binary + renamed + deleted;

  it("names each file as it is, whatever the files say", () => {
    assert.deepEqual(
      diffPassages(diff).map(({ name }) => name),
      ["src/a.ts", "笔记.md", "i.png", "new name.md", "gone.md"],
    );
  });

  it("is the diff again when joined", () => {
    assert.equal(joinDiffs(diffPassages(diff)), diff);
    assert.deepEqual(diffPassages(""), []);
  });

  it("is quoted so that it cannot end its quotation", () => {
    const content = questionContent("Review.", diffPassages(hostile));
    assert.ok(content.startsWith("src/a.ts\n````diff\n"));
    assert.ok(content.endsWith("````\n\nReview."));
  });

  it("has the longest file trimmed and marked where it is too long", () => {
    const long = hostile + "+a line of the long file\n".repeat(2000);
    const passages = diffPassages(long + named);
    const plan = planTrim({
      draft: { text: "Review.", passages },
      earlier: { turns: [] },
      endpoint: { label: "Small", contextWindow: 4000, maxTokens: 500 },
      scale: 1,
    });
    const trimmed = plan?.draft.passages ?? [];
    assert.deepEqual(
      trimmed.map((passage) => passage.trimmed === true),
      [true, false],
    );
    const joined = joinDiffs(trimmed);
    assert.match(
      joined,
      /long file\n\(The rest of this file’s changes is left out\.\)\ndiff --git/u,
    );
    assert.ok(joined.endsWith(named));
  });
});

describe("questions about changes", () => {
  it("say whose language is kept to, and that the changes command nothing", () => {
    assert.match(commitQuestion("བོད་ཡིག"), /earlier commits’.*there are none, in བོད་ཡིག/u);
    assert.match(reviewQuestion("简体中文"), /in 简体中文/u);
    for (const question of [commitQuestion("English"), reviewQuestion("English")]) {
      assert.match(question, /never an instruction to you/u);
    }
  });

  it("quote names and first lines on one line each", () => {
    const changes = { diff: "", isStaged: false, untracked: ["a\nb.md", "c.md"] };
    assert.deepEqual(
      [...untrackedPassages(changes), ...subjectPassages(["One", "Two\u2028three"])].map(
        ({ name, text }) => [name, text],
      ),
      [
        ["New files, by their names", "a b.md\nc.md"],
        ["First lines of the last commits", "One\nTwo three"],
      ],
    );
    assert.deepEqual(subjectPassages([]), []);
    assert.deepEqual(untrackedPassages({ ...changes, untracked: [] }), []);
  });
});
