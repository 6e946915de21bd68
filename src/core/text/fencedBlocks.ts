/** A stretch of a text, by UTF-16 offsets; `to` is behind its last character. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The fenced code blocks of a Markdown text in their order, fences and the last line's end
 * included (CommonMark 4.5, outside of lists and quotations). One that stays open ends with the text.
 */
export function fencedBlocks(text: string): Span[] {
  const blocks: Span[] = [];
  let open: { readonly from: number; readonly fence: string } | undefined;
  for (const { index, 0: line, 1: fence = "", 2: rest = "" } of text.matchAll(fenceLine)) {
    if (open === undefined) {
      const isInlineCode = fence.startsWith("`") && rest.includes("`");
      if (!isInlineCode) open = { from: index, fence };
    } else if (fence.startsWith(open.fence) && rest.trim() === "") {
      const end = index + line.length;
      const lineEnd = text.startsWith("\r\n", end) ? 2 : 1;
      blocks.push({ from: open.from, to: Math.min(text.length, end + lineEnd) });
      open = undefined;
    }
  }
  if (open !== undefined) blocks.push({ from: open.from, to: text.length });
  return blocks;
}

const fenceLine = /^ {0,3}(`{3,}|~{3,})(.*)$/gmu;
