import type { MarkdownIt, StateCore, Token } from "markdown-it";
import footnotes from "markdown-it-footnote";
import type { MarkdownEnvironment } from "./markdownEnvironment.ts";

/**
 * Adds footnotes: tokens `footnote_ref`, and behind the text `footnote_block_open` with a
 * `footnote_open` for each note, which holds its `footnote_anchor`s. A note that nothing refers to
 * is shown as well: what a model said is not left out. `^[…]` stays text: models mean powers by it.
 */
export function addFootnotes(markdown: MarkdownIt): void {
  markdown.use(footnotes);
  markdown.inline.ruler.disable("footnote_inline");
  markdown.core.ruler.at("footnote_tail", placeNotes);
}

function placeNotes(state: StateCore): void {
  const { footnotes: known }: MarkdownEnvironment = state.env;
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
