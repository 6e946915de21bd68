import fc from "fast-check";
import type { ModelStamp, RequestParameters } from "../../src/core/settings/endpoint.ts";
import type { Fault } from "../../src/core/reply/fault.ts";
import type { Passage } from "../../src/core/prompt/passage.ts";
import type { Outcome } from "../../src/core/reply/reply.ts";
import type {
  StoredAnswer,
  StoredConversation,
  StoredMessage,
  StoredQuestion,
} from "../../src/core/conversation/storedConversation.ts";

type Optional<T> = { [Name in keyof T]?: fc.Arbitrary<T[Name]> };

/** A value with all of some fields and any of others. */
function withOptional<Needed extends object, Extra extends object>(
  needed: fc.Arbitrary<Needed>,
  extra: Optional<Extra>,
): fc.Arbitrary<Needed & Extra> {
  const some = fc.record(extra as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: [] });
  return fc.tuple(needed, some).map(([fields, more]) => ({ ...fields, ...more }) as Needed & Extra);
}

const pieces = fc.constantFrom(
  ...["\n", "\r\n", "\r", "\n\n\n", " ", "\t", "\0", "\u0007", "\u2028", "\uFEFF", "\x85"],
  ...["```", "````", "\n```\n", "~~~~", "--", "-->", "<!--", "<!-- end -->", "`", "\n> ", "\n# "],
  ...["<!-- tibet-chat-00000000 end -->", "\n<!-- tibet-chat-00000001 complete -->\n"],
  ...["\n<!-- tibet-model-chat {} -->\n", "</details>", "__proto__", "constructor", "\\u002d"],
  ...["བོད་ཡིག", "༄༅།། ", "人人生而自由。", "👩‍👩‍👧", "🏔", "é", "\uD800", "\uDC00", "“x”"],
);

/** Any text: of several scripts, with everything that a file could stumble over. */
const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(pieces, fc.string({ unit: "binary", maxLength: 6 })), { maxLength: 8 })
  .map((parts) => parts.join(""));

const anyId = fc.stringMatching(/^[A-Za-z0-9][\w-]{0,9}$/u);
const anyTime = fc.nat({ max: 4e12 });
const anyAmount = fc.double({ min: 0, max: 1e9, noNaN: true }).map((value) => value + 0);

const anyParameters: fc.Arbitrary<RequestParameters> = fc.record(
  {
    systemPrompt: anyText,
    temperature: fc.constantFrom(0, 0.7, 2),
    topP: fc.constantFrom(0.01, 0.95, 1),
    n: fc.integer({ min: 1, max: 16 }),
    maxTokens: fc.integer({ min: 1, max: 1e6 }),
    thinking: fc.boolean(),
    stream: fc.boolean(),
  },
  { requiredKeys: [] },
);

const anyPassage: fc.Arbitrary<Passage> = withOptional(
  fc.record({
    id: anyId,
    kind: fc.constantFrom<Passage["kind"]>(
      ...(["selection", "file", "folder", "openEditors", "problems", "clipboard"] as const),
      "dropped",
    ),
    name: anyText,
    languageId: fc.oneof(fc.constantFrom("plaintext", "c++", ""), anyText),
    text: anyText,
  }),
  {
    uri: anyText,
    lines: fc.record({
      first: fc.integer({ min: 1, max: 9 }),
      last: fc.integer({ min: 9, max: 99 }),
    }),
    part: fc.record({
      index: fc.integer({ min: 1, max: 3 }),
      count: fc.integer({ min: 3, max: 9 }),
    }),
    trimmed: fc.constant(true as const),
  },
);

const anyModel: fc.Arbitrary<ModelStamp> = fc.record({
  key: anyText,
  label: anyText,
  model: anyText,
  host: anyText,
  parameters: anyParameters,
});

