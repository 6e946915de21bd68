import type { CodeBlock, Container, TextBlock } from "./block.ts";
import { closes, codeIndent, isUndecided } from "./blockStarts.ts";
import type { Line } from "./line.ts";

/** What became of a line: the block that it is plain text of, and that text. */
export interface Taken {
  readonly leaf: TextBlock | CodeBlock;
  readonly text: string;
}

/** Whether a container goes on with a line; goes over what tells so. */
export function goesOn(container: Container, line: Line): boolean {
  switch (container.kind) {
    case "root":
    case "list":
      return true;
    case "quote":
      return skipQuoteSign(line);
    case "note":
    case "item": {
      const indent = container.kind === "item" ? container.indent : codeIndent;
      const isEmptyItem = container.kind === "item" && !container.isFilled;
      if (line.isBlank ? isEmptyItem : line.indent < indent) return false;
      line.skipColumns(indent);
      return true;
    }
  }
}

/** @param end what stands behind the line. */
export function readCode(
  code: CodeBlock,
  line: Line,
  end: string,
  isFirm: boolean,
): Taken | undefined {
  if (code.fence !== undefined && closes(code.fence, line)) {
    code.isOpen = false;
    return undefined;
  }
  const { isBlank } = line;
  line.skipColumns(code.fence === undefined ? codeIndent : code.fence.indent);
  const text = line.remainder;
  if (isFirm) {
    code.pieces.push(...code.blanks, `${text}${code.fence === undefined ? "\n" : end}`);
    code.blanks = [];
  }
  return isBlank ? undefined : { leaf: code, text };
}

/** Goes over the sign of a quotation, if it stands next. */
export function skipQuoteSign(line: Line): boolean {
  if (line.indent >= codeIndent || line.sign !== ">") return false;
  line.skip(1);
  line.skipColumns(1);
  return true;
}

/** Whether more on its line may make something else of what has been read of it. */
export function isOpenEnded({ leaf, text }: Taken): boolean {
  if (leaf.kind !== "code") return isUndecided(text);
  return leaf.fence === undefined || text.trimStart().startsWith(leaf.fence.sign);
}
