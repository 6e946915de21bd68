import type { QuestionDraft } from "../conversation/conversation.ts";
import type { Passage } from "../prompt/passage.ts";
import { passageParts } from "../prompt/passageParts.ts";
import {
  fits,
  measureText,
  overflowOf,
  roomForPrompt,
  sizeOf,
  withDraft,
  type UnsentQuestion,
} from "./promptFit.ts";
import { trimText } from "../text/textDivision.ts";

export interface TrimPlan {
  /** The question with its longest passages trimmed and marked so. */
  readonly draft: QuestionDraft;
  /** The passages that are trimmed, as they are now. */
  readonly trimmed: readonly Passage[];
  /** Tokens of their texts before and after. */
  readonly from: number;
  readonly to: number;
}

/** How often the trimming is mended where bounds and roundings took more than was thought. */
const mostAttempts = 8;

/**
 * Trims the longest passages of a question, all of them to the same length, so that its prompt
 * fits. What the person typed and what was said before stays whole. Undefined where it fits as it
 * is, and where a passage would lose all of its text.
 */
export function planTrim(unsent: UnsentQuestion): TrimPlan | undefined {
  const { draft, endpoint, scale } = unsent;
  if (fits(unsent)) return undefined;
  const measure = (text: string) => measureText(text, scale);
  const sizes = draft.passages.map(({ text }) => measure(text));
  const emptied = draft.passages.map((passage) => trimmedTo(passage, ""));
  let room = roomForPrompt(endpoint) - sizeOf(withDraft(unsent, { passages: emptied })).tokens;
  for (let attempt = 0; attempt < mostAttempts && room > 0; attempt++) {
    const level = commonLevel(sizes, room);
    const passages = draft.passages.map((passage, index) =>
      (sizes[index] ?? 0) <= level
        ? passage
        : trimmedTo(passage, trimText(passage.text, level, measure)),
    );
    const trimmed = passages.filter((passage, index) => passage !== draft.passages[index]);
    if (trimmed.some(({ text }) => text === "")) return undefined;
    const over = overflowOf(sizeOf(withDraft(unsent, { passages })));
    if (over === 0) {
      const cut = draft.passages.filter((passage) => !passages.includes(passage));
      return {
        draft: { ...draft, passages },
        trimmed,
        from: tokensOf(cut, scale),
        to: tokensOf(trimmed, scale),
      };
    }
    room -= over;
  }
  return undefined;
}

/** The length to which those that are longer have to come down for all to fit together. */
function commonLevel(sizes: readonly number[], room: number): number {
  let left = room;
  const ascending = sizes.toSorted((one, other) => one - other);
  for (const [index, size] of ascending.entries()) {
    const share = left / (ascending.length - index);
    if (size > share) return share;
    left -= size;
  }
  return Infinity;
}

function trimmedTo(passage: Passage, text: string): Passage {
  const [part = passage] = passageParts(passage, [text]);
  return { ...part, trimmed: true };
}

function tokensOf(passages: readonly Passage[], scale: number): number {
  return Math.ceil(passages.reduce((sum, { text }) => sum + measureText(text, scale), 0));
}
