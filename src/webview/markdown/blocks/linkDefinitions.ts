import type { LinkTarget } from "../targets.ts";

/** The longest label that a target can have, in characters. */
const longestLabel = 999;

export interface LinkDefinition extends LinkTarget {
  readonly label: string;
  /** Where what follows begins. */
  readonly end: number;
  /** Whether a title may still follow in another line. */
  readonly mayHaveTitle: boolean;
}

/** How markdown-it reads the parts of a link. */
export interface LinkReading {
  destination(
    text: string,
    from: number,
  ): { readonly end: number; readonly url: string } | undefined;
  title(text: string, from: number): { readonly end: number; readonly title: string } | undefined;
  normalize(label: string): string;
}

/** The definition of a link's target at the beginning of a paragraph, if it begins with one. */
export function linkDefinitionIn(text: string, reading: LinkReading): LinkDefinition | undefined {
  const labelEnd = endOfLabel(text);
  if (labelEnd === undefined || text[labelEnd + 1] !== ":") return undefined;
  const rawLabel = text.slice(1, labelEnd);
  // Some characters are two code units.
  const { length } = rawLabel.replace(/[\ud800-\udbff](?=[\udc00-\udfff])/g, "");
  if (length > longestLabel) return undefined;
  const label = reading.normalize(rawLabel);
  const destination = reading.destination(text, afterSpace(text, labelEnd + 2));
  if (label === "" || destination === undefined) return undefined;
  const { url: href, end: urlEnd } = destination;
  const titleStart = afterSpace(text, urlEnd);
  const title = titleStart > urlEnd ? reading.title(text, titleStart) : undefined;
  const titleEnd = title === undefined ? undefined : endOfLine(text, title.end);
  if (title !== undefined && titleEnd !== undefined) {
    return { label, href, title: title.title, end: titleEnd, mayHaveTitle: false };
  }
  const end = endOfLine(text, urlEnd);
  return end === undefined ? undefined : { label, href, title: "", end, mayHaveTitle: true };
}

function endOfLabel(text: string): number | undefined {
  if (!text.startsWith("[")) return undefined;
  const limit = Math.min(text.length, longestLabel * 2 + 2);
  for (let index = 1; index < limit; index += 1) {
    const character = text[index];
    if (character === "[") return undefined;
    if (character === "]") return index;
    if (character === "\\") index += 1;
  }
  return undefined;
}

/** Behind white space with at most one line end in it; a paragraph has no more. */
function afterSpace(text: string, from: number): number {
  let index = from;
  while (index < text.length && " \t\n".includes(text[index] ?? "")) index += 1;
  return index;
}

/** Where the next line begins; undefined where something else stands before it. */
function endOfLine(text: string, from: number): number | undefined {
  let index = from;
  while (text[index] === " " || text[index] === "\t") index += 1;
  if (index >= text.length) return text.length;
  return text[index] === "\n" ? index + 1 : undefined;
}
