import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { newModelKey, shortModelName, withModel } from "../../src/core/settings/modelEdit.ts";

const edited = { label: "Tibet", baseUrl: "http://h/v1", model: "m" };

describe("a model in a person’s settings", () => {
  it("is added behind the others, which stay as they are", () => {
    const own = { general: null, tibet: { temperature: 0.3 } };
    assert.deepEqual(withModel(own, "new", edited), { ...own, new: edited });
    assert.deepEqual(withModel(undefined, "new", edited), { new: edited });
    assert.deepEqual(withModel("nonsense", "new", edited), { new: edited });
  });

  it("keeps what nobody asked for when it is changed", () => {
    const own = { tibet: { label: "Old", temperature: 0.3, headers: { a: "b" } }, other: 1 };
    assert.deepEqual(withModel(own, "tibet", edited), {
      tibet: { ...edited, temperature: 0.3, headers: { a: "b" } },
      other: 1,
    });
  });

  it("is a model again where it was removed", () => {
    assert.deepEqual(withModel({ tibet: null }, "tibet", edited), { tibet: edited });
  });

  it("reaches no prototype, whatever its key", () => {
    const own = JSON.parse('{"__proto__": {"polluted": true}}') as unknown;
    const written = withModel(own, "__proto__", edited) as object;
    assert.deepEqual(Object.keys(written), ["__proto__"]);
    assert.equal(Object.getPrototypeOf(written), Object.prototype);
    assert.equal("polluted" in {}, false);
  });
});

describe("the key of a new model", () => {
  it("is made of the model’s name, in any script, and is nobody else’s", () => {
    assert.equal(newModelKey("Qwen/Qwen3-14B", []), "qwen3-14b");
    assert.equal(newModelKey("བོད་ཡིག 14B", []), "བོད-ཡིག-14b");
    assert.equal(newModelKey("/…/", []), "model");
    assert.equal(newModelKey("model", ["model", "model-2"]), "model-3");
    assert.equal(newModelKey("constructor", []), "constructor-2");
  });

  it("has the last part of a path for a name", () => {
    assert.equal(shortModelName("model/model_xizang"), "model_xizang");
    assert.equal(shortModelName("plain"), "plain");
    assert.equal(shortModelName("a/b/"), "b");
  });
});
