import type { QuestionDraft } from "../conversation/conversation.ts";
import type { Passage } from "../prompt/passage.ts";
import { passageParts } from "../prompt/passageParts.ts";
import {
  fits,
  longestPassage,
  measureText,
  overflowOf,
  roomForPrompt,
  sizeOf,
  withDraft,
  type UnsentQuestion,
} from "./promptFit.ts";
import { divideText } from "../text/textDivision.ts";

/** More questions than that nobody wants to ask in a row. */
const mostParts = 200;
/** How often a division is mended where titles, fences and roundings took more than was thought. */
const mostAttempts = 5;

/**
 * The same question asked in order of one part of its passages after the other, each without the
 * turns before, so that each fits. The longest passage is divided and the others go with each part;
 * where those take more than half of the room, every question gets the passages that come next, one
 * that is too long alone divided. The text of all parts is the text of the passages.
 *
 * @returns 2 to 200 questions; undefined where the question fits as it is, where leaving out the
 *   earlier turns is enough, and where there is no such division.
 */
export function planParts(unsent: UnsentQuestion): QuestionDraft[] | undefined {
  if (fits(unsent)) return undefined;
  const alone = withDraft(unsent, { background: { kind: "none" } });
  const longest = longestPassage(unsent.draft.passages);
  if (longest === undefined || fits(alone)) return undefined;
  const others = unsent.draft.passages.filter((passage) => passage !== longest);
  const spare = roomBeside(alone, longest, []);
  const drafts =
    roomBeside(alone, longest, others) >= spare / 2
      ? divided(alone, longest, others)
      : inOrder(alone);
  const isSound = drafts !== undefined && drafts.length >= 2 && drafts.length <= mostParts;
  return isSound ? drafts : undefined;
}

/** A question for each part of a passage, the other passages with all of them. */
function divided(
  alone: UnsentQuestion,
  passage: Passage,
  others: readonly Passage[],
): QuestionDraft[] | undefined {
  const measure = (text: string) => measureText(text, alone.scale);
  let room = roomBeside(alone, passage, others);
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    if (room <= 0 || measure(passage.text) > room * mostParts) return undefined;
    const parts = passageParts(passage, divideText(passage.text, room, measure));
    const asked = parts.map((part, index) => {
      const numbered = { ...part, part: { index: index + 1, count: parts.length } };
      return withDraft(alone, { passages: inPlaceOf(alone, passage, numbered, others) });
    });
    const over = asked.reduce((most, each) => Math.max(most, overflowOf(sizeOf(each))), 0);
    if (over === 0) return asked.map(({ draft }) => draft);
    room -= over;
  }
  return undefined;
}

/** The passages in their order, as many as fit with each question. */
function inOrder(alone: UnsentQuestion): QuestionDraft[] | undefined {
  const empty = sizeOf(withDraft(alone, { passages: [] })).tokens;
  const room = roomForPrompt(alone.endpoint) - empty;
  const drafts: QuestionDraft[] = [];
  let group: Passage[] = [];
  let taken = 0;
  const close = () => {
    if (group.length > 0) drafts.push({ ...alone.draft, passages: group });
    group = [];
    taken = 0;
  };
  for (const passage of alone.draft.passages) {
    // One token more for what stands between two passages.
    const size = sizeOf(withDraft(alone, { passages: [passage] })).tokens - empty + 1;
    if (taken + size > room) close();
    if (size <= room) {
      group.push(passage);
      taken += size;
      continue;
    }
    const parts = divided(alone, passage, []);
    if (parts === undefined) return undefined;
    drafts.push(...parts);
    if (drafts.length > mostParts) return undefined;
  }
  close();
  return drafts;
}

/** Tokens that are left for the text of a passage's part. */
function roomBeside(alone: UnsentQuestion, passage: Passage, others: readonly Passage[]): number {
  const [part = passage] = passageParts(passage, [""]);
  const longestTitle = { ...part, part: { index: mostParts, count: mostParts } };
  const passages = inPlaceOf(alone, passage, longestTitle, others);
  return roomForPrompt(alone.endpoint) - sizeOf(withDraft(alone, { passages })).tokens;
}

/** The passages of a question, a part in the place of one of them and only some of the others. */
function inPlaceOf(
  { draft }: UnsentQuestion,
  passage: Passage,
  part: Passage,
  others: readonly Passage[],
): Passage[] {
  return draft.passages.flatMap((each) => {
    if (each === passage) return [part];
    return others.includes(each) ? [each] : [];
  });
}
