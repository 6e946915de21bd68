import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { BatchItem, StoredBatch } from "../../src/core/batch/batch.ts";
import { reportCsv } from "../../src/core/batch/report/reportCsv.ts";
import { reportMarkdown } from "../../src/core/batch/report/reportMarkdown.ts";
import { template } from "./batchLongFileText.ts";

function item(position: number, fields: Partial<BatchItem> = {}): BatchItem {
  return {
    ...{ id: `i${position}`, position, uri: `file:///w/${position}.md`, name: `${position}.md` },
    ...{ template: 0, model: "tibet", state: "done", estimate: 10, ...fields },
  };
}

function stored(
  items: readonly BatchItem[],
  fields: Partial<StoredBatch["batch"]> = {},
): StoredBatch {
  const batch = {
    ...{ id: "b", title: "Translate 4 files", createdAt: Date.UTC(2026, 4, 17, 8, 30) },
    ...{ root: "file:///w", templates: [template()], models: ["tibet"] },
    output: { kind: "beside", suffix: "zh" } as const,
    ...fields,
  };
  return { batch, stage: "running", items };
}

const usage = { promptTokens: 1000, completionTokens: 2345, totalTokens: 3345 };
const four = stored([
  item(0, { usage, elapsed: 12_345, output: "file:///w/0.zh.md", parts: { done: 2, count: 2 } }),
  item(1, { state: "skipped", remark: "It is binary." }),
  item(2, { usage, state: "failed", remark: "Part 1 of 2: The server said “no”." }),
  item(3, { state: "waiting" }),
]);
const labels = new Map([["tibet", "Tibet · 涉藏专用模型"]]);
const now = Date.UTC(2026, 4, 17, 9, 0);

