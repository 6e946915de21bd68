import type { MarkdownIt, StateBlock } from "markdown-it";

/** How deep blocks stand in each other: a list and its item are two. */
const deepest = 40;

/** Adds an end to nesting, which costs time and room: what stands deeper is the text it is. */
export function addNestingLimit(markdown: MarkdownIt): void {
  markdown.block.ruler.before("table", "too_deep", tooDeep);
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
