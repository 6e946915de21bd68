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
