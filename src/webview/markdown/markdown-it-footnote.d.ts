declare module "markdown-it-footnote" {
  import type { MarkdownIt } from "markdown-it";

  /** Adds rules for `[^1]`, `[^1]: …` and `^[…]`. */
  const footnotes: (markdown: MarkdownIt) => void;
  export { footnotes as default };
}
