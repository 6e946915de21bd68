import assert from "node:assert/strict";
import {
  readTokenColorCustomizations,
  readTokenColors,
  resolveSyntaxColors,
} from "../../src/core/editor/syntaxTheme.ts";

const rule = (scope: unknown, foreground?: string, fontStyle?: string) => ({
  scope,
  settings: { foreground, fontStyle },
});
const resolve = (...rules: unknown[]) => resolveSyntaxColors(readTokenColors(rules));

describe("resolveSyntaxColors", () => {
  it("gives highlight.js scopes the colours of a theme", () => {
    const colors = resolve(
      rule("comment", "#6A9955"),
      rule("constant.language", "#569cd6"),
      rule(["constant.numeric", "keyword.operator.plus.exponent"], "#b5cea8"),
      rule("keyword", "#569cd6"),
      rule("keyword.operator", "#d4d4d4"),
      rule(["entity.name.function", "support.function"], "#DCDCAA"),
      rule(["support.class", "support.type", "entity.name.type"], "#4EC9B0"),
      rule("markup.bold", "#569cd6", "bold"),
      rule("emphasis", undefined, "italic"),
    );
    assert.deepEqual(colors, {
      comment: { color: "#6A9955" },
      quote: { color: "#6A9955" },
      literal: { color: "#569cd6" },
      number: { color: "#b5cea8" },
      keyword: { color: "#569cd6" },
      doctag: { color: "#569cd6" },
      meta: { color: "#569cd6" },
      "template-tag": { color: "#569cd6" },
      operator: { color: "#d4d4d4" },
      built_in: { color: "#DCDCAA" },
      title: { color: "#DCDCAA" },
      "title.function": { color: "#DCDCAA" },
      "title.function.invoke": { color: "#DCDCAA" },
      "title.class": { color: "#4EC9B0" },
      "title.class.inherited": { color: "#4EC9B0" },
      type: { color: "#4EC9B0" },
      attribute: { color: "#4EC9B0" },
      attr: { color: "#4EC9B0" },
      strong: { color: "#569cd6", fontStyle: "bold" },
      emphasis: { fontStyle: "italic" },
    });
  });

  it("says nothing of what the theme does not say", () => {
    assert.deepEqual(resolve(), {});
    assert.deepEqual(resolve(rule("invalid", "#f44747")), {});
  });

  it("takes the narrowest rule, wherever it stands", () => {
    const narrow = rule("variable.language", "#111111");
    const wide = rule("variable", "#222222");
    for (const rules of [
      [narrow, wide],
      [wide, narrow],
    ]) {
      const colors = resolve(...rules);
      assert.equal(colors["variable.language"]?.color, "#111111");
      assert.equal(colors["variable"]?.color, "#222222");
    }
  });

  it("takes scopes whole segment by whole segment", () => {
    assert.deepEqual(resolve(rule("comm", "#111111"), rule("comment.block", "#222222")), {});
  });

  it("takes the later of two rules for the same scope", () => {
    const colors = resolve(rule("comment", "#111111"), rule(["string", "comment"], "#222222"));
    assert.equal(colors["comment"]?.color, "#222222");
    const styled = resolve(rule("comment", "#111111"), rule("comment", undefined, "italic"));
    assert.deepEqual(styled["comment"], { color: "#111111", fontStyle: "italic" });
  });

  it("takes colour and font style from different rules", () => {
    const colors = resolve(
      rule("variable", "#111111", "italic"),
      rule("variable.language", undefined, "bold"),
      rule("variable.other", "#222222", ""),
    );
    assert.deepEqual(colors["variable.language"], { color: "#111111", fontStyle: "bold" });
    assert.deepEqual(colors["variable"], { color: "#222222" });
  });

  it("prefers the first of several ways to name a thing", () => {
    const support = rule("support.type.property-name", "#111111");
    const attribute = rule("entity.other.attribute-name", "#222222");
    assert.equal(resolve(support, attribute)["attribute"]?.color, "#111111");
    assert.equal(resolve(support, attribute)["attr"]?.color, "#222222");
    assert.equal(resolve(attribute)["attribute"]?.color, "#222222");
  });

  it("counts a rule for another context only where there is no other", () => {
    const within = rule("string  meta.template.expression, string variable.other", "#111111");
    const own = rule("variable", "#222222");
    for (const rules of [
      [within, own],
      [own, within],
    ]) {
      const colors = resolve(...rules);
      assert.equal(colors["variable"]?.color, "#222222");
      assert.equal(colors["subst"]?.color, "#111111");
      assert.equal(colors["string"], undefined);
    }
    const styled = resolve(rule("b comment", "#111111"), rule("c comment", "", "bold"));
    assert.deepEqual(styled["comment"], { color: "#111111", fontStyle: "bold" });
  });

  it("counts no rule for one grammar as one for all", () => {
    const colors = resolve(rule(["source.css variable", "text.tex meta.a keyword"], "#9cdcfe"));
    assert.deepEqual(colors, {});
  });

  it("meets the rules for a style sheet's selectors", () => {
    const colors = resolve(
      rule("entity.other.attribute-name", "#9cdcfe"),
      rule(
        [
          "entity.other.attribute-name.class.css",
          "source.css entity.other.attribute-name.pseudo-class",
          "source.less entity.other.attribute-name.id.css",
        ],
        "#d7ba7d",
      ),
    );
    assert.equal(colors["selector-class"]?.color, "#d7ba7d");
    assert.equal(colors["selector-pseudo"]?.color, "#d7ba7d");
    assert.equal(colors["selector-id"]?.color, "#9cdcfe");
    assert.equal(colors["attr"]?.color, "#9cdcfe");
  });

  it("leaves out a whole declaration, whose parts have colours of their own", () => {
    const colors = resolve(rule(["entity", "storage", "class", "function"], "#111111"));
    assert.equal(colors["class"], undefined);
    assert.equal(colors["function"], undefined);
  });
});

