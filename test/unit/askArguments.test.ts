import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { replyTargets } from "../../src/core/prompt/promptTemplate.ts";
import { readAskArguments, readTemplateArguments } from "../../src/host/commands/askArguments.ts";

describe("arguments of a keybinding", () => {
  it("are taken as they are written", () => {
    for (const target of replyTargets) {
      const args = { model: "tibet", question: "Shorter.", target };
      assert.deepEqual(readAskArguments(args), args);
    }
    const run = { model: "tibet", template: "translate", target: "preview" };
    assert.deepEqual(readTemplateArguments(run), run);
  });

  it("are none where a menu passes a file, or nothing is said", () => {
    for (const value of [undefined, null, "x", { scheme: "file", target: 1 }, { question: " " }]) {
      assert.deepEqual(readAskArguments(value), {});
      assert.deepEqual(readTemplateArguments(value), {});
    }
  });

  it("get their words back where they are wrong", () => {
    const target =
      "“target” must be “panel”, “insert”, “replace”, “preview”, “document” or “clipboard”.";
    assert.equal(readAskArguments({ target: "file" }), target);
    assert.equal(readTemplateArguments({ target: 1 }), target);
    assert.equal(readAskArguments({ model: 1 }), "“model” must be a text.");
    assert.equal(readAskArguments({ question: [] }), "“question” must be a text.");
    assert.equal(readTemplateArguments({ template: {} }), "“template” must be a text.");
  });
});
