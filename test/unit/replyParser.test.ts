import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { ReplyParser } from "../../src/core/reply/replyParser.ts";
import { chunk, contentChunks, cutAt, parseReply } from "./parsedReply.ts";

const offsets = fc.array(fc.nat({ max: 100 }), { maxLength: 8 });
const word = fc.constantFrom("思", "བོད", "👨‍👩‍👧", "<think>", "</think>", "x", "\n");
const words = fc.array(word, { maxLength: 8 }).map((parts) => parts.join(""));

describe("reasoning in a field of its own", () => {
  const dialects: Readonly<Record<string, (text: string) => object>> = {
    reasoning: (text) => ({ reasoning: text }),
    reasoning_content: (text) => ({ reasoning_content: text }),
    "both with the same text": (text) => ({ reasoning: text, reasoning_content: text }),
    "reasoning_content beside a null": (text) => ({ reasoning: null, reasoning_content: text }),
  };
  for (const [name, delta] of Object.entries(dialects)) {
    it(`reads ${name}, however cut, and leaves tags in the answer alone`, () => {
      fc.assert(
        fc.property(words, words, offsets, offsets, (thought, answer, cuts, moreCuts) => {
          fc.pre(thought !== "" && answer !== "");
          const frames = [
            chunk({ role: "assistant", content: "" }),
            ...cutAt(thought, cuts).map((text) => chunk(delta(text))),
            ...contentChunks(cutAt(`\n\n${answer}`, moreCuts)),
            chunk({}, 0, "stop"),
          ];
          const { answers } = parseReply(frames);
          const text = answer.replace(/^\n+/, "");
          assert.deepEqual(answers, [{ thinking: thought, text, finish: "stop" }]);
        }),
      );
    });
  }

  it("reads both kinds of a whole completion", () => {
    const message = { role: "assistant", reasoning_content: "so", content: "\n\nyes" };
    const { answers } = parseReply([{ choices: [{ index: 0, message, finish_reason: "stop" }] }]);
    assert.deepEqual(answers, [{ thinking: "so", text: "yes", finish: "stop" }]);
  });
});

describe("an answer that came as reasoning", () => {
  const frames = (finish: string | null) => [
    chunk({ role: "assistant", content: "" }),
    chunk({ reasoning: "42", content: null }),
    chunk({}, 0, finish),
  ];

  it("is shown as the answer, labelled, when thinking was off and the server stopped", () => {
    const { answers, record } = parseReply(frames("stop"), { thinking: false });
    const expected = { text: "42", thinking: "", finish: "stop", cameAsThinking: true as const };
    assert.deepEqual(answers, [expected]);
    assert.equal(record.isComplete(0), true);
  });

  it("stays thinking when thinking was not off", () => {
    for (const thinking of [undefined, true]) {
      const { answers } = parseReply(frames("stop"), { thinking });
      assert.deepEqual(answers, [{ text: "", thinking: "42", finish: "stop" }]);
    }
  });

  it("stays thinking when it was cut or broke off", () => {
    for (const finish of ["length", null]) {
      const { answers } = parseReply(frames(finish), { thinking: false });
      assert.equal(answers[0]?.text, "");
      assert.equal(answers[0].thinking, "42");
    }
  });

  it("stays thinking when there is a text besides", () => {
    const { answers } = parseReply([chunk({ content: "yes" }), ...frames("stop")], {
      thinking: false,
    });
    assert.deepEqual(answers, [{ text: "yes", thinking: "42", finish: "stop" }]);
  });
});

describe("choices", () => {
  it("are told apart by their index, however they interleave", () => {
    const stream = fc.tuple(words, offsets).map(([text, cuts]) => ({ text, cuts }));
    const order = fc.array(fc.nat(2), { maxLength: 30 });
    fc.assert(
      fc.property(fc.tuple(stream, stream, stream), order, (streams, turns) => {
        const queues = streams.map(({ text, cuts }, index) =>
          contentChunks([text.slice(0, 1), ...cutAt(text.slice(1), cuts)], index),
        );
        const mixed = turns.flatMap((turn) => queues[turn]?.splice(0, 1) ?? []);
        const together = parseReply([...mixed, ...queues.flat()], { n: 3 }).answers;
        streams.forEach(({ text }, index) => {
          const alone = parseReply(contentChunks([text])).answers[0];
          const empty = { text: "", thinking: "" };
          assert.deepEqual(together[index] ?? empty, alone ?? empty);
        });
      }),
    );
  });

  it("past the number asked for are ignored", () => {
    const { answers } = parseReply([...contentChunks(["no"], 1), ...contentChunks(["yes"], 0)]);
    assert.deepEqual(answers, [{ text: "yes", thinking: "" }]);
  });

  it("may come several in a frame", () => {
    const choices = [
      { index: 1, delta: { content: "b" } },
      { index: 0, delta: { content: "a" } },
    ];
    const { answers } = parseReply([{ choices }], { n: 2 });
    assert.deepEqual(
      answers.map(({ text }) => text),
      ["a", "b"],
    );
  });
});

describe("finish", () => {
  it("keeps the first of several reasons and names unknown ones other", () => {
    const reasonOf = (...reasons: string[]) =>
      parseReply(reasons.map((reason) => chunk({}, 0, reason))).answers[0]?.finish;
    assert.equal(reasonOf("stop", "length"), "stop");
    assert.equal(reasonOf("length"), "length");
    assert.equal(reasonOf("content_filter"), "content_filter");
    assert.equal(reasonOf("tool_calls"), "other");
    assert.equal(reasonOf("constructor"), "other");
  });

  const after = (...frames: object[]) => {
    const parser = new ReplyParser(2, undefined);
    for (const frame of frames) parser.push(frame);
    return { finished: parser.finished, inThinking: parser.inThinking };
  };

  it("is there once every choice that began said so", () => {
    const stop = (index: number) => chunk({}, index, "stop");
    assert.equal(after().finished, false);
    assert.equal(after(chunk({ content: "a" })).finished, false);
    assert.equal(after(chunk({ content: "a" }), stop(0)).finished, true);
    assert.equal(after(chunk({ content: "a" }), chunk({}, 1), stop(0)).finished, false);
    assert.equal(after(chunk({ content: "a" }), chunk({}, 1), stop(0), stop(1)).finished, true);
  });

  it("inside a block of thinking is no end, unless the limit of tokens was reached", () => {
    const open = chunk({ content: "<think>so" });
    assert.deepEqual(after(open, chunk({}, 0, "stop")), { finished: false, inThinking: true });
    assert.deepEqual(after(open, chunk({}, 0, "length")), { finished: true, inThinking: true });
    const closed = after(open, chunk({ content: "</think>yes" }, 0, "stop"));
    assert.deepEqual(closed, { finished: true, inThinking: false });
  });

  it("is missing inside thinking that came in its own field", () => {
    assert.equal(after(chunk({ reasoning: "so" })).inThinking, true);
    assert.equal(after(chunk({ reasoning: "so" }), chunk({ content: "\n" })).inThinking, true);
    assert.equal(after(chunk({ reasoning: "so" }), chunk({ content: "yes" })).inThinking, false);
  });
});
