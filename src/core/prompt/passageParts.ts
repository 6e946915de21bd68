import type { Passage } from "./passage.ts";

/**
 * The passages that hold the parts of a passage's text, in their order and from its beginning on.
 * Each has an id of its own, so that an answer to a part never stands for the whole, and its lines
 * where the passage has some or is a file.
 */
export function passageParts(passage: Passage, texts: readonly string[]): Passage[] {
  const firstLine = passage.lines?.first ?? (passage.kind === "file" ? 1 : undefined);
  let line = firstLine;
  return texts.map((text, index) => {
    const part = { ...passage, id: `${passage.id}.${index + 1}`, text };
    if (line === undefined) return part;
    const first = line;
    line += text.match(lineEnd)?.length ?? 0;
    const last = /[\r\n]$/u.test(text) ? Math.max(first, line - 1) : line;
    return { ...part, lines: { first, last } };
  });
}

const lineEnd = /\r\n|\n|\r/gu;
