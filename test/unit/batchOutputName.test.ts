import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { Batch } from "../../src/core/batch/batch.ts";
import {
  defaultSuffix,
  outputName,
  suffixFor,
  suffixProblem,
} from "../../src/core/batch/outputName.ts";
import { template } from "./batchLongFileText.ts";

describe("the name of a result", () => {
  const names: readonly (readonly [string, string, string])[] = [
    ["notes.md", "zh", "notes.zh.md"],
    ["README", "zh", "README.zh"],
    [".env", "zh", ".env.zh"],
    [".eslintrc.json", "zh", ".eslintrc.zh.json"],
    ["a.tar.gz", "zh", "a.tar.zh.gz"],
    ["notes.zh.md", "bo", "notes.zh.bo.md"],
    ["notes.md", "translate.tibet", "notes.translate.tibet.md"],
    ["བོད་ཡིག.txt", "中文", "བོད་ཡིག.中文.txt"],
    ["Chapter 1. The beginning", "bo", "Chapter 1. The beginning.bo"],
    ["odd.", "zh", "odd.zh"],
    ["con.md", "zh", "_con.zh.md"],
    ["COM1", "zh", "_COM1.zh"],
    ["console.log", "zh", "console.zh.log"],
    ["a:b|c.md", "z/h", "a_b_c.z_h.md"],
    ["../../x.md", "..", ".._.._x.out.md"],
    ["gpj\u202Egnp.exe", "zh\u0000", "gpjgnp.zh.exe"],
    ["e\u0301.md", "zh", "\u00e9.zh.md"],
    ["", "", "_.out"],
  ];
  for (const [name, suffix, result] of names) {
    it(`is ${JSON.stringify(result)} for ${JSON.stringify(name)} and ${JSON.stringify(suffix)}`, () => {
      assert.equal(outputName(name, suffix), result);
    });
  }

  it("is one that every platform takes, whatever the source is called", () => {
    const unit = fc.oneof(
      fc.string({ unit: "binary", maxLength: 5 }),
      fc.string({ unit: "grapheme", maxLength: 100 }),
      fc.constantFrom(
        "con",
        "NUL.",
        "lpt1 ",
        ".",
        "..",
        " ",
        "/",
        "\\",
        "\u202E",
        "\ud800",
        "👨‍👩‍👧‍👦",
        ".md",
      ),
      fc.constantFrom(
        "བསྒྲུབས་".repeat(30),
        "文".repeat(100),
        "e\u0301".repeat(200),
        `a${"\u0301".repeat(300)}`,
      ),
    );
    const text = fc.array(unit, { maxLength: 6 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, text, (name, suffix) => {
        const result = outputName(name, suffix);
        assert.ok(new TextEncoder().encode(result).length <= 200, `${result.length}`);
        assert.ok(result.isWellFormed());
        assert.doesNotMatch(result, /[<>:"/\\|?*\p{Cc}\p{Bidi_Control}]|[. ]$|^\.{0,2}$/u);
        assert.doesNotMatch(result, /^(?:con|prn|aux|nul|com\d|lpt\d) *(?:\.|$)/iu);
      }),
      { numRuns: 1000 },
    );
  });

  it("is never the source's own", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (name, suffix) => {
        assert.notEqual(outputName(name, suffix).toLowerCase(), name.toLowerCase());
      }),
    );
  });

  it("leaves room for all of a suffix beside a long extension", () => {
    const result = outputName(`a.${"文".repeat(32)}`, "བསྒྲུབས་".repeat(30));
    assert.ok(new TextEncoder().encode(result).length <= 200);
    assert.equal(outputName(`a.${"x".repeat(32)}`, "zh"), `a.zh.${"x".repeat(32)}`);
    assert.equal(outputName(`a.${"x".repeat(33)}`, "zh"), `a.${"x".repeat(33)}.zh`);
  });

  it("cuts a long name at a grapheme and keeps suffix and extension", () => {
    const result = outputName(`${"བསྒྲུབས་".repeat(40)}.md`, "zh");
    assert.match(result, /^(?:བསྒྲུབས་)+[^.]*\.zh\.md$/u);
    assert.ok(new TextEncoder().encode(result).length > 180);
  });
});

