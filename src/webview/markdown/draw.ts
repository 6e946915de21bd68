import type { Token } from "markdown-it";
import { CodeBlock, languageIn } from "./codeBlock.ts";
import { languageOf } from "./languageOf.ts";
import { drawLink } from "./link.ts";
import { drawFormula } from "./math.ts";
import { drawNoteReference, drawNoteReturn, noteId } from "./notes.ts";
import type { Reply } from "./reply.ts";

/** Elements that Markdown may become; whatever else a token names is drawn as its text. */
const elements = new Set(
  "p h1 h2 h3 h4 h5 h6 ul ol li blockquote table thead tbody tr th td em strong s".split(" "),
);

/**
 * Draws tokens as nodes. A reply is hostile: nothing goes through an HTML parser, only known
 * elements are made with a few known attributes, pictures are links that nobody fetches.
 *
 * @param isFinal whether the text of these tokens will not change any more.
 */
export function draw(tokens: readonly Token[], reply: Reply, isFinal: boolean): Node[] {
  const root = document.createDocumentFragment();
  const path: ParentNode[] = [root];
  for (const token of tokens) {
    const parent = path.at(-1) ?? root;
    if (token.nesting > 0) {
      const element = open(token, reply);
      parent.append(token.type === "table_open" ? inScroller(element) : element);
      path.push(element);
    } else if (token.nesting < 0) {
      path.pop();
    } else {
      if (token.type === "inline") markLanguage(parent, token.content);
      parent.append(...drawLeaf(token, reply, isFinal));
    }
  }
  return [...root.childNodes];
}

function open(token: Token, reply: Reply): HTMLElement {
  switch (token.type) {
    case "link_open":
      return drawLink(attribute(token, "href"));
    case "footnote_block_open": {
      const notes = document.createElement("ol");
      notes.className = "notes";
      notes.ariaLabel = "Footnotes";
      return notes;
    }
    case "footnote_open": {
      const note = document.createElement("li");
      note.id = noteId(token, reply);
      note.tabIndex = -1;
      return note;
    }
  }
  // Paragraphs of a tight list are hidden: their text belongs to the item itself.
  if (token.hidden || !elements.has(token.tag)) return document.createElement("span");
  const element = document.createElement(token.tag);
  const start = Number(token.attrGet("start") ?? Number.NaN);
  if (element instanceof HTMLOListElement && Number.isSafeInteger(start)) element.start = start;
  const align = /text-align:(left|center|right)/u.exec(attribute(token, "style"))?.[1];
  if (align !== undefined) element.style.textAlign = align;
  if (token.type === "list_item_open" && token.meta !== null) {
    element.className = "task";
    element.append(checkbox(token.meta["isDone"] === true));
  }
  return element;
}

function drawLeaf(token: Token, reply: Reply, isFinal: boolean): (Node | string)[] {
  switch (token.type) {
    case "inline":
      return draw(token.children ?? [], reply, isFinal);
    case "softbreak":
    case "hardbreak":
      return [document.createElement("br")];
    case "hr":
      return [document.createElement("hr")];
    case "code_inline": {
      const code = document.createElement("code");
      code.textContent = token.content;
      return [code];
    }
    case "fence":
    case "code_block": {
      const block = new CodeBlock(languageIn(token.info), reply);
      block.update(token.content, isFinal);
      return [block.element];
    }
    case "math_inline":
      return [drawFormula(token.content, false)];
    case "math_display":
    case "math_block":
      return [drawFormula(token.content, true)];
    case "footnote_ref":
      return [drawNoteReference(token, reply)];
    case "footnote_anchor":
      return [" ", drawNoteReturn(token, reply)];
    case "image": {
      const link = drawLink(attribute(token, "src"));
      link.append(`🖼 ${token.content === "" ? "picture" : token.content}`);
      return [link];
    }
    default:
      return token.content === "" ? [] : [token.content];
  }
}

function markLanguage(element: ParentNode, text: string): void {
  const language = languageOf(text);
  if (language !== undefined && element instanceof HTMLElement) element.lang = language;
}

/** It shows what is done; nobody can change what a model said. */
function checkbox(isDone: boolean): HTMLElement {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.disabled = true;
  // The attribute, not the state: so it is copied with its element.
  box.defaultChecked = isDone;
  box.ariaLabel = isDone ? "Done" : "To do";
  return box;
}

/** A wide table scrolls in a box of its own, which keys can reach. */
function inScroller(table: HTMLElement): HTMLElement {
  const scroller = document.createElement("div");
  scroller.className = "table";
  scroller.role = "group";
  scroller.ariaLabel = "Table";
  scroller.tabIndex = 0;
  scroller.append(table);
  return scroller;
}

function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? "");
}
