import type { ReplyEvent } from "./reply.ts";

type TextEvent = Extract<ReplyEvent, { type: "text" | "thinking" }>;

/** Pieces of text of one kind and choice, with nothing of that choice in between. */
interface Run extends Pick<TextEvent, "type" | "choice"> {
  readonly pieces: string[];
}

/**
 * The same events with texts put together that came at the same time. A text of a hundred thousand
 * pieces, each kept by itself, takes ten times its length in memory.
 */
export function joinTexts(events: readonly ReplyEvent[]): ReplyEvent[] {
  const joined: (Run | Exclude<ReplyEvent, TextEvent>)[] = [];
  const open = new Map<number, Run>();
  for (const event of events) {
    if (event.type !== "text" && event.type !== "thinking") {
      joined.push(event);
      if ("choice" in event) open.delete(event.choice);
      continue;
    }
    const { type, choice, text } = event;
    const run = open.get(choice);
    if (run?.type === type) {
      run.pieces.push(text);
      continue;
    }
    const begun = { type, choice, pieces: [text] };
    open.set(choice, begun);
    joined.push(begun);
  }
  return joined.map((each) => {
    if (!("pieces" in each)) return each;
    const { type, choice, pieces } = each;
    return { type, choice, text: pieces.join("") };
  });
}
