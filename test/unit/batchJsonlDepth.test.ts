import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { requestId } from "../../src/core/batch/jsonl/requestId.ts";
import { readResultLine } from "../../src/core/batch/jsonl/resultLine.ts";

const division = { sourceHash: "0123456789abcdef".repeat(4), ends: [3] };

describe("a line of a result file that is nested 200,000 deep", () => {
  const deep = "[".repeat(200_000);
  const closed = `${deep}${"]".repeat(200_000)}`;
  const read = (line: string) => readResultLine(line, () => undefined).kind;

  it("is unreadable where it does not end", () => {
    for (const line of [deep, '{"a":'.repeat(200_000)]) assert.equal(read(line), "unreadable");
  });

  it("brings no answer in any of its fields, and no harm", () => {
    const own = { custom_id: requestId("one", 0, division), error: null };
    for (const response of ["DEEP", { status_code: 200, body: "DEEP" }]) {
      const line = JSON.stringify({ ...own, response }).replace('"DEEP"', closed);
      assert.equal(read(line), "failed");
    }
    for (const field of ["custom_id", "error", "response"]) {
      const line = JSON.stringify({ ...own, response: null, [field]: "DEEP" });
      assert.notEqual(read(line.replace('"DEEP"', closed)), "answer", field);
    }
  });
});
