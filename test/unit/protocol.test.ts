import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { parsePageMessage, type PageMessage } from "../../src/protocol.ts";
import { allRemedies } from "./allRemedies.ts";

const sound = {
  ready: { type: "ready" },
  send: { type: "send", text: "བོད", modelKey: "tibet" },
  chooseModel: { type: "chooseModel", modelKey: "tibet" },
  stop: { type: "stop" },
  removePassage: { type: "removePassage", passage: "1" },
  showPassage: { type: "showPassage", passage: "1" },
  insert: { type: "insert", exchange: "1", answer: 0 },
  replace: { type: "replace", exchange: "1", answer: 0 },
  copy: { type: "copy", exchange: "1", answer: 3 },
  copyCode: { type: "copyCode", text: "" },
  chooseAnswer: { type: "chooseAnswer", exchange: "1", answer: 1 },
  remedy: { type: "remedy", remedy: "retry", exchange: "1" },
  openLink: { type: "openLink", url: "https://example.test/" },
} as const satisfies Readonly<Record<PageMessage["type"], PageMessage>>;

describe("page messages", () => {
  it("pass when they are sound, without fields that do not belong", () => {
    for (const message of Object.values(sound)) {
      assert.deepEqual(parsePageMessage(message), message);
      const extra = { ...message, command: "workbench.action.quit", file: "/etc/passwd" };
      assert.deepEqual(parsePageMessage(extra), message);
    }
    for (const remedy of allRemedies) {
      assert.deepEqual(parsePageMessage({ type: "remedy", remedy }), { type: "remedy", remedy });
    }
  });

  it("are dropped when a field is missing or of another kind", () => {
    for (const message of Object.values(sound)) {
      for (const field of Object.keys(message)) {
        const others = Object.entries(message).filter(([name]) => name !== field);
        const without = Object.fromEntries(others);
        if (message.type !== "remedy" || field !== "exchange") {
          assert.equal(parsePageMessage(without), undefined, `${message.type}.${field}`);
        }
        for (const wrong of [null, -1, 0.5, Number.NaN, {}, [], true]) {
          const changed = { ...message, [field]: wrong };
          assert.equal(parsePageMessage(changed), undefined, `${message.type}.${field}`);
        }
      }
    }
  });

  it("are dropped when they are oversized", () => {
    const long = "x".repeat(501);
    const huge = "x".repeat(2_000_001);
    for (const message of [
      { ...sound.send, text: huge },
      { ...sound.send, modelKey: long },
      { ...sound.chooseModel, modelKey: long },
      { ...sound.showPassage, passage: long },
      { ...sound.copy, exchange: long },
      { ...sound.copyCode, text: huge },
      { ...sound.remedy, exchange: long },
      { ...sound.openLink, url: `https://example.test/${"x".repeat(8000)}` },
    ]) {
      assert.equal(parsePageMessage(message), undefined, message.type);
    }
    const longest = { ...sound.send, text: "x".repeat(2_000_000) };
    assert.deepEqual(parsePageMessage(longest), longest);
  });

  it("are dropped when the type or the remedy is none of the closed set", () => {
    for (const type of ["", "Ready", "command", "constructor", "__proto__", "toString"]) {
      assert.equal(parsePageMessage({ type, text: "x", modelKey: "x" }), undefined);
    }
    for (const remedy of ["", "toString", "workbench.action.quit"]) {
      assert.equal(parsePageMessage({ type: "remedy", remedy }), undefined);
    }
  });

  it("open only web and mail links", () => {
    const urls = ["command:x", "javascript:alert(1)", "file:///etc", "data:,x", "vscode:x", "//h"];
    for (const url of [...urls, " https://h", "\nhttps://h", ""]) {
      assert.equal(parsePageMessage({ type: "openLink", url }), undefined, url);
    }
    for (const url of ["http://h", "HTTPS://h", "mailto:a@b.test"]) {
      assert.deepEqual(parsePageMessage({ type: "openLink", url }), { type: "openLink", url });
    }
  });

  it("never throw and never pass as anything else, whatever they are", () => {
    const types = Object.keys(sound);
    const field = fc.oneof(fc.anything(), fc.string(), fc.nat());
    const shaped = fc.record(
      {
        type: fc.oneof(fc.constantFrom(...types), fc.string()),
        text: field,
        modelKey: field,
        passage: field,
        exchange: field,
        answer: field,
        remedy: fc.oneof(fc.constantFrom(...allRemedies), field),
        url: field,
      },
      { requiredKeys: [] },
    );
    const message = fc.oneof(shaped, fc.anything({ withNullPrototype: true, withBigInt: true }));
    fc.assert(
      fc.property(message, (value) => {
        const parsed = parsePageMessage(value);
        if (parsed === undefined) return;
        assert.ok(types.includes(parsed.type));
        const allowed = Object.keys(sound[parsed.type]);
        for (const [name, content] of Object.entries(parsed)) {
          assert.ok(allowed.includes(name));
          assert.equal(typeof content, name === "answer" ? "number" : "string");
        }
      }),
      { numRuns: 500 },
    );
  });
});
