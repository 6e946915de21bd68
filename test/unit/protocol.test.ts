import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { parsePageMessage, type PageMessage } from "../../src/protocol/pageMessage.ts";
import { allRemedies } from "./allRemedies.ts";

const sound = {
  ready: { type: "ready" },
  drawn: { type: "drawn", count: 4 },
  readReply: { type: "readReply" },
  stop: { type: "stop" },
  askNow: { type: "askNow" },
  recall: { type: "recall" },
  countTokens: { type: "countTokens" },
  newConversation: { type: "newConversation" },
  send: { type: "send", text: "བོད" },
  fit: { type: "fit", choice: "trim", text: "བོད" },
  draft: { type: "draft", text: "བོད" },
  chooseModel: { type: "chooseModel", modelKey: "tibet" },
  setParameter: { type: "setParameter", name: "temperature", text: "0.3" },
  attach: { type: "attach", kind: "files" },
  dropFiles: { type: "dropFiles", uris: ["file:///a"] },
  dropText: { type: "dropText", name: "a.txt", text: "བོད" },
  removePassage: { type: "removePassage", passage: "1" },
  showPassage: { type: "showPassage", passage: "1" },
  complete: { type: "complete", request: 1, kind: "files", query: "a" },
  takeCompletion: { type: "takeCompletion", request: 1, item: "3" },
  edit: { type: "edit", exchange: "1", text: "བོད" },
  regenerate: { type: "regenerate", exchange: "1" },
  continue: { type: "continue", answer: "1.0" },
  insert: { type: "insert", answer: "1.0" },
  replace: { type: "replace", answer: "1.0" },
  compare: { type: "compare", answer: "1.0" },
  choose: { type: "choose", message: "1.0" },
  copy: { type: "copy", message: "1.0", format: "text", text: "x" },
  copyCode: { type: "copyCode", text: "" },
  insertCode: { type: "insertCode", text: "" },
  applyCode: { type: "applyCode", text: "", answer: "1.0" },
  history: { type: "history", query: "平等", more: false },
  openConversation: { type: "openConversation", conversation: "1", place: "tab" },
  rename: { type: "rename", conversation: "1", title: "x" },
  pin: { type: "pin", conversation: "1", pinned: true },
  delete: { type: "delete", conversation: "1" },
  undoDelete: { type: "undoDelete", conversation: "1" },
  export: { type: "export", conversation: "1" },
  import: { type: "import" },
  remedy: { type: "remedy", remedy: "retry", exchange: "1" },
  openLink: { type: "openLink", url: "https://example.test/" },
} as const satisfies Readonly<Record<PageMessage["type"], PageMessage>>;

/** Values that no field of any message takes, but for the one named. */
const wrongValues: readonly (readonly [unknown, string?])[] = [
  [null],
  [-1],
  [0.5],
  [Number.NaN],
  [{}],
  [[1]],
  ["x".repeat(2_000_001)],
  [true, "flag"],
];

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
        const isFlag = field === "more" || field === "pinned";
        for (const [wrong, except] of wrongValues) {
          if (isFlag && except === "flag") continue;
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
      { ...sound.chooseModel, modelKey: long },
      { ...sound.showPassage, passage: long },
      { ...sound.copy, message: long },
      { ...sound.copyCode, text: huge },
      { ...sound.remedy, exchange: long },
      { ...sound.complete, query: long },
      { ...sound.dropFiles, uris: Array.from({ length: 101 }, () => "file:///a") },
      { ...sound.dropFiles, uris: ["x".repeat(8001)] },
      { ...sound.openLink, url: `https://example.test/${"x".repeat(8000)}` },
    ]) {
      assert.equal(parsePageMessage(message), undefined, message.type);
    }
    const longest = { ...sound.send, text: "x".repeat(2_000_000) };
    assert.deepEqual(parsePageMessage(longest), longest);
  });

  it("are dropped when a name is none of the closed set", () => {
    for (const type of ["", "Ready", "command", "constructor", "__proto__", "toString"]) {
      assert.equal(parsePageMessage({ type, text: "x", modelKey: "x" }), undefined);
    }
    for (const remedy of ["", "toString", "workbench.action.quit"]) {
      assert.equal(parsePageMessage({ type: "remedy", remedy }), undefined);
    }
    for (const other of ["", "toString", "sound"]) {
      assert.equal(parsePageMessage({ ...sound.fit, choice: other }), undefined);
      assert.equal(parsePageMessage({ ...sound.setParameter, name: other }), undefined);
      assert.equal(parsePageMessage({ ...sound.attach, kind: other }), undefined);
      assert.equal(parsePageMessage({ ...sound.complete, kind: other }), undefined);
      assert.equal(parsePageMessage({ ...sound.copy, format: other }), undefined);
      assert.equal(parsePageMessage({ ...sound.openConversation, place: other }), undefined);
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
    const names = [...new Set(Object.values(sound).flatMap((message) => Object.keys(message)))];
    const known = Object.values(sound).flatMap((message): unknown[] => Object.values(message));
    const field = fc.oneof(fc.anything(), fc.string(), fc.nat(), fc.constantFrom(...known));
    const shaped = fc.record(
      {
        ...Object.fromEntries(names.map((name) => [name, field])),
        type: fc.oneof(fc.constantFrom(...types), fc.string()),
      },
      { requiredKeys: [] },
    );
    const mutated = fc
      .tuple(fc.constantFrom(...Object.values(sound)), fc.constantFrom(...names), field)
      .map(([message, name, value]): unknown => ({ ...message, [name]: value }));
    const anything = fc.anything({ withNullPrototype: true, withBigInt: true });
    const message = fc.oneof(shaped, mutated, anything);
    fc.assert(
      fc.property(message, (value) => {
        const parsed = parsePageMessage(value);
        if (parsed === undefined) return;
        assert.ok(types.includes(parsed.type));
        const allowed: Readonly<Record<string, unknown>> = sound[parsed.type];
        for (const [name, content] of Object.entries(parsed)) {
          assert.ok(Object.hasOwn(allowed, name));
          assert.equal(typeof content, typeof allowed[name]);
          assert.equal(Array.isArray(content), Array.isArray(allowed[name]));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
