import MarkdownIt, { type Env, type Token } from "markdown-it";

/** One top-level block of a text: its tokens and the source they came from. */
interface Block {
  readonly source: string;
  readonly tokens: readonly Token[];
}

export interface ParsedMarkdown {
  readonly blocks: readonly Block[];
  /** Link targets defined anywhere in the text; a new one can change blocks far above it. */
  readonly references: string;
}

// Models write verses and addresses in single lines, so a line break is one.
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

/** Parses Markdown (CommonMark with tables and strikethrough; raw HTML stays text) into blocks. */
export function parseMarkdown(text: string): ParsedMarkdown {
  const environment: Env = {};
  const tokens = markdown.parse(text, environment);
  const lines = text.split("\n");
  const blocks: Block[] = [];
  let open: Token[] = [];
  let depth = 0;
  for (const token of tokens) {
    open.push(token);
    depth += token.nesting;
    if (depth > 0) continue;
    const [from, to] = open[0]?.map ?? [0, 0];
    blocks.push({ source: lines.slice(from, to).join("\n"), tokens: open });
    open = [];
  }
  return { blocks, references: JSON.stringify(environment.references ?? {}) };
}
