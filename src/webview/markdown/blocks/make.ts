import type { CodeBlock, Fence, TextBlock } from "./block.ts";
import { TextContent } from "./textContent.ts";

export interface TextMarks {
  readonly depth: number;
  readonly level?: number;
  readonly isOpen?: boolean;
  readonly isTooDeep?: boolean;
  readonly isFirm?: boolean;
}

export function makeText(kind: TextBlock["kind"], text: string, marks: TextMarks): TextBlock {
  const { depth, level = 0, isOpen = true, isTooDeep = false, isFirm = true } = marks;
  const content = new TextContent(text, isFirm);
  return { kind, level, depth, isOpen, isTooDeep, content, mayHead: true };
}

export function makeCode(info: string, fence: Fence | undefined): CodeBlock {
  return { kind: "code", isOpen: true, info, fence, pieces: [], blanks: [] };
}
