import fc from "fast-check";
import { describe, it } from "mocha";
import assert from "node:assert/strict";
import {
  batchActions,
  parseBatchPageMessage,
  type BatchPageMessage,
} from "../../src/protocol/batchMessages.ts";

const item = { batch: "b1", item: "b1.3" };
const sound = {
  ready: { type: "ready" },
  new: { type: "new" },
  show: { type: "show", batch: "b1" },
  act: { type: "act", batch: "b1", action: "pause" },
  retry: { type: "retry", ...item },
  openSource: { type: "openSource", ...item },
  openOutput: { type: "openOutput", ...item },
  compare: { type: "compare", ...item },
} as const satisfies Readonly<Record<BatchPageMessage["type"], BatchPageMessage>>;

describe("messages of the batches' page", () => {
  it("pass when they are sound, without fields that do not belong", () => {
    for (const message of Object.values(sound)) {
      assert.deepEqual(parseBatchPageMessage(message), message);
      const extra = { ...message, command: "workbench.action.quit", uri: "file:///etc/passwd" };
      assert.deepEqual(parseBatchPageMessage(extra), message);
    }
    for (const action of batchActions) {
      const message = { type: "act", batch: "b1", action };
      assert.deepEqual(parseBatchPageMessage(message), message);
    }
  });

  it("are dropped when a field is missing or of another kind", () => {
    const wrong = [undefined, null, 1, true, {}, ["b1"], "x".repeat(501)];
    for (const message of Object.values(sound)) {
      for (const field of Object.keys(message)) {
        for (const value of wrong) {
          const changed = { ...message, [field]: value };
          assert.equal(parseBatchPageMessage(changed), undefined, `${message.type}.${field}`);
        }
      }
    }
  });

  it("are dropped when they are of no type of this page, or of an action that there is not", () => {
    for (const type of ["send", "openLink", "constructor", "__proto__", "toString", ""]) {
      assert.equal(parseBatchPageMessage({ type, ...item }), undefined);
    }
    for (const action of ["start", "toString", "constructor", "Pause", ""]) {
      assert.equal(parseBatchPageMessage({ type: "act", batch: "b1", action }), undefined);
    }
    const inherited: unknown = Object.create({ batch: "b1" }, { type: { value: "show" } });
    assert.equal(parseBatchPageMessage(inherited), undefined);
  });

  it("never make it throw", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const parsed = parseBatchPageMessage(value);
        assert.ok(parsed === undefined || Object.hasOwn(sound, parsed.type));
      }),
    );
  });
});
