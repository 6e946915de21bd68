import { describe, it } from "mocha";
import assert from "node:assert/strict";
import fc from "fast-check";
import { findTrigger } from "../../src/webview/composer/trigger.ts";

/** The trigger where `|` marks the caret. */
function at(marked: string): readonly [string, number, string] | undefined {
  const caret = marked.indexOf("|");
  const found = findTrigger(marked.replace("|", ""), caret);
  return found && [found.kind, found.start, found.query];
}

describe("what is being typed to be completed", () => {
  it("is a file behind an @ that begins a word", () => {
    assert.deepEqual(at("@|"), ["files", 0, ""]);
    assert.deepEqual(at("see @no|tes"), ["files", 4, "no"]);
    assert.deepEqual(at("line\n@src/a.ts|"), ["files", 5, "src/a.ts"]);
    assert.deepEqual(at("(@a|)"), ["files", 1, "a"]);
  });

  it("is a file behind an @ in writing that has no spaces, also a wide one", () => {
    assert.deepEqual(at("请看@宣言|"), ["files", 2, "宣言"]);
    assert.deepEqual(at("ཡི་གེ་@བོད|"), ["files", 6, "བོད"]);
    assert.deepEqual(at("ཡིག@བོད|"), ["files", 3, "བོད"]);
    assert.deepEqual(at("看，＠a|"), ["files", 2, "a"]);
  });

  it("is nothing in a mail address", () => {
    for (const address of [
      "me@|",
      "me@example.test|",
      "a.b_c-d+e%@x|",
      "é@x|",
      "e\u0301@x|",
      "д@x|",
      "7@x|",
    ]) {
      assert.equal(at(address), undefined, address);
    }
  });

  it("is nothing once the word has ended, or before the sign", () => {
    for (const text of ["@a |", "@a\n|", "|@a", "a|@b", ""])
      assert.equal(at(text), undefined, text);
  });

  it("is a template only at the start of the text", () => {
    assert.deepEqual(at("/|"), ["templates", 0, ""]);
    assert.deepEqual(at("/翻译|"), ["templates", 0, "翻译"]);
    assert.deepEqual(at("／tra| rest"), ["templates", 0, "tra"]);
    assert.equal(at("/tra |"), undefined);
    assert.equal(at("a /tra|"), undefined);
  });

  it("is nothing that is too long to be a name", () => {
    assert.notEqual(findTrigger(`@${"a".repeat(200)}`, 201), undefined);
    assert.equal(findTrigger(`@${"a".repeat(201)}`, 202), undefined);
  });

  it("always spans from its sign to the caret", () => {
    const signs = fc.constantFrom("@", "＠", "/", " ", "\n", "a", "中", "བ", "་", "😀", ".");
    fc.assert(
      fc.property(fc.array(signs), fc.nat(30), (parts, length) => {
        const text = parts.join("");
        const caret = Math.min(length, text.length);
        const found = findTrigger(text, caret);
        if (found === undefined) return;
        assert.match(text.charAt(found.start), /[@＠/／]/u);
        assert.equal(text.slice(found.start + 1, caret), found.query);
        assert.doesNotMatch(found.query, /\s/u);
      }),
    );
  });
});
