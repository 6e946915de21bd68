import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { builtInTemplates } from "../../src/core/prompt/builtInTemplates.ts";
import { languageName } from "../../src/core/prompt/languageName.ts";
import {
  fillLanguage,
  findTemplate,
  mergeTemplates,
  readTemplate,
  splitFrontMatter,
  wantsPassage,
  type PromptTemplate,
  type TemplateSource,
} from "../../src/core/prompt/promptTemplate.ts";
import { parseTemplateFile } from "../../src/host/templates/templateFile.ts";

function template(name: string, source: TemplateSource = "settings"): PromptTemplate {
  const read = readTemplate(name, undefined, `Text of ${name}, ${source}.`, source);
  assert.ok(!("problem" in read));
  return read;
}

function problemOf(read: PromptTemplate | { readonly problem: string }): string {
  assert.ok("problem" in read, "it can be used");
  return read.problem;
}

describe("prompt template", () => {
  it("is read from a file with front matter", () => {
    const content = [
      ...["---", "title: Gloss", "description: Word by word", "model: tibet", "temperature: 0.2"],
      ...["top_p: 0.9", "n: 2", "max_tokens: 500", "thinking: false", "stream: true"],
      ...[
        "system: Be brief.",
        "mode: other tools'",
        "---",
        "",
        "Gloss {{selection}}",
        "in two",
        "",
      ],
    ].join("\n");
    const expected: PromptTemplate = {
      ...{ id: "workspace:gloss", name: "gloss", title: "Gloss", description: "Word by word" },
      ...{ text: "Gloss {{selection}}\nin two", model: "tibet", source: "workspace" },
      parameters: {
        ...{ temperature: 0.2, topP: 0.9, n: 2, maxTokens: 500, thinking: false, stream: true },
        systemPrompt: "Be brief.",
      },
    };
    assert.deepEqual(parseTemplateFile("gloss", content), expected);
    const saved = `\uFEFF${content.replaceAll("\n", "\r\n")}`;
    assert.deepEqual(parseTemplateFile("gloss", saved), expected);
  });

  it("may say where its reply goes, and that terms stay the same", () => {
    const read = parseTemplateFile("a", "---\ntarget: preview\nglossary: true\n---\nText");
    assert.ok(!("problem" in read));
    assert.deepEqual([read.target, read.glossary], ["preview", true]);
    assert.deepEqual(
      parseTemplateFile("a", "---\nglossary: false\n---\nText"),
      parseTemplateFile("a", "Text"),
    );
  });

  it("does with a text alone: its name is its title, its beginning describes it", () => {
    assert.deepEqual(parseTemplateFile("ཞུ་དག", "ཞུ་དག་གནང་རོགས།\n\nཞུ།\n"), {
      ...{ id: "workspace:ཞུ་དག", name: "ཞུ་དག", title: "ཞུ་དག", parameters: {} },
      ...{ description: "ཞུ་དག་གནང་རོགས། ཞུ།", text: "ཞུ་དག་གནང་རོགས།\n\nཞུ།", source: "workspace" },
    });
  });

  it("takes empty fields and an empty front matter as unset", () => {
    const plain = parseTemplateFile("a", "Text");
    for (const head of ["", "\n", "# nothing\n", "title:\nmodel: null\ntemperature: ~\n"]) {
      assert.deepEqual(parseTemplateFile("a", `---\n${head}---\nText`), plain, head);
    }
  });

  it("takes a line of dashes that nothing closes as part of the text", () => {
    for (const content of [
      "---\nTitle: x\nText",
      "----\na: 1\n---\nText",
      "Text\n---\na: 1\n---",
    ]) {
      assert.deepEqual(splitFrontMatter(content), { frontMatter: "", body: content });
    }
    const file = { frontMatter: "a: 1\nb: ---", body: "\nText" };
    assert.deepEqual(splitFrontMatter("--- \na: 1\nb: ---\n... \n\nText"), file);
  });

  it("says what is wrong", () => {
    const cases: readonly (readonly [fields: object, problem: RegExp])[] = [
      [{ temperature: 2.5 }, /^needs a number from 0 to 2 for temperature$/u],
      [{ temperature: "0.2" }, /^needs a number from 0 to 2 for temperature$/u],
      [{ top_p: -1 }, /^needs a number above 0, 1 at most for top_p$/u],
      [{ top_p: 0.1, topP: 0.2 }, /^says topP twice$/u],
      [{ n: 65 }, /^needs a whole number from 1 to 64 for n$/u],
      [{ n: 1.5 }, /^needs a whole number from 1 to 64 for n$/u],
      [{ max_tokens: 0 }, /^needs a whole number, 1 or more for max_tokens$/u],
      [{ thinking: "on" }, /^needs true or false for thinking$/u],
      [{ stream: 1 }, /^needs true or false for stream$/u],
      [{ system: [] }, /^needs a text for system$/u],
      [{ model: 1 }, /^needs a line of at most 200 characters for model$/u],
      [{ model: "" }, /^needs a line of at most 200 characters for model$/u],
      [
        { target: "file" },
        /^needs one of panel, insert, replace, preview, document, clipboard for target$/u,
      ],
      [{ glossary: "yes" }, /^needs true or false for glossary$/u],
      [{ title: "a\nb" }, /^needs a line of at most 200 characters for title$/u],
      [{ title: "a".repeat(201) }, /^needs a line of at most 200 characters for title$/u],
      [[], /front matter/u],
    ];
    for (const [fields, problem] of cases) {
      assert.match(problemOf(readTemplate("a", fields, "Text", "settings")), problem);
    }
    for (const text of [undefined, null, 1, "", " \n"]) {
      assert.equal(problemOf(readTemplate("a", {}, text, "settings")), "has no text");
    }
    const long = "a".repeat(100_001);
    assert.match(problemOf(readTemplate("a", {}, long, "settings")), /more than 100,000/u);
  });

  it("is not taken in by front matter that means harm", () => {
    const deep = `a: ${"[".repeat(50_000)}`;
    const bomb = `a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]`;
    for (const yaml of [deep, bomb, "a: !!js/function x", "a: 1\na: 2", "a: [", "\t- b"]) {
      const problem = problemOf(parseTemplateFile("a", `---\n${yaml}\n---\nText`));
      assert.match(problem, /^has a front matter that is no YAML \(line \d\)$/u, yaml);
    }
    assert.match(problemOf(parseTemplateFile("a", "---\n- b\n---\nText")), /no list of fields/u);
    const file = "---\n__proto__: {model: x, temperature: 1}\n---\nText";
    assert.deepEqual(parseTemplateFile("a", file), parseTemplateFile("a", "Text"));
    assert.equal(({} as Record<string, unknown>)["model"], undefined);
    const inherited: unknown = Object.create({ model: "x", temperature: 9 });
    assert.deepEqual(readTemplate("a", inherited, "Text", "settings"), {
      ...parseTemplateFile("a", "Text"),
      ...{ id: "settings:a", source: "settings" },
    });
  });

  it("has a name that can be typed and seen", () => {
    for (const name of ["gloss", "ཞུ་དག", "校对", "in two words", "v1.2_b-c", "1"]) template(name);
    const bad = ["", " a", "a ", "a.", ".a", "a/b", "a\\b", "a\nb", "a:b", "-a", "a".repeat(61)];
    for (const name of [...bad, "a\u202Eb", "a\u200Bb", "translate\uFE0F", "__proto__"]) {
      assert.match(problemOf(readTemplate(name, {}, "Text", "workspace")), /needs a name/u, name);
    }
  });
});

