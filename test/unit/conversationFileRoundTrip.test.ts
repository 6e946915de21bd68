import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { exportJson } from "../../src/core/conversationFile/json.ts";
import { exportMarkdown } from "../../src/core/conversationFile/markdown.ts";
import { importConversation } from "../../src/core/conversationFile/read.ts";
import type { Outcome } from "../../src/core/reply/reply.ts";
import type {
  StoredConversation,
  StoredMessage,
} from "../../src/core/conversation/storedConversation.ts";
import { anyConversation } from "./anyConversation.ts";
import { sampleConversation } from "./sampleConversation.ts";

function imported(content: string): StoredConversation {
  const result = importConversation(content);
  assert.ok("conversation" in result, "problem" in result ? result.problem : "");
  return result.conversation;
}

const formats = { JSON: exportJson, Markdown: exportMarkdown };

for (const [name, write] of Object.entries(formats)) {
  describe(`export as ${name}`, () => {
    it("comes back exactly as it was", () => {
      assert.deepEqual(imported(write(sampleConversation)), sampleConversation);
      fc.assert(
        fc.property(anyConversation, (conversation) => {
          assert.deepEqual(imported(write(conversation)), conversation);
        }),
        { numRuns: 400 },
      );
    });

    it("comes back exactly after an editor saved it with other line ends and a byte order mark", () => {
      fc.assert(
        fc.property(anyConversation, fc.boolean(), (conversation, hasMark) => {
          const saved = write(conversation).replaceAll("\n", "\r\n");
          assert.deepEqual(imported(`${hasMark ? "\uFEFF" : ""}${saved}`), conversation);
        }),
        { numRuns: 200 },
      );
    });

    it("survives its way through a UTF-8 file", () => {
      fc.assert(
        fc.property(anyConversation, (conversation) => {
          const file = new TextEncoder().encode(write(conversation));
          assert.deepEqual(imported(new TextDecoder().decode(file)), conversation);
        }),
      );
    });

    it("is the same whatever order the fields were set in", () => {
      const reversed = JSON.parse(JSON.stringify(sampleConversation), (_, value: unknown) =>
        typeof value === "object" && value !== null && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).reverse())
          : value,
      ) as StoredConversation;
      assert.equal(write(reversed), write(sampleConversation));
    });

    it("brings a reply that was on its way back as interrupted", () => {
      const end = (outcome?: Outcome) =>
        sampleConversation.messages.map((message): StoredMessage => {
          if (message.role === "user") return message;
          const running = { ...message };
          delete running.outcome;
          return outcome === undefined ? running : { ...running, outcome };
        });
      const fault = { kind: "interrupted", host: "127.0.0.1:1" } as const;
      const file = write({ ...sampleConversation, messages: end() });
      assert.deepEqual(imported(file).messages, end({ status: "failed", fault }));
    });

    it("is told to be cut off at every length", () => {
      const file = write(sampleConversation);
      const whole = file.trimEnd().length;
      for (let length = 0; length < whole; length++) {
        const result = importConversation(file.slice(0, length));
        assert.ok("problem" in result, `${length} of ${whole} characters pass for the whole`);
        assert.match(result.problem, /^\p{Lu}.*\.$/u);
      }
    });
  });
}

describe("export as JSON", () => {
  it("begins with what a reader looks for, and the messages come last", () => {
    const lines = exportJson(sampleConversation).split("\n");
    assert.deepEqual(
      lines.filter((line) => /^ {2,4}"/u.test(line)).map((line) => /"(\w+)"/u.exec(line)?.[1]),
      [
        ...["format", "version", "conversation", "id", "title", "createdAt", "pinned"],
        ...["modelKey", "parameters", "chosen", "messages"],
      ],
    );
  });
});