describe("readTokenColors", () => {
  it("takes a scope as a text, a list with commas, or an array", () => {
    for (const scope of ["a.b, c  d", ",a.b,c d,", ["a.b", "c d"], ["a.b", 7, null, "c d"]]) {
      assert.deepEqual(readTokenColors([rule(scope, "#123")]), [
        { selectors: ["a.b", "c d"], color: "#123" },
      ]);
    }
  });

  it("leaves out selectors that never match in the editor", () => {
    const scope = "a - b, (c | d), e-f, g.h -i";
    assert.deepEqual(readTokenColors([rule(scope, "#123")]), [
      { selectors: ["e-f"], color: "#123" },
    ]);
  });

  it("takes colours in hexadecimal only", () => {
    const colorOf = (foreground: unknown) =>
      readTokenColors([{ scope: "a", settings: { foreground } }])[0]?.color;
    for (const color of ["#abc", "#ABCD", "#a1b2c3", "#a1B2c3D4"]) {
      assert.equal(colorOf(color), color);
    }
    for (const color of [
      "#ab",
      "#abcde",
      "#abcdef0",
      "#abcdef012",
      "red",
      "#ggg",
      "#fff;}*{color:red",
      "#fff\n",
      "url(x)",
      "",
      0xffffff,
      ["#fff"],
      null,
    ]) {
      assert.equal(colorOf(color), undefined, String(color));
    }
  });

  it("takes the font styles that it knows, and none as taking them away", () => {
    const styleOf = (fontStyle: unknown) =>
      readTokenColors([{ scope: "a", settings: { fontStyle } }])[0]?.fontStyle;
    assert.equal(styleOf(" underline  bold"), "bold underline");
    assert.equal(styleOf("italic;x:expression() strikethrough"), "strikethrough");
    assert.equal(styleOf("normal"), "");
    assert.equal(styleOf(""), "");
    assert.equal(styleOf(3), undefined);
  });

  it("leaves out what is no rule", () => {
    const settings = { foreground: "#fff" };
    const junk = [null, 1, "a", [], {}, { settings }, { scope: "a" }, { scope: "", settings }];
    assert.deepEqual(readTokenColors([...junk, { scope: "a", settings: "#fff" }]), []);
    for (const value of [undefined, null, "x", {}, { length: 3 }]) {
      assert.deepEqual(readTokenColors(value), []);
    }
  });

  it("has no trouble with names that every object knows", () => {
    const colors = resolve(rule(["__proto__", "constructor", "a.toString"], "#111111"));
    assert.deepEqual(colors, {});
  });
});

describe("readTokenColorCustomizations", () => {
  const resolveFor = (theme: string, value: unknown) =>
    resolveSyntaxColors(readTokenColorCustomizations(value, theme));

  it("reads rules for every theme, and those for this one over them", () => {
    const value = {
      "[Dark Modern]": { textMateRules: [rule("comment", "#111111")] },
      "[Abyss]": { textMateRules: [rule("comment", "#222222")] },
      textMateRules: [rule(["comment", "string"], "#333333")],
    };
    assert.equal(resolveFor("Dark Modern", value)["comment"]?.color, "#111111");
    assert.equal(resolveFor("Dark Modern", value)["string"]?.color, "#333333");
    assert.equal(resolveFor("Red", value)["comment"]?.color, "#333333");
  });

  it("reads the named colours", () => {
    const colors = resolveFor("Red", {
      comments: "#111111",
      functions: { foreground: "#222222", fontStyle: "bold" },
      "[Red]": { strings: "#333333", numbers: "blue" },
    });
    assert.deepEqual(colors["comment"], { color: "#111111" });
    assert.deepEqual(colors["title.function"], { color: "#222222", fontStyle: "bold" });
    assert.deepEqual(colors["string"], { color: "#333333" });
    assert.equal(colors["number"], undefined);
  });

  it("knows a theme among several and by a part of its name", () => {
    const means = (key: string, theme: string) =>
      resolveFor(theme, { [key]: { comments: "#111111" } })["comment"] !== undefined;
    assert.ok(means("[Abyss][Red]", "Red"));
    assert.ok(means("[Solarized*]", "Solarized Dark"));
    assert.ok(means("[*Dark]", "Solarized Dark"));
    assert.ok(means("[*arized*]", "Solarized Dark"));
    assert.ok(!means("[Solarized]", "Solarized Dark"));
    assert.ok(!means("[Dark*]", "Solarized Dark"));
    assert.ok(!means("[*Solarized]", "Solarized Dark"));
    assert.ok(!means("Red", "Red"));
    assert.ok(!means("[]", "Red"));
  });

  it("reads nothing from what is no object", () => {
    for (const value of [undefined, null, "x", [], { "[Red]": null, textMateRules: {} }]) {
      assert.deepEqual(readTokenColorCustomizations(value, "Red"), []);
    }
  });
});