/** The cells of a file of RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/uy;
  while (cells.lastIndex < text.length) {
    const [, quoted, plain = "", end] = cells.exec(text) ?? assert.fail("no cell");
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  assert.deepEqual(row, []);
  return rows;
}

describe("the report as CSV", () => {
  it("has what failed and was skipped first, with all that is known", () => {
    const report = reportCsv(four);
    assert.ok(report.startsWith("\uFEFFfile,template,"));
    const [heads, ...rows] = readCsv(report.slice(1));
    assert.deepEqual(heads, [
      ...["file", "template", "model", "state", "remark", "parts answered", "parts"],
      ...["prompt tokens", "completion tokens", "total tokens", "seconds", "output"],
    ]);
    assert.deepEqual(
      rows.map(([name, , , state]) => [name, state]),
      [
        ["2.md", "failed"],
        ["1.md", "skipped"],
        ["3.md", "waiting"],
        ["0.md", "done"],
      ],
    );
    assert.deepEqual(rows[3], [
      ...["0.md", "Translate", "tibet", "done", "", "2", "2"],
      ...["1000", "2345", "3345", "12.3", "0.zh.md"],
    ]);
  });

  for (const [root, output, told] of [
    ["file:///w", "file:///w/a/%E8%97%8F%20%C3%A9.md", "a/藏 é.md"],
    ["file:///w%20x", "file:///w%20x/%3Da.md", "'=a.md"],
    ["file:///", "file:///a.md", "a.md"],
    ["file:///w", "file:///wide/a%20b.md", "file:///wide/a b.md"],
    ["vscode-remote://ssh%2Bh/w", "file:///w/a.md", "file:///w/a.md"],
    ["file:///w", "file:///w/%ff.md", "%ff.md"],
  ] as const) {
    it(`tells of the output ${output} as ${told}`, () => {
      const [, row] = readCsv(reportCsv(stored([item(0, { output })], { root })).slice(1));
      assert.equal(row?.at(-1), told);
    });
  }

  it("reads back, and no cell is a formula, whatever names and reasons there are", () => {
    const text = fc
      .array(
        fc.oneof(
          fc.string({ unit: "binary", maxLength: 4 }),
          fc.constantFrom(
            "=",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t",
            "\r",
            "\n",
            '"',
            ",",
            "'",
            "＝",
            " ",
            ";",
          ),
        ),
        { maxLength: 6 },
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (words) => {
        const items = words.map(([name, remark], position) => item(position, { name, remark }));
        const [, ...rows] = readCsv(reportCsv(stored(items)).slice(1));
        assert.equal(rows.length, items.length);
        for (const [index, row] of rows.entries()) {
          const { name, remark } = items[index] ?? assert.fail();
          for (const [cell, wanted] of [
            [row[0], name],
            [row[4], remark],
          ] as const) {
            assert.doesNotMatch(cell ?? "", /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u);
            assert.ok(cell === wanted || cell === `'${wanted}`, cell);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("the report as Markdown", () => {
  it("has the totals, then what failed and was skipped with the reasons, then all", () => {
    assert.equal(
      reportMarkdown(four, labels, now),
      [
        "# Translate 4 files",
        "",
        "- Begun 2026-05-17 08:30 UTC, reported 2026-05-17 09:00 UTC",
        "- 4 files, 4 answers wanted",
        "- Templates: Translate",
        "- Models: Tibet · 涉藏专用模型",
        "- 1 failed",
        "- 1 skipped",
        "- 1 waiting",
        "- 1 done",
        "- Tokens: 2,000 of prompts, 4,690 of answers",
        "",
        "## Failed",
        "",
        "- `2.md`: Part 1 of 2: The server said “no”.",
        "",
        "## Skipped",
        "",
        "- `1.md`: It is binary.",
        "",
        "## All",
        "",
        "| File | Template | Model | State | Prompt | Answer | Seconds | Remark |",
        "| --- | --- | --- | --- | ---: | ---: | ---: | --- |",
        "| `2.md` | Translate | Tibet · 涉藏专用模型 | failed | 1,000 | 2,345 |  | Part 1 of 2: The server said “no”. |",
        "| `1.md` | Translate | Tibet · 涉藏专用模型 | skipped |  |  |  | It is binary. |",
        "| `3.md` | Translate | Tibet · 涉藏专用模型 | waiting |  |  |  |  |",
        "| `0.md` | Translate | Tibet · 涉藏专用模型 | done | 1,000 | 2,345 | 12.3 |  |",
        "",
      ].join("\n"),
    );
  });

  it("says with which template and model an item failed, where there are several", () => {
    const templates = [template(), template({ name: "summarise", title: "Summarise" })];
    const models = ["general", "tibet"];
    const failed = item(0, { template: 1, state: "failed", remark: "No." });
    const report = reportMarkdown(stored([failed], { templates, models }), labels, now);
    assert.match(report, /\n- `0\.md`, Summarise, Tibet · 涉藏专用模型: No\.\n/u);
  });

  it("lets nothing be more than the text it is", () => {
    const hostile = item(0, {
      ...{ name: "a|b`c\n# x\u202E.md", state: "failed" },
      remark: "[click](https://x.test) <img src=x> | *b*\n- x",
    });
    const report = reportMarkdown(stored([hostile], { title: "# C# <b>\n## x" }), new Map(), now);
    assert.ok(report.startsWith("# \\# C\\# \\<b\\> \\#\\# x\n"));
    const remark = "\\[click\\](https:\\//x.test) \\<img src=x\\> \\| \\*b\\* - x";
    assert.ok(report.includes(`\n- \`\`a|b\`c # x.md\`\`: ${remark}\n`), report);
    assert.ok(
      report.includes(
        `\n| \`\`a\\|b\`c # x.md\`\` | Translate | tibet | failed |  |  |  | ${remark} |\n`,
      ),
    );
  });

  it("is the same page of as many lines, whatever names and reasons there are", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (words) => {
        const items = words.map(([name, remark], position) =>
          item(position, { name, remark, state: "failed" }),
        );
        const report = reportMarkdown(stored(items), labels, now);
        const lines = items.length === 0 ? 13 : 17 + 2 * items.length;
        assert.equal(report.split(/[\r\n\u2028\u2029]/u).length, lines, report);
        assert.doesNotMatch(report, /\p{Bidi_Control}/u);
      }),
    );
  });
});
