import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { TokenScale } from "../../src/core/fit/tokenScale.ts";

const amount = fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.double());

describe("token scale", () => {
  it("is 1 for a model that nothing is known of", () => {
    const scale = new TokenScale();
    scale.learn("a", 1000, 1500);
    assert.equal(scale.scale("b"), 1);
    assert.ok(scale.scale("a") > 1);
  });

  it("comes close to what servers count, smoothly", () => {
    const scale = new TokenScale();
    let last = 1;
    for (let turn = 0; turn < 5; turn++) {
      scale.learn("m", 800, 1000);
      assert.ok(scale.scale("m") > last && scale.scale("m") < 1.25);
      last = scale.scale("m");
    }
    assert.ok(last > 1.24);
    scale.learn("m", 800, 400);
    assert.ok(scale.scale("m") < last && scale.scale("m") > 0.9);
  });

  it("does not let one very long prompt outweigh all that follow", () => {
    const scale = new TokenScale();
    scale.learn("m", 500_000, 1_000_000);
    for (let turn = 0; turn < 10; turn++) scale.learn("m", 1000, 1000);
    assert.ok(scale.scale("m") < 1.1);
  });

  it("ignores tiny prompts and what is no count", () => {
    const scale = new TokenScale();
    const counts = [
      [49, 98],
      [1000, 49],
      [-1000, 1000],
      [Number.NaN, 1000],
      [1000, Number.NaN],
      [Infinity, Infinity],
      [1000, Infinity],
    ] as const;
    for (const [estimated, counted] of counts) scale.learn("m", estimated, counted);
    assert.equal(scale.scale("m"), 1);
    assert.deepEqual(scale.toJSON(), {});
    scale.learn("m", 50, 100);
    assert.ok(scale.scale("m") > 1);
  });

  it("stays between 0.5 and 2 whatever is counted, and survives being kept", () => {
    const counts = fc.array(fc.tuple(fc.constantFrom("a", "__proto__", ""), amount, amount));
    fc.assert(
      fc.property(counts, (lessons) => {
        const scale = new TokenScale();
        for (const lesson of lessons) scale.learn(...lesson);
        const kept = TokenScale.from(JSON.parse(JSON.stringify(scale)));
        for (const model of ["a", "__proto__", ""]) {
          const factor = scale.scale(model);
          assert.ok(factor >= 0.5 && factor <= 2, String(factor));
          assert.equal(kept.scale(model), factor);
        }
        assert.deepEqual(kept.toJSON(), scale.toJSON());
      }),
    );
  });

  it("passes over what was not kept by it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const scale = TokenScale.from(value);
        assert.equal(scale.scale("m"), 1);
      }),
    );
    const kept = {
      good: { scale: 1.5, weight: 3 },
      high: { scale: 2.5, weight: 3 },
      heavy: { scale: 1.5, weight: 1e9 },
      text: { scale: "1.5", weight: 3 },
      none: null,
    };
    assert.deepEqual(Object.keys(TokenScale.from(kept).toJSON()), ["good"]);
    for (const value of [undefined, null, [], "x"]) {
      assert.deepEqual(TokenScale.from(value).toJSON(), {});
    }
  });
});
