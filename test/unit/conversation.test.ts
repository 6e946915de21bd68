import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { answerId, Conversation, type Reply } from "../../src/core/conversation/conversation.ts";
import type { ModelEndpoint } from "../../src/core/settings/endpoint.ts";
import { buildMessages } from "../../src/core/prompt/prompt.ts";
import {
  restoreConversation,
  storeHead,
  storeQuestion,
  storeReply,
  type StoredConversation,
} from "../../src/core/conversation/storedConversation.ts";

const endpoint: ModelEndpoint = {
  key: "tibet",
  label: "Tibet",
  baseUrl: "http://127.0.0.1:1/v1",
  model: "m",
  temperature: 0.3,
};

/** Gives a reply one answer, with a thought, and ends it. */
function finish(reply: Reply, ...texts: string[]): void {
  texts.forEach((text, choice) => {
    reply.record.receive({ type: "thinking", choice, text: "secret thought" });
    if (text !== "") reply.record.receive({ type: "text", choice, text });
  });
  reply.record.end({ status: "done" });
}

/** Asks and has it answered; returns the ids of question and reply. */
function turn(conversation: Conversation, text: string, ...answers: string[]) {
  const question = conversation.ask({ text, passages: [] });
  const { reply } = conversation.reply(question.id, endpoint);
  finish(reply, ...answers);
  return { question: question.id, reply };
}

function path(conversation: Conversation): string[] {
  return conversation.exchanges.map(
    ({ question, chosen }) => `${question.text} ${chosen?.answer?.text ?? "–"}`,
  );
}

function prompt(conversation: Conversation, question: string): string[] {
  const { turns } = conversation.prompt(question);
  return turns.map(({ question: asked, answer }) => `${asked} ${answer ?? "?"}`);
}

describe("conversation", () => {
  it("asks with the questions and answers so far, the last question open", () => {
    const conversation = new Conversation();
    turn(conversation, "一", "1");
    const { id } = conversation.ask({ text: "二", passages: [] });
    assert.deepEqual(prompt(conversation, id), ["一 1", "二 ?"]);
  });

  it("never sends thinking back", () => {
    const conversation = new Conversation();
    turn(conversation, "一", "1");
    turn(conversation, "二", "");
    const { id } = conversation.ask({ text: "三", passages: [] });
    const sent = JSON.stringify(buildMessages(endpoint, conversation.prompt(id)));
    assert.doesNotMatch(sent, /thought/);
  });

  it("leaves questions without an answer out, so that the roles alternate", () => {
    const conversation = new Conversation();
    turn(conversation, "failed");
    turn(conversation, "only thought", "");
    turn(conversation, "一", "1");
    turn(conversation, "failed again");
    const { id } = conversation.ask({ text: "二", passages: [] });
    const roles = buildMessages(endpoint, conversation.prompt(id)).map(({ role }) => role);
    assert.deepEqual(roles, ["user", "assistant", "user"]);
  });

  it("goes on from the chosen one of several answers", () => {
    const conversation = new Conversation();
    const { reply } = turn(conversation, "一", "first", "second");
    assert.deepEqual(path(conversation), ["一 first"]);
    assert.ok(conversation.choose(answerId(reply, 1)));
    const { id } = conversation.ask({ text: "二", passages: [] });
    assert.deepEqual(prompt(conversation, id), ["一 second", "二 ?"]);
    conversation.choose(answerId(reply, 0));
    assert.deepEqual(path(conversation), ["一 first"]);
    conversation.choose(answerId(reply, 1));
    assert.deepEqual(path(conversation), ["一 second", "二 –"]);
  });

  it("keeps an edited question's first version with all that followed it", () => {
    const conversation = new Conversation();
    turn(conversation, "一", "1");
    const second = turn(conversation, "二", "2");
    turn(conversation, "三", "3");
    const { parent } = conversation.find(second.question)?.question ?? {};
    const edited = conversation.ask({ text: "two", passages: [] }, parent);
    assert.deepEqual(path(conversation), ["一 1", "two –"]);
    assert.deepEqual(conversation.exchanges.at(-1)?.siblings, [second.question, edited.id]);
    conversation.choose(second.question);
    assert.deepEqual(path(conversation), ["一 1", "二 2", "三 3"]);
  });

  it("keeps every answer when a question is asked again, and lets empty ones give way", () => {
    const conversation = new Conversation();
    const { question } = turn(conversation, "一", "first");
    const failed = conversation.reply(question, endpoint);
    failed.reply.record.end({ status: "stopped" });
    const again = conversation.reply(question, endpoint);
    assert.deepEqual(again.withdrawn, [answerId(failed.reply, 0)]);
    finish(again.reply, "second");
    const versions = conversation.find(question)?.versions.map(({ answer }) => answer?.text);
    assert.deepEqual(versions, ["first", "second"]);
    assert.deepEqual(path(conversation), ["一 second"]);
  });

  it("keeps an empty reply behind which something was asked", () => {
    const conversation = new Conversation();
    const { question, reply } = turn(conversation, "failed");
    turn(conversation, "later", "1");
    assert.deepEqual(conversation.reply(question, endpoint).withdrawn, []);
    conversation.choose(answerId(reply, 0));
    assert.deepEqual(path(conversation), ["failed –", "later 1"]);
  });

  it("goes on with a cut answer in a version of its own", () => {
    const conversation = new Conversation();
    const { question, reply } = turn(conversation, "一", "Half of");
    const cut = reply.record.answers[0];
    assert.ok(cut);
    const { reply: more } = conversation.reply(question, endpoint, { ...cut, finish: "length" });
    assert.equal(more.record.answers[0]?.finish, undefined);
    more.record.receive({ type: "text", choice: 0, text: " it" });
    more.record.end({ status: "done" });
    assert.equal(cut.text, "Half of");
    const versions = conversation.find(question)?.versions.map(({ answer }) => answer?.text);
    assert.deepEqual(versions, ["Half of", "Half of it"]);
    const { reply: none } = conversation.reply(question, endpoint, cut);
    none.record.end({ status: "stopped" });
    assert.equal(none.record.isEmpty, true);
  });

  it("asks without the turns before, or with a summary of them", () => {
    const conversation = new Conversation();
    turn(conversation, "一", "1");
    const alone = conversation.ask({ text: "二", passages: [], background: { kind: "none" } });
    finish(conversation.reply(alone.id, endpoint).reply, "2");
    assert.deepEqual(prompt(conversation, alone.id), ["二 ?"]);
    const background = { kind: "summary", text: "In short." } as const;
    const summed = conversation.ask({ text: "三", passages: [], background });
    assert.deepEqual(conversation.prompt(summed.id).summary, "In short.");
    finish(conversation.reply(summed.id, endpoint).reply, "3");
    const last = conversation.ask({ text: "四", passages: [] });
    assert.deepEqual(prompt(conversation, last.id), ["三 3", "四 ?"]);
    const [system] = buildMessages({ systemPrompt: "Be brief." }, conversation.prompt(last.id));
    assert.equal(system?.role, "system");
    assert.match(system.content, /^Be brief\.[^]*In short\.$/u);
  });

  it("reveals a message on another branch with all that it follows", () => {
    const conversation = new Conversation();
    const first = turn(conversation, "一", "1");
    const deep = turn(conversation, "二", "2");
    conversation.ask({ text: "other", passages: [] }, "");
    assert.deepEqual(path(conversation), ["other –"]);
    conversation.reveal(answerId(deep.reply, 0));
    assert.deepEqual(path(conversation), ["一 1", "二 2"]);
    assert.equal(conversation.choose("none"), false);
    assert.equal(conversation.find(first.question)?.question.text, "一");
    assert.equal(conversation.findAnswer("none.0"), undefined);
  });

  it("is named by how it began", () => {
    const conversation = new Conversation();
    turn(conversation, "  What\nis\tthis?  ", "1");
    turn(conversation, "Later", "2");
    assert.equal(conversation.title, "What is this?");
    const long = new Conversation();
    turn(long, "བོད་".repeat(100), "1");
    assert.ok(long.title.length < 200);
    assert.match(long.title, /…$/u);
  });
});

