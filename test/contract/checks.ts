import assert from "node:assert/strict";
import type { Fault } from "../../src/core/reply/fault.ts";
import type { ChatMessage, Outcome } from "../../src/core/reply/reply.ts";
import type { Reply, Target } from "./target.ts";

/** One promise of an OpenAI-compatible server, put to the test. */
export interface Check {
  readonly title: string;
  /** Rejects where the server breaks the promise; returns why where it never gave it. */
  run(target: Target): Promise<Skip | undefined>;
}

interface Skip {
  readonly reason: string;
}

const user = (content: string): ChatMessage => ({ role: "user", content });
const short = [user("Say hello in Chinese and in Tibetan, in one sentence each.")];
const long = [user("Count from 1 to 500 in words, one number a line.")];

/** Longest time from Stop to its outcome, in milliseconds. */
const stopLimit = 500;

export const checks: readonly Check[] = [
  {
    title: "lists its models, the one asked for among them",
    async run(target) {
      const probe = await target.probe();
      assert.equal(probe.status, "reachable", JSON.stringify(probe));
      assert.ok(probe.models.includes(target.model), `It has ${probe.models.join(", ")}.`);
      return undefined;
    },
  },
  {
    title: "refuses a wrong token",
    async run(target) {
      if (!target.hasToken) return { reason: "no token was given" };
      const wrong = "wrong-token-of-the-contract";
      const probe = await target.probe(wrong);
      const { outcome } = await target.ask({ messages: short, token: wrong, maxTokens: 1 });
      if (probe.status === "reachable" && outcome.status === "done") {
        return { reason: "the server takes any token" };
      }
      assert.equal(probe.status === "failed" && probe.fault.kind, "unauthorized");
      assert.equal(faultOf(outcome)?.kind, "unauthorized");
      return undefined;
    },
  },
  {
    title: "streams an answer in several pieces and says why it finished",
    async run(target) {
      const reply = await target.ask({ messages: short, thinking: false });
      assertAnswered(reply);
      assert.equal(reply.events[0]?.type, "open");
      assert.ok(reply.events.filter(({ type }) => type === "text").length > 1);
      assert.deepEqual(reply.finishes, ["stop"]);
      return undefined;
    },
  },
  {
    title: "answers in one piece without a stream",
    async run(target) {
      const reply = await target.ask({ messages: short, thinking: false, stream: false });
      assertAnswered(reply);
      assert.deepEqual(reply.finishes, ["stop"]);
      return undefined;
    },
  },
  {
    title: "stops in the middle of an answer",
    async run(target) {
      const stopAt = ({ type }: { type: string }): boolean => type === "text";
      const reply = await target.ask({ messages: long, thinking: false, stopAt });
      assert.deepEqual(reply.outcome, { status: "stopped" });
      assert.ok((reply.stoppedAfter ?? Infinity) < stopLimit, `after ${reply.stoppedAfter} ms`);
      return undefined;
    },
  },
  {
    title: "gives two answers for n = 2",
    async run(target) {
      const reply = await target.ask({ messages: short, thinking: false, n: 2 });
      if (faultOf(reply.outcome)?.kind === "badRequest") return { reason: "it refuses n" };
      assertAnswered(reply);
      if (reply.texts.length === 1) return { reason: "it gives one answer whatever n says" };
      assert.ok(reply.texts[0] && reply.texts[1]);
      assert.deepEqual(reply.finishes, ["stop", "stop"]);
      return undefined;
    },
  },
  {
    title: "keeps its thinking apart from the answer",
    async run(target) {
      const reply = await target.ask({ messages: short, thinking: true });
      assertAnswered(reply);
      assert.doesNotMatch(reply.texts[0] ?? "", /<\/?think>/u);
      const thinking = reply.thinking[0]?.trim() ?? "";
      if (thinking === "") return { reason: "the model does not think" };
      assert.ok(!reply.texts[0]?.includes(thinking), "The answer holds the thinking.");
      return undefined;
    },
  },
  {
    title: "does not think when told not to",
    async run(target) {
      const reply = await target.ask({ messages: short, thinking: false });
      assertAnswered(reply);
      assert.deepEqual(reply.thinking, []);
      return undefined;
    },
  },
  {
    title: "counts the tokens used",
    async run(target) {
      const { usage, ...reply } = await target.ask({ messages: short, thinking: false });
      assertAnswered(reply);
      assert.ok(usage, "It sent no usage.");
      assert.ok(usage.promptTokens > 0 && usage.completionTokens > 0);
      assert.equal(usage.totalTokens, usage.promptTokens + usage.completionTokens);
      return undefined;
    },
  },
  {
    title: "ends at max_tokens and says so",
    async run(target) {
      const reply = await target.ask({ messages: long, thinking: false, maxTokens: 8 });
      assertAnswered(reply);
      assert.deepEqual(reply.finishes, ["length"]);
      assert.ok((reply.usage?.completionTokens ?? 0) <= 8);
      return undefined;
    },
  },
  {
    title: "does not know an unknown model",
    async run(target) {
      const unknown = "no-such-model-of-the-contract";
      const { outcome } = await target.ask({ messages: short, model: unknown, maxTokens: 1 });
      if (outcome.status === "done") return { reason: "it answers under any name" };
      const fault = faultOf(outcome);
      assert.equal(fault?.kind, "notFound", JSON.stringify(fault));
      assert.equal(fault.model, unknown);
      return undefined;
    },
  },
  {
    title: "refuses a temperature of 3",
    async run(target) {
      const question = { messages: short, thinking: false, maxTokens: 1, temperature: 3 };
      const { outcome } = await target.ask(question);
      if (outcome.status === "done") return { reason: "it takes a temperature of 3" };
      assert.equal(faultOf(outcome)?.kind, "badRequest", JSON.stringify(outcome));
      return undefined;
    },
  },
  {
    title: "answers a follow-up",
    async run(target) {
      const first = await target.ask({ messages: short, thinking: false });
      assertAnswered(first);
      const answer: ChatMessage = { role: "assistant", content: first.texts[0] ?? "" };
      const messages = [...short, answer, user("Now only in Tibetan.")];
      const second = await target.ask({ messages, thinking: false });
      assertAnswered(second);
      if (first.usage && second.usage) {
        assert.ok(second.usage.promptTokens > first.usage.promptTokens, "It got one turn only.");
      }
      return undefined;
    },
  },
];

function assertAnswered({ outcome, texts }: Pick<Reply, "outcome" | "texts">): void {
  assert.deepEqual(outcome, { status: "done" });
  assert.ok(texts[0]?.trim(), "The answer is empty.");
}

function faultOf(outcome: Outcome): Fault | undefined {
  return outcome.status === "failed" ? outcome.fault : undefined;
}
