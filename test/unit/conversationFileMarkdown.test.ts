import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { conversationDocument } from "../../src/core/conversationFile/document.ts";
import { exportMarkdown } from "../../src/core/conversationFile/markdown.ts";
import { importConversation } from "../../src/core/conversationFile/read.ts";
import { renewIds } from "../../src/core/conversationFile/renewIds.ts";
import {
  restoreConversation,
  type StoredConversation,
  type StoredMessage,
} from "../../src/core/conversation/storedConversation.ts";
import { anyConversation } from "./anyConversation.ts";
import { sampleConversation } from "./sampleConversation.ts";

function imported(content: string): StoredConversation {
  const result = importConversation(content);
  assert.ok("conversation" in result, "problem" in result ? result.problem : "");
  return result.conversation;
}

function withTexts(change: (message: StoredMessage) => StoredMessage): StoredConversation {
  return { ...sampleConversation, messages: sampleConversation.messages.map(change) };
}

/** The file as a reader sees it: without comments. */
function visible(file: string): string {
  return file.replace(/<!--.*?-->\n?/gu, "");
}

describe("Markdown export", () => {
  it("reads as a conversation, the shown path first", () => {
    const lines = visible(exportMarkdown(sampleConversation)).split("\n");
    assert.deepEqual(
      lines.filter((line) => /^#+ /u.test(line)),
      [
        "# བོད་ཡིག — “Notes”",
        ...["## You", "## Tibet · 涉藏", "## You", "## General"],
        ...["# Other versions", "## Tibet · 涉藏"],
      ],
    );
    assert.ok(lines.includes("*Answer to “What is this? Say it.”*"));
    assert.ok(lines.some((line) => line.startsWith("*127.0.0.1:1 stopped sending")));
  });

  it("quotes a passage under its name, in a fence longer than any in it", () => {
    const quotation = "**notes.md:3–5**\n````markdown\n```\n人人生而自由。\n```\n````\n";
    assert.ok(exportMarkdown(sampleConversation).includes(quotation));
  });

  it("closes a code block that an answer left open, so that what follows is read as text", () => {
    const file = exportMarkdown(sampleConversation);
    assert.match(file, /x = 1\n<!-- tibet-chat-00000000 end -->\n```\n\n/u);
    const whole = withTexts((message) => ({ ...message, text: "~~~\n```\n~~~" }));
    assert.doesNotMatch(exportMarkdown(whole), /end -->\n[`~]/u);
  });

  it("shows names and titles as they are, whatever they hold", () => {
    const title = "# <b>*x*</b>\n<!-- tibet-chat-00000000 complete -->";
    const file = exportMarkdown({ ...sampleConversation, title });
    const heading = String.raw`# \# \<b\>\*x\*\</b\> \<!-- tibet-chat-00000000 complete --\>`;
    assert.equal(file.split("\n")[2], heading);
  });

  it("keeps comments whole: no text of the metadata can end one", () => {
    const hostile = "--> <script>--!> ---";
    const file = exportMarkdown({
      ...withTexts((message) =>
        message.role === "user"
          ? message
          : { ...message, model: { ...message.model, key: hostile, label: hostile } },
      ),
      ...{ title: hostile, modelKey: hostile, parameters: { systemPrompt: hostile } },
    });
    for (const line of file.split("\n").filter((each) => each.startsWith("<!--"))) {
      assert.doesNotMatch(line.slice("<!-- ".length, -" -->".length), /--/u);
    }
    assert.equal(imported(file).title, hostile);
  });

  it("marks with a word that no text holds, so that none can pass for a mark", () => {
    const word = /"boundary":"([^"]+)"/u;
    const taken = ["tibet-chat-00000000", "tibet-chat-00000001"];
    const texts = taken.map((each) => `\n<!-- ${each} end -->\n\n<!-- ${each} complete -->\n`);
    const conversation = withTexts((message) => ({ ...message, text: texts.join("") }));
    const file = exportMarkdown(conversation);
    assert.equal(word.exec(file)?.[1], "tibet-chat-00000002");
    assert.deepEqual(imported(file), conversation);
    fc.assert(
      fc.property(anyConversation, (any) => {
        const boundary = word.exec(exportMarkdown(any))?.[1] ?? "";
        assert.ok(!JSON.stringify(any).includes(boundary));
      }),
    );
  });

  it("survives being exported again and again, itself the text of a conversation", () => {
    let conversation = sampleConversation;
    for (let round = 0; round < 4; round++) {
      const text = exportMarkdown(conversation);
      conversation = withTexts((message) => ({ ...message, text }));
      assert.deepEqual(imported(exportMarkdown(conversation)), conversation);
    }
  });
});

describe("an edited Markdown export", () => {
  const file = exportMarkdown(sampleConversation);
  const textsOf = ({ messages }: StoredConversation) => messages.map(({ text }) => text);

  it("comes in with the edited text, its line ends kept where they were all alike", () => {
    const edited = file.replace("What is this?\n", "What is that?\nTell me.\n");
    assert.equal(textsOf(imported(edited))[0], "What is that?\r\nTell me.\r\nSay it.");
    const mixed = exportMarkdown(withTexts((message) => ({ ...message, text: "a\r\nb\nc" })));
    assert.equal(textsOf(imported(mixed))[0], "a\r\nb\nc");
    assert.equal(textsOf(imported(mixed.replace("a\nb\n", "a\nB\n")))[0], "a\nB\nc");
  });

  it("takes an edited passage, summary and thought", () => {
    const [question, , another, next] = imported(
      file
        .replace("人人生而自由。\n", "人人生而自由，\n在尊严和权利上一律平等。\n")
        .replace("They talked.", "They talked.\n\n- a lot")
        .replaceAll("So…", "So?"),
    ).messages;
    assert.ok(question?.role === "user" && next?.role === "user");
    const passage = "```\n人人生而自由，\n在尊严和权利上一律平等。\n```\n";
    assert.equal(question.passages[0]?.text, passage);
    assert.deepEqual(next.background, { kind: "summary", text: "They talked.\n\n- a lot" });
    assert.equal(another?.role === "assistant" && another.thinking, "So?");
  });

  it("takes no notice of what is written around the marks", () => {
    const noted = `My notes:\n\n${file.replaceAll("\n## ", "\nA note.\n\n## ")}\nThe end.`;
    assert.deepEqual(imported(noted), sampleConversation);
  });

  it("may lose whole messages, if none that stays follows them", () => {
    const start = file.indexOf('<!-- tibet-chat-00000000 question {"at":3');
    const end = file.indexOf("# Other versions");
    const { messages } = imported(file.slice(0, start) + file.slice(end));
    assert.deepEqual(messages, sampleConversation.messages.slice(0, 3));
  });
});

describe("conversation as a document", () => {
  it("is the shown path as clean Markdown, without comments and thinking", () => {
    assert.equal(
      conversationDocument(sampleConversation),
      [
        "# བོད་ཡིག — “Notes”",
        ...["", "## You", "", "**notes.md:3–5**", "````markdown", "```", "人人生而自由。"],
        ...["```", "````", "", "What is this?\r\nSay it.", "", "## Tibet · 涉藏", ""],
        ...["Another:", "```python", "x = 1", "```", "", "## You", "", "And then?", ""],
        ...["## General", "", "Then", ""],
        "*127.0.0.1:1 stopped sending: no new text for 60 s. The reply is incomplete.*\n",
      ].join("\n"),
    );
  });

  it("follows the branch that is chosen", () => {
    const chosen = { "": "q1", q1: "r1.0" };
    const text = conversationDocument({ ...sampleConversation, chosen });
    assert.match(text, /One `answer`\.\n$/u);
    assert.doesNotMatch(text, /And then/u);
  });
});

describe("copy of a conversation", () => {
  it("has ids of its own and is the same otherwise", () => {
    fc.assert(
      fc.property(anyConversation, (conversation) => {
        const copy = renewIds(conversation);
        const old = new Set(conversation.messages.map(({ id }) => id).concat(conversation.id));
        assert.ok(!old.has(copy.id) && copy.messages.every(({ id }) => !old.has(id)));
        assert.deepEqual(imported(exportMarkdown(copy)), copy);
        assert.deepEqual(shape(copy), shape(conversation));
      }),
    );
  });
});

/** A conversation with the places of messages in place of their ids. */
function shape(conversation: StoredConversation): unknown {
  const places = new Map(conversation.messages.map(({ id }, place) => [id, place]));
  return {
    ...conversation,
    id: "",
    chosen: Object.entries(conversation.chosen)
      .map(([parent, child]) => [places.get(parent), places.get(child)])
      .sort(),
    messages: conversation.messages.map((message) => ({
      ...message,
      id: message.role === "user" ? "" : message.id.slice(message.id.lastIndexOf(".")),
      parent: places.get(message.parent ?? ""),
    })),
    path: restoreConversation(conversation).exchanges.map(({ question, chosen }) => [
      places.get(question.id),
      places.get(chosen?.id ?? ""),
    ]),
  };
}