/** What a person may do; a number picks among what there is. */
interface Step {
  readonly act: "ask" | "edit" | "answer" | "choose";
  readonly at: number;
  /** What is said: the first text is the question's. */
  readonly texts: readonly string[];
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom("ask", "edit", "answer", "choose"),
  at: fc.nat(),
  texts: fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
});

describe("a conversation under any use", () => {
  const one = (list: readonly string[], at: number) => list[at % Math.max(1, list.length)];

  function apply(conversation: Conversation, steps: readonly Step[]): void {
    for (const each of steps) {
      const questions = conversation.questions.map(({ id }) => id);
      const [text = ""] = each.texts;
      if (each.act === "ask") {
        conversation.ask({ text, passages: [] });
        continue;
      }
      const question = one(questions, each.at);
      if (question === undefined) continue;
      const exchange = conversation.find(question);
      if (each.act === "edit") {
        conversation.ask({ text, passages: [] }, exchange?.question.parent ?? "");
      } else if (each.act === "answer") {
        finish(conversation.reply(question, endpoint).reply, ...each.texts);
      } else {
        const version = one(exchange?.versions.map(({ id }) => id) ?? [], each.at);
        conversation.choose(version ?? question);
      }
    }
  }

  function store(conversation: Conversation): StoredConversation {
    const messages = conversation.questions.flatMap((question) => [
      storeQuestion(question),
      ...question.replies.flatMap((reply) => storeReply(reply, question.id)),
    ]);
    return { ...storeHead(conversation, false), messages };
  }

  it("never loses a word that a model said", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.array(step, { maxLength: 5 }), (a, b) => {
        const conversation = new Conversation();
        const said = () =>
          conversation.questions.flatMap(({ replies }) =>
            replies.flatMap(({ record }) => record.answers.map(({ text }) => text)),
          );
        apply(conversation, a);
        const before = said().filter((text) => text !== "");
        apply(conversation, b);
        const after = said();
        for (const text of before) assert.ok(after.includes(text));
      }),
    );
  });

  it("comes back from the history as it was", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const conversation = new Conversation();
        apply(conversation, steps);
        const restored = restoreConversation(store(conversation));
        assert.deepEqual(path(restored), path(conversation));
        assert.deepEqual(store(restored), store(conversation));
      }),
    );
  });

  it("comes back as interrupted where a reply was on its way", () => {
    const conversation = new Conversation();
    const { id } = conversation.ask({ text: "一", passages: [] });
    const { reply } = conversation.reply(id, endpoint);
    reply.record.receive({ type: "text", choice: 0, text: "Half" });
    const restored = restoreConversation(store(conversation));
    const version = restored.exchanges[0]?.chosen;
    assert.equal(version?.answer?.text, "Half");
    assert.deepEqual(version.reply.record.outcome, {
      status: "failed",
      fault: { kind: "interrupted", host: "127.0.0.1:1" },
    });
    assert.equal(version.reply.record.isComplete(0), false);
  });
});
