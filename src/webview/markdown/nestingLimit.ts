import type { MarkdownIt, StateBlock, StateCore, Token } from "markdown-it";

/** How deep parts stand in each other: a list and its item are two. */
let deepest = 40;

/**
 * Sets how deep the parts of replies stand in each other from now on.
 *
 * @returns whether it was another depth before; what is parsed already keeps that one.
 */
export function setRenderDepth(depth: number): boolean {
  const isOther = depth !== deepest;
  deepest = depth;
  return isOther;
}

/** Adds an end to nesting, which costs time and room: what stands deeper is the text it is. */
export function addNestingLimit(markdown: MarkdownIt): void {
  markdown.core.ruler.before("block", "nesting_room", makeRoom);
  markdown.block.ruler.before("table", "too_deep", tooDeep);
  markdown.core.ruler.push("too_deep_in_line", flattenLines);
}

/** Blocks that reach markdown-it's own limit are left out, so none may: a list brings two levels. */
function makeRoom({ md }: StateCore): void {
  md.set({ maxNesting: Math.max(100, deepest + 2) });
}

function tooDeep(state: StateBlock, first: number, endLine: number, silent: boolean): boolean {
  if (state.level < deepest) return false;
  if (silent) return true;
  let next = first + 1;
  while (next < endLine && (state.isEmpty(next) || (state.sCount[next] ?? 0) >= state.blkIndent)) {
    next += 1;
  }
  while (state.isEmpty(next - 1)) next -= 1;
  const open = state.push("paragraph_open", "p", 1);
  open.map = [first, next];
  const inline = state.push("inline", "", 0);
  inline.content = state.getLines(first, next, state.blkIndent, false).trim();
  inline.map = [first, next];
  inline.children = [];
  state.push("paragraph_close", "p", -1);
  state.line = next;
  return true;
}

function flattenLines({ tokens }: StateCore): void {
  for (const { type, level, children } of tokens) {
    if (type === "inline" && children !== null) flatten(children, deepest - level);
  }
}

/** Parts of a line that stand too deep become the signs that they were written with. */
function flatten(tokens: readonly Token[], room: number): void {
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
