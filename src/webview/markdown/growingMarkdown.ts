import MarkdownIt, { type Token } from "markdown-it";
import { addFootnotes } from "./footnotes.ts";
import type { MarkdownEnvironment } from "./markdownEnvironment.ts";
import { addMath } from "./mathRules.ts";
import { addNestingLimit } from "./nestingLimit.ts";
import { addTaskItems } from "./taskItems.ts";

/** One top-level block of a text: its tokens and the source they came from. */
export interface Block {
  readonly source: string;
  readonly tokens: readonly Token[];
}

export interface ParsedMarkdown {
  readonly blocks: readonly Block[];
  /** Targets of links and notes defined anywhere; a new one can change blocks far above it. */
  readonly references: string;
}

// Models write verses and addresses in single lines, so a line break is one.
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
addMath(markdown);
addFootnotes(markdown);
addTaskItems(markdown);
addNestingLimit(markdown);

/**
 * Parses a text that grows at its end: CommonMark with tables, strikethrough, task lists,
 * footnotes and TeX; raw HTML stays text. What nothing that follows can change is not parsed
 * again. The result is always that of the whole text.
 */
export class GrowingMarkdown {
  /** The beginning of the text whose blocks are settled. */
  #settled = "";
  #blocks: readonly Block[] = [];

  parse(text: string): ParsedMarkdown {
    const source = text.replace(/\r\n?/gu, "\n").replaceAll("\0", "\ufffd");
    if (!source.startsWith(this.#settled)) this.#forget();
    let tail = source.slice(this.#settled.length);
    let parsed = parse(tail);
    const hasReferences = parsed.references !== "";
    if (hasReferences && this.#settled !== "") {
      this.#forget();
      tail = source;
      parsed = parse(tail);
    }
    const blocks = [...this.#blocks, ...parsed.blocks];
    if (!hasReferences) this.#settle(tail, parsed);
    return { blocks, references: parsed.references };
  }

  #forget(): void {
    this.#settled = "";
    this.#blocks = [];
  }

  /**
   * Settles all before the last block that begins with a whole line behind a blank one: only of
   * such a line is it certain that it does not go on with the block before it.
   */
  #settle(tail: string, { blocks, unsettledFrom }: ParsedTail): void {
    const lines = tail.split("\n");
    const index = blocks.findLastIndex(({ tokens }) => {
      const line = tokens[0]?.map?.[0] ?? 0;
      const isWhole = line < lines.length - 1;
      return (
        isWhole && line > 0 && line <= unsettledFrom && /^[ \t]*$/u.test(lines[line - 1] ?? "")
      );
    });
    if (index < 1) return;
    const line = blocks[index]?.tokens[0]?.map?.[0] ?? 0;
    this.#settled += lines
      .slice(0, line)
      .map((each) => `${each}\n`)
      .join("");
    this.#blocks = [...this.#blocks, ...blocks.slice(0, index)];
  }
}

interface ParsedTail extends ParsedMarkdown {
  /** The first line that text to come can change, whatever follows it now. */
  readonly unsettledFrom: number;
}

function parse(text: string): ParsedTail {
  const environment: MarkdownEnvironment = {};
  const tokens = markdown.parse(text, environment);
  const lines = text.split("\n");
  const blocks: Block[] = [];
  let open: Token[] = [];
  let depth = 0;
  for (const token of tokens) {
    open.push(token);
    depth += token.nesting;
    if (depth > 0) continue;
    const map = open[0]?.map;
    // Notes stand behind the text and come from all over it.
    blocks.push({ source: map ? lines.slice(...map).join("\n") : text, tokens: open });
    open = [];
  }
  const { references, footnotes, unsettledFrom = Number.POSITIVE_INFINITY } = environment;
  const targets =
    references === undefined && footnotes === undefined
      ? ""
      : JSON.stringify([references, Object.keys(footnotes?.refs ?? {})]);
  return { blocks, references: targets, unsettledFrom };
}
