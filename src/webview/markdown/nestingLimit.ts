import type { Token } from "markdown-it";

/** How deep parts stand in each other: a list and its item are two. */
let deepest = 40;

/**
 * Sets how deep the parts of replies stand in each other from now on: it costs time and room. What
 * stands deeper is the text it is.
 *
 * @returns whether it was another depth before; what is read already keeps that one.
 */
export function setRenderDepth(depth: number): boolean {
  const isOther = depth !== deepest;
  deepest = depth;
  return isOther;
}

/** How deep parts may stand in each other now. */
export function renderDepth(): number {
  return deepest;
}

/** Parts of a line that stand too deep become the signs that they were written with. */
export function flatten(tokens: readonly Token[], room: number): void {
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.nesting === 0) continue;
    if (token.nesting > 0) open.push(token);
    const isTooDeep = open.length > room;
    const opener = token.nesting > 0 ? token : open.pop();
    if (!isTooDeep || opener === undefined) continue;
    token.content = signsOf(token, opener);
    token.type = "text";
    token.tag = "";
    token.nesting = 0;
  }
}

function signsOf({ type, markup, info, nesting }: Token, opener: Token): string {
  if (!type.startsWith("link_")) return markup;
  // The text of such a link is its address.
  if (info === "auto") return "";
  return nesting > 0 ? "[" : `](${opener.attrGet("href") ?? ""})`;
}
