import MarkdownIt, { type Token } from "markdown-it";
import type { TextBlock } from "./blocks/block.ts";
import type { LinkReading } from "./blocks/linkDefinitions.ts";
import { addFootnoteReferences } from "./footnotes.ts";
import { addSettling } from "./inlineSteps.ts";
import type { MarkdownEnvironment } from "./markdownEnvironment.ts";
import { addMath } from "./mathRules.ts";
import { flatten, renderDepth } from "./nestingLimit.ts";
import type { Targets } from "./targets.ts";

// Models write verses and addresses in single lines, so a line break is one.
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
addMath(markdown);
addFootnoteReferences(markdown);
addSettling(markdown);

/** What the text of a block is made of. */
export interface InlineText {
  readonly tokens: readonly Token[];
  /** How much of it nothing can change that follows, in UTF-16 code units. */
  readonly settled: number;
}

/** Reads text that stands in lines; what it names is looked up among the targets for a block. */
export function readInline(text: string, block: TextBlock, targets: Targets): InlineText {
  return targets.askFor(block, () => {
    const { links: references, notes } = targets;
    const environment: MarkdownEnvironment = { references, notes, settled: 0 };
    const [token] = markdown.parseInline(text, environment);
    const tokens = token?.children ?? [];
    flatten(tokens, renderDepth() - block.depth);
    return { tokens, settled: environment.settled };
  });
}

/** Reads the parts of a definition as markdown-it reads those of a link. */
export const linkReading: LinkReading = {
  destination: (text, from) => {
    const { ok, pos, str } = markdown.helpers.parseLinkDestination(text, from, text.length);
    const url = markdown.normalizeLink(str);
    return ok && markdown.validateLink(url) ? { url, end: pos } : undefined;
  },
  title: (text, from) => {
    const { ok, pos, str } = markdown.helpers.parseLinkTitle(text, from, text.length);
    return ok ? { title: str, end: pos } : undefined;
  },
  normalize: (label) => markdown.utils.normalizeReference(label),
};
