import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { tokenProblem } from "../../src/core/settings/token.ts";

describe("token", () => {
  it("may have any visible ASCII signs", () => {
    assert.equal(tokenProblem("sk-Abc_123.=/+~!"), undefined);
    assert.equal(tokenProblem("x"), undefined);
  });

  it("is refused when empty, or with spaces, line breaks or other signs", () => {
    assert.match(tokenProblem("") ?? "", /Enter/);
    for (const token of ["a b", "a\nb", "a\r\nX: y", " a", "a\n", "a\tb", "a\u00a0b", "a\u2028b"]) {
      assert.match(tokenProblem(token) ?? "", /no spaces or line breaks/);
    }
    for (const token of ["密钥", "a\u0000", "a\u007f", "བོད", "a\u200b", "é"]) {
      assert.match(tokenProblem(token) ?? "", /only ASCII/);
    }
  });

  it("can always be sent as a header when nothing is wrong, and is never repeated", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string()), (token) => {
        const problem = tokenProblem(token);
        if (problem === undefined) {
          const sent = new Headers({ authorization: `Bearer ${token}` }).get("authorization");
          assert.equal(sent, `Bearer ${token}`);
        } else if (token.length > 20) {
          assert.ok(!problem.includes(token));
        }
      }),
    );
  });
});