describe("a template that is asked for", () => {
  const all = [...builtInTemplates, template("Gloss"), template("gloss 2", "workspace")];

  it("is found by its id, else by its name as a person would write it", () => {
    const idOf = (wanted: string) => findTemplate(all, wanted)?.id;
    assert.equal(idOf("builtIn:translate"), "builtIn:translate");
    assert.equal(idOf("Translate"), "builtIn:translate");
    assert.equal(idOf("ＧＬＯＳＳ"), "settings:Gloss");
    assert.equal(idOf("workspace:gloss 2"), "workspace:gloss 2");
    assert.equal(idOf("settings:gloss"), undefined);
  });

  it("says for which passages it has a place", () => {
    assert.ok(wantsPassage({ text: "Gloss {{ selection }}." }, "selection"));
    assert.ok(!wantsPassage({ text: "Gloss {{selection}}." }, "file"));
    assert.ok(!wantsPassage({ text: "Gloss {selection}." }, "selection"));
  });

  it("is shown beside the text where all of the answer is the corrected text", () => {
    const targets = builtInTemplates.map(({ name, target, glossary }) => [name, target, glossary]);
    assert.deepEqual(
      targets.filter(([, target, glossary]) => target !== undefined || glossary !== undefined),
      [
        ["translate", undefined, true],
        ["proofread", "preview", undefined],
      ],
    );
  });
});

describe("templates of several sources", () => {
  const namesOf = (own: PromptTemplate[], workspace: PromptTemplate[]) =>
    mergeTemplates(own, workspace).map(({ name, text }) => `${name}: ${text}`);

  it("lets a person's own stand for a built-in one, in its place", () => {
    assert.deepEqual(
      namesOf([template("a", "builtIn"), template("b", "builtIn"), template("A")], []),
      ["A: Text of A, settings.", "b: Text of b, builtIn."],
    );
  });

  it("never lets one of the workspace stand for another", () => {
    const workspace = ["a", "Ａ", "c", "c"].map((name) => template(name, "workspace"));
    const merged = mergeTemplates([template("a")], workspace);
    assert.deepEqual(
      merged.map(({ name }) => name),
      ["a", "a (workspace)", "Ａ (workspace 2)", "c", "c (workspace)"],
    );
    assert.equal(new Set(merged.map(({ id }) => id)).size, 5);
    assert.equal(merged[0]?.source, "settings");
  });
});

describe("the language of a template", () => {
  it("fills every blank as it is and nothing else", () => {
    const text = "Into {{language}}, {{ language\t}} — {{Language}} {{selection}} {language}";
    const filled = "Into $& ཡིག, $& ཡིག — {{Language}} {{selection}} {language}";
    assert.equal(fillLanguage(text, "$& ཡིག"), filled);
  });

  it("is a language's own name", () => {
    const names = ["zh-cn", "zh-tw", "en", "bo", "de", "xx", "", "not a tag"].map(languageName);
    const expected = ["简体中文", "繁體中文", "English", "བོད་སྐད་", "Deutsch"];
    assert.deepEqual(names, [...expected, "English", "English", "English"]);
  });
});

describe("built-in templates", () => {
  it("are sound, each with a name of its own, and speak the person's language", () => {
    const names = ["translate", "summarise", "explain", "proofread", "extract", "compare"];
    assert.deepEqual(
      builtInTemplates.map(({ name }) => name),
      names,
    );
    for (const each of builtInTemplates) {
      const { name, text, title, description, target, glossary } = each;
      const fields = { title, description, target, glossary };
      assert.deepEqual(readTemplate(name, fields, text, "builtIn"), each);
      // A corrected text stays in its own language.
      assert.equal(text.includes("{{language}}"), name !== "proofread");
    }
  });
});
