import type { Token } from "markdown-it";
import { GrowingMarkdown } from "../../src/webview/markdown/growingMarkdown.ts";

/** The tokens of a text in reading order, those in lines as well. */
export function tokensOf(text: string): Token[] {
  const tokens = new GrowingMarkdown().parse(text).blocks.flatMap((block) => block.tokens);
  return tokens.flatMap((token) => [token, ...(token.children ?? [])]);
}

/** What a reader sees of a text, formulas in angle brackets, and blocks in lines. */
export function shownText(text: string): string {
  const shown = tokensOf(text).map(({ type, content, block, nesting }) => {
    if (type.startsWith("math_")) return `⟨${content}⟩`;
    if (type === "softbreak") return "\n";
    if (type === "inline") return "";
    return block && nesting < 0 ? "\n" : content;
  });
  return shown.join("").replace(/\n+/gu, "\n").trim();
}

/** How deep the parts of a text stand in each other, those in lines as well. */
export function depthOf(text: string): number {
  let deepest = 0;
  const look = (tokens: readonly Token[], outside: number) => {
    let depth = outside;
    for (const { nesting, children } of tokens) {
      depth += nesting;
      deepest = Math.max(deepest, depth);
      if (children !== null) look(children, depth);
    }
  };
  for (const { tokens } of new GrowingMarkdown().parse(text).blocks) look(tokens, 0);
  return deepest;
}