describe("the suffix of an item", () => {
  const one: Pick<Batch, "templates" | "models" | "output"> = {
    ...{ templates: [template()], models: ["tibet"] },
    output: { kind: "beside", suffix: "zh" },
  };

  it("has the names of template and model only where there are several", () => {
    const templates = [template(), template({ name: "summarise" })];
    const models = ["general", "tibet"];
    assert.equal(suffixFor(one, 0, "tibet"), "zh");
    assert.equal(suffixFor({ ...one, templates }, 1, "tibet"), "zh.summarise");
    assert.equal(suffixFor({ ...one, models }, 0, "tibet"), "zh.tibet");
    const output = { kind: "beside", suffix: "" } as const;
    assert.equal(suffixFor({ templates, models, output }, 0, "tibet"), "translate.tibet");
  });

  it("does not run names with full stops together", () => {
    const templates = [template({ name: "a" }), template({ name: "a.b" })];
    const batch = { ...one, templates, models: ["b.a", "a"] };
    assert.notEqual(suffixFor(batch, 0, "b.a"), suffixFor(batch, 1, "a"));
  });

  it("gives no two items of a source one name, however long or alike their names are", () => {
    const name = fc.constantFrom(
      "a",
      "A",
      "a-2",
      "a.b",
      "b",
      "b.a",
      "a:",
      "a?",
      "བསྒྲུབས་".repeat(9),
      `${"文".repeat(60)}1`,
      `${"文".repeat(60)}2`,
    );
    const several = fc.uniqueArray(name, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(several, several, (names, models) => {
        const templates = names.map((each) => template({ name: each }));
        const suffix = "སྒྱུར".slice(0, 13);
        const batch = { templates, models, output: { kind: "beside", suffix } as const };
        const results = templates.flatMap((_, index) =>
          models.map((model) =>
            outputName("notes.md", suffixFor(batch, index, model)).toLowerCase(),
          ),
        );
        assert.equal(new Set(results).size, results.length, results.join("\n"));
      }),
    );
  });
});

describe("a typed suffix", () => {
  for (const suffix of ["zh", "zh-Hans", "བོད", "中文", "v2.final", "a b"]) {
    it(`may be ${JSON.stringify(suffix)}`, () => {
      assert.equal(suffixProblem(suffix), undefined);
      assert.equal(outputName("a.md", suffix), `a.${suffix}.md`);
    });
  }
  for (const suffix of [
    "",
    " ",
    "a/b",
    "..\\x",
    "a:b",
    "zh.",
    ".zh",
    "z\u202Eh",
    "z\u200Bh",
    "文".repeat(14),
  ]) {
    it(`may not be ${JSON.stringify(suffix)}`, () => {
      assert.match(suffixProblem(suffix) ?? "", /^[A-Z].*\.$/u);
    });
  }
});

describe("the suggested suffix", () => {
  const languages: readonly (readonly [string, string])[] = [
    ...([
      ["བོད་སྐད་", "bo"],
      ["bo-CN", "bo"],
      ["藏文", "bo"],
      ["Tibetan", "bo"],
    ] as const),
    ...([
      ["简体中文", "zh"],
      ["繁體中文", "zh"],
      ["zh-cn", "zh"],
      ["Chinese", "zh"],
    ] as const),
    ...([
      ["English", "en"],
      ["en-GB", "en"],
      ["pt-br", "pt"],
      ["fr", "fr"],
      ["Deutsch", "out"],
    ] as const),
  ];
  for (const [language, suffix] of languages) {
    it(`is ${suffix} for ${language}`, () => assert.equal(defaultSuffix(language), suffix));
  }
});
