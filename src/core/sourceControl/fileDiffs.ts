import type { Passage } from "../prompt/passage.ts";

/** What a diff says of one file. */
interface FileDiff {
  /** As it is named now, or was before it was deleted. */
  readonly path: string;
  readonly text: string;
}

/** A passage for each file of a diff, in its order; the diff's text is theirs. */
export function diffPassages(diff: string): Passage[] {
  return splitDiff(diff).map(({ path, text }, index) => ({
    ...{ id: `change.${index + 1}`, kind: "file", name: path, languageId: "diff", text },
  }));
}

/** The text of passages as {@link diffPassages} gave them; what was trimmed says so. */
export function joinDiffs(passages: readonly Passage[]): string {
  const notes = passages.map(({ text, trimmed }) => {
    const whole = text === "" || text.endsWith("\n") ? text : `${text}\n`;
    return trimmed === true ? `${whole}(The rest of this file’s changes is left out.)\n` : whole;
  });
  return notes.join("");
}

/**
 * Git's diff by its files. Lines of a file's content begin with a blank or a sign in a diff, so
 * nothing that a file says can pass for the head of another one.
 */
function splitDiff(diff: string): FileDiff[] {
  const starts = [...diff.matchAll(/^diff --(?:git|cc|combined) /gmu)].map(({ index }) => index);
  return starts.map((start, index) => {
    const text = diff.slice(start, starts[index + 1] ?? diff.length);
    return { path: pathOf(text), text };
  });
}

/** The name in the lines before the first change; a binary or renamed file has it in the first alone. */
function pathOf(text: string): string {
  const head = text.slice(0, /^@@/mu.exec(text)?.index ?? text.length);
  const [first = ""] = head.split("\n", 1);
  const renamed = lineBehind(head, "rename to ");
  if (renamed !== undefined) return unquoted(renamed);
  const named = [lineBehind(head, "+++ "), lineBehind(head, "--- ")].find(
    (name) => name !== undefined && name !== "/dev/null",
  );
  const name = named ?? / ("(?:[^"\\]|\\.)*"|\S+)$/u.exec(first)?.[1] ?? first;
  // Git puts a letter before it, for what was and what is.
  return unquoted(name).replace(/^[a-z]\//u, "");
}

function lineBehind(head: string, start: string): string | undefined {
  const line = head.split("\n").find((each) => each.startsWith(start));
  // A name with blanks in it has a tab behind it.
  return line?.slice(start.length).replace(/\t$/u, "");
}

/** Git writes names that are not ASCII between quotation marks, their bytes in octal. */
function unquoted(name: string): string {
  const [, inner] = /^"(.*)"$/u.exec(name) ?? [];
  if (inner === undefined) return name;
  const encoded = inner.replace(/\\([0-7]{3}|.)|[^\\]+/gu, (part, escape: string | undefined) => {
    if (escape === undefined) return encodeURIComponent(part.toWellFormed());
    const byte = /^[0-7]{3}$/u.test(escape) ? parseInt(escape, 8) & 0xff : undefined;
    return byte === undefined ? encodeURIComponent(escape) : hexByte(byte);
  });
  try {
    return decodeURIComponent(encoded);
  } catch {
    return inner;
  }
}

function hexByte(byte: number): string {
  return `%${byte.toString(16).padStart(2, "0")}`;
}
