import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { exportJson } from "../../src/core/conversationFile/json.ts";
import { exportMarkdown } from "../../src/core/conversationFile/markdown.ts";
import { importConversation, longestFile } from "../../src/core/conversationFile/read.ts";
import { sampleConversation } from "./sampleConversation.ts";

type Json = Record<string, unknown>;

function problemOf(content: string): string {
  const result = importConversation(content);
  assert.ok("problem" in result, "it was imported");
  assert.match(result.problem, /^\p{Lu}[^\n]*\.$/u);
  return result.problem;
}

/** The sample's JSON with a value set somewhere in its conversation. */
function changed(path: string, value: unknown): string {
  const file = JSON.parse(exportJson(sampleConversation)) as { conversation: Json };
  const names = path.split(".");
  const last = names.pop() ?? "";
  let target = file.conversation;
  for (const name of names) target = target[name] as Json;
  target[last] = value;
  return JSON.stringify(file);
}

/** The same change in the JSON and in the Markdown of the sample, by its text. */
function inBoth(search: string, replacement: string): string[] {
  return [exportJson(sampleConversation), exportMarkdown(sampleConversation)].map((file) => {
    const compact = file.startsWith("{") ? JSON.stringify(JSON.parse(file)) : file;
    assert.ok(compact.includes(search), search);
    return compact.replaceAll(search, replacement);
  });
}

