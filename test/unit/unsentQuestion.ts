import fc from "fast-check";
import type { QuestionDraft } from "../../src/core/conversation/conversation.ts";
import type { Passage } from "../../src/core/prompt/passage.ts";
import type { Turn } from "../../src/core/prompt/prompt.ts";
import type { FitEndpoint, UnsentQuestion } from "../../src/core/fit/promptFit.ts";

const sentences = [
  ...["人人生而自由，在尊严和权利上一律平等。", "他们赋有理性和良心。", "字"],
  ...["བོད་ཡིག་གི་སྐད་ཡིག་ཡོད། །", "འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས། "],
  ...["All human beings are born free. ", "x = 1\n", "```js\nf();\n```\n", "\r\n", "\n\n", "👨‍👩‍👧"],
];

/** A text of many sentences in several scripts. */
export const longText = (most: number) =>
  fc
    .array(fc.constantFrom(...sentences), { maxLength: most, size: "max" })
    .map((parts) => parts.join(""));

export function passage(text: string, fields: Partial<Passage> = {}): Passage {
  return { id: "p", kind: "file", name: "a.md", languageId: "markdown", text, ...fields };
}

export function unsent(
  draft: Partial<QuestionDraft>,
  endpoint: Partial<FitEndpoint>,
  turns: readonly Turn[] = [],
): UnsentQuestion {
  return {
    draft: { text: "Translate.", passages: [], ...draft },
    earlier: { turns },
    endpoint: { label: "Tibet", ...endpoint },
    scale: 1,
  };
}

const anyPassage = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom("file", "selection", "clipboard"),
  name: fc.constantFrom("a.md", "བོད.txt", "文.txt"),
  languageId: fc.constant("markdown"),
  text: longText(60),
}) satisfies fc.Arbitrary<Passage>;

const anyTurn = fc.record({
  question: longText(4),
  passages: fc.array(anyPassage, { maxLength: 1 }),
  answer: longText(40),
});

/** Questions with windows that some of them fit and some do not. */
export const anyUnsent: fc.Arbitrary<UnsentQuestion> = fc.record({
  draft: fc.record({
    text: longText(4),
    passages: fc.array(anyPassage, { maxLength: 4, size: "max" }),
  }),
  earlier: fc.oneof(
    fc.record({ turns: fc.array(anyTurn, { maxLength: 4 }) }),
    fc.record({ turns: fc.array(anyTurn, { maxLength: 4 }), summary: longText(4) }),
  ),
  endpoint: fc.record(
    {
      label: fc.constant("Tibet"),
      systemPrompt: longText(2),
      thinking: fc.boolean(),
      maxTokens: fc.integer({ min: 1, max: 600 }),
      contextWindow: fc.integer({ min: 100, max: 2000 }),
    },
    { requiredKeys: ["label", "contextWindow"] },
  ),
  scale: fc.double({ min: 0.5, max: 2, noNaN: true }),
});