const host = anyText;
const detail = anyText;
const status = fc.integer({ min: 100, max: 599 });
const anyFault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("unreachable" as const, "tls" as const, "connectionLost" as const),
    host,
    cause: anyText,
  }),
  fc.record({
    kind: fc.constant("wrongScheme"),
    host,
    suggested: fc.constantFrom("http", "https"),
  }),
  fc.record({
    kind: fc.constantFrom("unauthorized" as const, "badRequest" as const, "serverError" as const),
    ...{ host, status, detail },
  }),
  withOptional(fc.record({ kind: fc.constant("notFound"), host, model: anyText, detail }), {
    available: fc.array(anyText, { maxLength: 3 }),
  }),
  withOptional(fc.record({ kind: fc.constant("promptTooLong"), host, detail }), {
    limit: fc.nat(),
    requested: fc.nat(),
  }),
  withOptional(fc.record({ kind: fc.constant("rateLimited"), host }), {
    ...{ retryAfter: fc.nat(), tries: fc.nat() },
  }),
  fc.record({
    kind: fc.constantFrom("firstByteTimeout" as const, "stalled" as const),
    host,
    seconds: anyAmount,
  }),
  fc.record({
    kind: fc.constantFrom(
      "notAModelEndpoint" as const,
      "modelError" as const,
      "malformed" as const,
    ),
    ...{ host, detail },
  }),
  withOptional(fc.record({ kind: fc.constant("replyTooLarge"), host, limit: fc.nat() }), {
    setting: fc.constantFrom("frameLimit" as const, "replyLimit" as const),
  }),
  fc.record({ kind: fc.constant("redirected"), host, target: anyText }),
  fc.record({ kind: fc.constant("incomplete"), host, inThinking: fc.boolean() }),
  fc.record({ kind: fc.constantFrom("interrupted" as const, "invalidToken" as const), host }),
);

const anyOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constantFrom<Outcome>({ status: "done" }, { status: "stopped" }),
  anyFault.map((fault): Outcome => ({ status: "failed", fault })),
);

type QuestionFields = Omit<StoredQuestion, "role" | "id" | "parent">;
const anyQuestion: fc.Arbitrary<QuestionFields> = fc.record({
  text: anyText,
  passages: fc.array(anyPassage, { maxLength: 2 }),
  background: fc.oneof(
    fc.constantFrom<StoredQuestion["background"]>({ kind: "turns" }, { kind: "none" }),
    anyText.map((text) => ({ kind: "summary" as const, text })),
  ),
  sentAt: anyTime,
});

type AnswerFields = Omit<StoredAnswer, "role" | "id" | "parent">;
const anyAnswer: fc.Arbitrary<AnswerFields> = withOptional(
  fc.record({
    ...{ text: anyText, thinking: anyText, model: anyModel, sentAt: anyTime },
    outcome: anyOutcome,
  }),
  {
    finish: fc.constantFrom("stop", "length", "content_filter", "other"),
    thinkingTime: anyAmount,
    cameAsThinking: fc.constant(true as const),
    usage: fc.record({ promptTokens: fc.nat(), completionTokens: fc.nat(), totalTokens: fc.nat() }),
  },
);

/** A question or a reply, and which of the messages before it that it could follow it follows. */
type Step =
  | { readonly place: number; readonly question: QuestionFields }
  | { readonly place: number; readonly answers: readonly AnswerFields[] };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ place: fc.nat(), question: anyQuestion }),
  fc.record({ place: fc.nat(), answers: fc.array(anyAnswer, { minLength: 1, maxLength: 3 }) }),
);

function messagesOf(steps: readonly Step[]): StoredMessage[] {
  const messages: StoredMessage[] = [];
  for (const [number, step] of steps.entries()) {
    const questions = messages.filter(({ role }) => role === "user");
    const answers = messages.filter(({ role }) => role === "assistant");
    if ("question" in step) {
      const parent = [undefined, ...answers][step.place % (answers.length + 1)]?.id;
      const fields = parent === undefined ? {} : { parent };
      messages.push({ role: "user", id: `q${number}`, ...fields, ...step.question });
      continue;
    }
    const parent = questions[step.place % Math.max(1, questions.length)]?.id;
    if (parent === undefined) continue;
    for (const [choice, answer] of step.answers.entries()) {
      messages.push({ role: "assistant", id: `r${number}.${choice}`, parent, ...answer });
    }
  }
  return messages;
}

/** Any conversation that the panel could have made: branches, several answers, every outcome. */
export const anyConversation: fc.Arbitrary<StoredConversation> = fc
  .tuple(anyQuestion, fc.array(anyStep, { maxLength: 8 }))
  .map(([question, steps]) => messagesOf([{ place: 0, question }, ...steps]))
  .chain((messages) => {
    const parents = new Map(messages.map(({ id, parent = "" }) => [id, parent]));
    const chosen = fc
      .subarray([...parents.keys()])
      .map((ids) => Object.fromEntries(ids.map((id) => [parents.get(id) ?? "", id])));
    const head = fc.record({
      ...{ id: anyId, createdAt: anyTime, title: anyText, pinned: fc.boolean() },
      ...{ parameters: anyParameters, chosen, messages: fc.constant(messages) },
    });
    return withOptional(head, { modelKey: anyText });
  })
  // Objects without a prototype, which fast-check makes now and then, become plain ones.
  .map((conversation) => structuredClone(conversation));