describe("import of a conversation", () => {
  it("knows what is not its own", () => {
    const foreign = ["# Notes\n\nOnly a text.", "{}", "[]", '{"format":"other","version":1}', "  "];
    for (const content of [...foreign, "", "null", '"x"', '{"format":"tibet-model-chat"}']) {
      assert.match(problemOf(content), /not a conversation that Tibet Model Chat exported/u);
    }
  });

  it("says that a newer version made it, and takes no unknown one", () => {
    for (const file of inBoth('"version":1', '"version":2')) {
      assert.match(problemOf(file), /newer version .* update the extension/u);
    }
    for (const version of ["0", "-1", '"1"', "null", "[]"]) {
      for (const file of inBoth('"version":1', `"version":${version}`)) {
        assert.match(problemOf(file), /not a conversation/u);
      }
    }
  });

  it("names what is wrong and where", () => {
    const cases: readonly (readonly [path: string, value: unknown, problem: RegExp])[] = [
      ["id", "", /“id” must be an id/u],
      ["id", "a".repeat(101), /“id” must be an id/u],
      ["id", "__proto__", /“id” must be an id/u],
      ["id", "a/../b", /“id” must be an id/u],
      ["title", 7, /“title” must be a text/u],
      ["title", "a".repeat(100_001), /“title” must be a text of at most 100,000/u],
      ["createdAt", "now", /“createdAt” must be a time/u],
      ["createdAt", 9e15, /“createdAt” must be a time/u],
      ["createdAt", -1, /“createdAt” must be a time/u],
      ["pinned", 1, /“pinned” must be true or false/u],
      ["parameters", [], /“parameters” must be an object/u],
      ["parameters.temperature", 3, /“temperature” of “parameters” must be a number from 0 to 2/u],
      ["parameters.n", 1.5, /“n” of “parameters” must be a whole number from 1 to 64/u],
      ["parameters.thinking", "on", /“thinking” of “parameters” must be true or false/u],
      ["chosen", null, /“chosen” must be an object/u],
      ["chosen.q1", 1, /a value in “chosen” must be a text/u],
      ["messages", {}, /“messages” must be a list/u],
      ["messages", [], /holds no messages/u],
      ["messages.0", null, /message 1 must be an object/u],
      ["messages.0.role", "system", /“role” of message 1 must be one of user, assistant/u],
      ["messages.0.role", "constructor", /“role” of message 1 must be one of/u],
      ["messages.0.id", "r1.0", /“id” of message 1 must be an id/u],
      ["messages.0.parent", "", /“parent” of message 1 must be the id of a reply/u],
      ["messages.0.text", undefined, /“text” of message 1 must be a text/u],
      ["messages.0.passages", "x", /“passages” of message 1 must be a list/u],
      ["messages.0.passages.0.kind", "disk", /“kind” of passage 1 of message 1 must be one of/u],
      ["messages.0.passages.0.lines.first", 0, /“first” of “lines” of passage 1 of message 1/u],
      ["messages.0.passages.0.trimmed", false, /“trimmed” of passage 1 of message 1 must be true/u],
      ["messages.0.background.kind", "all", /“kind” of “background” of message 1/u],
      ["messages.1.model", "tibet", /“model” of message 2 must be an object/u],
      ["messages.1.model.host", null, /“host” of “model” of message 2/u],
      ["messages.1.thinkingTime", -1, /“thinkingTime” of message 2 must be a number, 0 or more/u],
      ["messages.1.finish", "tired", /“finish” of message 2 must be one of/u],
      ["messages.1.outcome.status", "lost", /“status” of “outcome” of message 2/u],
      ["messages.4.outcome.fault.kind", "toString", /“kind” of “fault” of “outcome” of message 5/u],
      ["messages.4.outcome.fault.seconds", null, /“seconds” of “fault”/u],
      ["messages.1.usage.totalTokens", 1e99, /“totalTokens” of “usage” of message 2/u],
      ["messages.1.id", "r1", /“id” of message 2 must be the id of a reply, a dot and a number/u],
      ["messages.1.id", "r1.00", /“id” of message 2/u],
      ["messages.1.id", "r1.1", /message 2 is answer 1 of a reply that has 0 before it/u],
      ["messages.2.id", "r1.2", /message 3 is answer 2 of a reply that has 1 before it/u],
      ["messages.2.id", "r1.0", /message 3 has the id of an earlier message/u],
      ["messages.3.id", "q1", /message 4 has the id of an earlier message/u],
      ["messages.1.parent", "q9", /message 2 follows a message that is not in the file/u],
      ["messages.1.parent", "q2", /message 2 stands before the message that it follows/u],
      ["messages.0.parent", "r1.0", /message 1 stands before the message that it follows/u],
      ["messages.3.parent", "r9.0", /message 4 follows a message that is not in the file/u],
      ["messages.3.parent", "q1", /“parent” of message 4 must be the id of a reply/u],
      ["messages.4.parent", "r1.1", /“parent” of message 5 must be an id/u],
    ];
    for (const [path, value, problem] of cases) {
      assert.match(problemOf(changed(path, value)), problem, path);
    }
  });

  it("refuses answers of one reply to two questions", () => {
    const messages = sampleConversation.messages.map((message) =>
      message.id === "r2.0" ? { ...message, id: "r1.2" } : message,
    );
    const file = exportJson({ ...sampleConversation, messages });
    assert.match(problemOf(file), /message 5 belongs to a reply to another question/u);
  });

  it("finds the same faults in Markdown", () => {
    const file = exportMarkdown(sampleConversation);
    const edit = (search: string | RegExp, replacement: string) => {
      assert.notEqual(file.replace(search, replacement), file);
      return problemOf(file.replace(search, replacement));
    };
    assert.match(edit('"parent":"q1"', '"parent":"q9"'), /not in the file/u);
    assert.match(edit('"status":"done"', '"status":"lost"'), /“status” of “outcome”/u);
    assert.match(edit('"boundary":"tibet', '"boundary":"'), /cut off/u);
    assert.match(edit('"boundary":"', '"edge":"'), /cut off/u);
    assert.match(edit(" end -->", " text -->"), /cut off/u);
    assert.match(edit(" question {", " remark {"), /cut off/u);
    assert.match(edit(" passage {", " passage {,"), /cut off/u);
    assert.match(edit(/\n````\n/u, "\n"), /lost the fence/u);
  });

  it("leaves out what it does not know, and choices of what is not there", () => {
    const chosen = { ...sampleConversation.chosen, q1: "r1.1", q2: "q1", "r9.0": "q2", gone: "x" };
    const file = JSON.parse(exportJson({ ...sampleConversation, chosen })) as Json;
    file["note"] = "x";
    const conversation = file["conversation"] as Json;
    conversation["token"] = "secret";
    (conversation["messages"] as Json[]).forEach((message) => (message["html"] = "<b>"));
    const result = importConversation(JSON.stringify(file));
    assert.deepEqual(result, { conversation: sampleConversation });
  });

  it("is not taken in by keys that mean something to JavaScript", () => {
    const hostile = ['"__proto__":{"polluted":1},', '"constructor":{"prototype":{"polluted":1}},'];
    for (const key of hostile) {
      for (const file of [
        ...inBoth('"createdAt"', `${key}"createdAt"`),
        ...inBoth('"sentAt"', `${key}"sentAt"`),
        ...inBoth('"status":"done"', `${key}"status":"done"`),
        ...inBoth('"temperature"', `${key}"temperature"`),
      ]) {
        assert.deepEqual(importConversation(file), { conversation: sampleConversation });
      }
      for (const file of inBoth('"chosen":{', `"chosen":{${key}`)) problemOf(file);
    }
    assert.equal(({} as Json)["polluted"], undefined);
  });

  it("reads a field only where the file itself has it", () => {
    const file = JSON.stringify(JSON.parse(exportJson(sampleConversation)));
    const bare = file.replace('"pinned":true,', '"__proto__":{"pinned":true},');
    assert.match(problemOf(bare), /“pinned” must be true or false/u);
  });

  it("refuses what is too much", () => {
    assert.match(problemOf(" ".repeat(longestFile + 1)), /too large: at most 64 million/u);
    const question = sampleConversation.messages[0];
    const messages = Array.from({ length: 100_001 }, () => question);
    assert.match(problemOf(changed("messages", messages)), /at most 100,000 items/u);
    const mark = "<!-- tibet-chat-00000000 question -->\n";
    const file = exportMarkdown(sampleConversation).replace(
      mark.slice(0, 33),
      mark.repeat(100_001),
    );
    assert.match(problemOf(file), /more than 100,000 messages/u);
  });

  it("is not upset by nesting of any depth", () => {
    const deep = "[".repeat(200_000);
    const closed = `${deep}${"]".repeat(200_000)}`;
    problemOf(deep);
    problemOf(closed);
    problemOf('{"a":'.repeat(200_000));
    for (const file of inBoth('"createdAt"', `"more":${deep},"createdAt"`)) problemOf(file);
    for (const file of inBoth('"createdAt"', `"more":${closed},"createdAt"`)) problemOf(file);
    for (const file of inBoth('"temperature":0.3', `"temperature":${closed}`)) problemOf(file);
    const brackets = '[\\"{'.repeat(2_000);
    const conversation = { ...sampleConversation, title: brackets };
    for (const write of [exportJson, exportMarkdown]) {
      assert.deepEqual(importConversation(write(conversation)), { conversation });
    }
  });

  it("throws at nothing, whatever happens to a file", () => {
    const files = [exportJson(sampleConversation), exportMarkdown(sampleConversation)];
    const part = fc.oneof(
      fc.string({ unit: "binary", maxLength: 5 }),
      fc.constantFrom("{", "}", "[", "]", '"', ",", "\n", "<!--", " -->", "null", "1e999", "\\"),
    );
    const place = fc.nat({ max: 10_000 });
    fc.assert(
      fc.property(fc.constantFrom(...files), place, place, part, (file, at, length, text) => {
        const start = at % file.length;
        const damaged = file.slice(0, start) + text + file.slice(start + (length % 40));
        const result = importConversation(damaged);
        if ("problem" in result) assert.match(result.problem, /^\p{Lu}[^\n]*\.$/u);
      }),
      { numRuns: 1_000 },
    );
  });
});
