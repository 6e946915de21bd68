import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { ReadPace } from "../../src/models/readPace.ts";

/** What a reader waits after each read, where a read is as many bytes at such a moment. */
function restsOf(...reads: readonly (readonly [bytes: number, at: number])[]): number[] {
  const pace = new ReadPace();
  return reads.map(([bytes, at]) => pace.restAfter(bytes, at));
}

describe("the pace of reading", () => {
  it("does not wait before it knows the stream", () => {
    assert.deepEqual(restsOf([200, 0], [200, 2], [200, 44]), [0, 0, 0]);
  });

  it("lets tokens gather between reads", () => {
    assert.deepEqual(restsOf([200, 0], [200, 45], [4000, 90], [4000, 135]), [0, 45, 45, 45]);
  });

  it("counts the wait from the read before, not from what was done since", () => {
    assert.deepEqual(restsOf([200, 0], [200, 50], [200, 65], [200, 95]), [0, 45, 30, 45]);
  });

  it("does not wait for a stream that fills its reads", () => {
    const reads = [
      [200, 0],
      [200, 45],
      [65_000, 90],
      [65_000, 91],
      [200, 136],
    ] as const;
    assert.deepEqual(restsOf(...reads), [0, 45, 0, 0, 0]);
  });

  it("waits again for a stream that has become slow", () => {
    assert.deepEqual(restsOf([65_000, 0], [200, 45], [200, 90]), [0, 0, 45]);
  });
});
