import MarkdownIt, { type StateBlock, type StateCore, type Token } from "markdown-it";
import footnotes from "markdown-it-footnote";
import { addMath, delimiters, endOfFormula } from "../../src/webview/markdown/mathRules.ts";

interface WholeEnvironment {
  readonly footnotes?: {
    readonly refs?: Record<string, number>;
    readonly list?: { readonly label: string; readonly count: number }[];
  };
}

/** How deep blocks stand in each other: a list and its item are two. */
const deepest = 40;

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
addMath(markdown);
const [tableRule] = markdown.block.ruler.getRules("");
// GFM begins a list, a quotation or a heading where markdown-it would see the head of a table.
markdown.block.ruler.at(
  "table",
  (state, first, endLine, silent) =>
    !/^(?:[-+*][ \t]|\d{1,9}[.)][ \t]|>|#{1,6}[ \t])/u.test(lineAt(state, first)) &&
    tableRule?.(state, first, endLine, silent) === true,
  { alt: ["paragraph", "reference"] },
);
markdown.block.ruler.before("fence", "math_block", mathBlock, {
  alt: ["paragraph", "reference", "blockquote"],
});
markdown.use(footnotes);
markdown.inline.ruler.disable("footnote_inline");
markdown.core.ruler.at("footnote_tail", placeNotes);
markdown.core.ruler.push("task_items", markTasks);
markdown.block.ruler.before("table", "too_deep", tooDeep);
markdown.core.ruler.before("inline", "indentation", stripIndentation);

/** The tokens that markdown-it itself makes of a whole text: what ours are compared with. */
export function wholeTokens(text: string): Token[] {
  return markdown.parse(text, {});
}

/** CommonMark takes white space off the lines of a paragraph; markdown-it leaves some in code. */
function stripIndentation({ tokens }: StateCore): void {
  for (const token of tokens) {
    if (token.type === "inline") token.content = token.content.replace(/\n[ \t]+/gu, "\n");
  }
}

/** Formulas that have their lines for themselves; within, nothing else is Markdown. */
function mathBlock(state: StateBlock, first: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[first] ?? 0) - state.blkIndent >= 4) return false;
  const opening = lineAt(state, first);
  const pair = delimiters.find(({ open, isDisplay }) => isDisplay && opening.startsWith(open));
  if (pair === undefined) return false;
  const beginning = opening.slice(pair.open.length);
  const mayHoldBlankLines = beginning.trim() === "";
  const lines: string[] = [];
  for (let line = first, text = beginning; ; text = lineAt(state, line)) {
    const end = endOfFormula(text, 0, text.length, pair);
    if (end < text.length) {
      const isLast = text.slice(end + pair.close.length).trim() === "";
      if (!text.startsWith(pair.close, end) || !isLast) return false;
      lines.push(text.slice(0, end));
      return finish(state, first, line + 1, lines.join("\n"), silent);
    }
    lines.push(text);
    line += 1;
    if (line >= endLine) break;
    const isOutside = (state.sCount[line] ?? 0) < state.blkIndent;
    if (state.isEmpty(line) ? !mayHoldBlankLines : isOutside) return false;
  }
  return false;
}

function finish(
  state: StateBlock,
  first: number,
  next: number,
  formula: string,
  silent: boolean,
): boolean {
  if (formula.trim() === "") return false;
  if (silent) return true;
  const token = state.push("math_block", "", 0);
  token.content = formula.trim();
  token.map = [first, next];
  token.block = true;
  state.line = next;
  return true;
}

function lineAt(state: StateBlock, line: number): string {
  return state.src.slice(
    (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0),
    state.eMarks[line] ?? 0,
  );
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

function markTasks({ tokens }: StateCore): void {
  for (const [index, inline] of tokens.entries()) {
    const item = tokens[index - 2];
    const text = inline.children?.[0];
    if (inline.type !== "inline" || item?.type !== "list_item_open" || text?.type !== "text")
      continue;
    // The source tells brackets that were escaped, the text those that became a link.
    const box = /^\[[ xX]\](?=\s)/u.exec(inline.content)?.[0];
    if (box === undefined || !text.content.startsWith(box)) continue;
    item.meta = { isDone: box !== "[ ]" };
    text.content = text.content.slice(box.length).trimStart();
  }
}

function placeNotes(state: StateCore): void {
  const { footnotes: known } = state.env as WholeEnvironment;
  if (known?.refs === undefined) return;
  const { body, notes } = takeNotes(state.tokens);
  const list = [...(known.list ?? [])];
  for (const [key, number] of Object.entries(known.refs)) {
    if (number < 0) list.push({ label: key.slice(1), count: 0 });
  }
  const token = (type: string, nesting: Token["nesting"], meta: Token["meta"] = null) => {
    const made = new state.Token(type, "", nesting);
    made.meta = meta;
    return made;
  };
  state.tokens = [
    ...body,
    token("footnote_block_open", 1),
    ...list.flatMap(({ label, count }, id) => {
      const content = notes.get(label) ?? [];
      const last = content.at(-1);
      const end = last?.type === "paragraph_close" ? [last] : [];
      const anchors = Array.from({ length: count }, (_, subId) =>
        token("footnote_anchor", 0, { id, subId }),
      );
      return [
        token("footnote_open", 1, { id }),
        ...content.slice(0, content.length - end.length),
        ...anchors,
        ...end,
        token("footnote_close", -1),
      ];
    }),
    token("footnote_block_close", -1),
  ];
}

/** Takes the notes out of the text, which may stand one in the other; the first of a label counts. */
function takeNotes(tokens: readonly Token[]): {
  readonly body: readonly Token[];
  readonly notes: ReadonlyMap<string, readonly Token[]>;
} {
  const body: Token[] = [];
  const notes = new Map<string, readonly Token[]>();
  const open = [body];
  for (const token of tokens) {
    if (token.type === "footnote_reference_open") {
      const note: Token[] = [];
      const label = String(token.meta?.["label"]);
      if (!notes.has(label)) notes.set(label, note);
      open.push(note);
    } else if (token.type === "footnote_reference_close") {
      open.pop();
    } else {
      open.at(-1)?.push(token);
    }
  }
  return { body, notes };
}
