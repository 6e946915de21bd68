import type { Token } from "markdown-it";
import { drawCodeBlock } from "./codeBlock.ts";
import { drawLink } from "./link.ts";

/** Elements that Markdown may become; whatever else a token names is drawn as its text. */
const elements = new Set(
  "p h1 h2 h3 h4 h5 h6 ul ol li blockquote table thead tbody tr th td em strong s".split(" "),
);

/**
 * Draws tokens as nodes. A reply is hostile: nothing goes through an HTML parser, only known
 * elements are made, attributes are the two below, pictures are links that nobody fetches.
 *
 * @param isFinal whether the text of these tokens will not change any more.
 */
export function draw(tokens: readonly Token[], isFinal: boolean): Node[] {
  const root = document.createDocumentFragment();
  const path: ParentNode[] = [root];
  for (const token of tokens) {
    const parent = path.at(-1) ?? root;
    if (token.nesting > 0) {
      const element = open(token);
      parent.append(element);
      path.push(element);
    } else if (token.nesting < 0) {
      path.pop();
    } else {
      parent.append(...drawLeaf(token, isFinal));
    }
  }
  return [...root.childNodes];
}

function open(token: Token): HTMLElement {
  if (token.type === "link_open") return drawLink(attribute(token, "href"));
  // Paragraphs of a tight list are hidden: their text belongs to the item itself.
  if (token.hidden || !elements.has(token.tag)) return document.createElement("span");
  const element = document.createElement(token.tag);
  const start = Number(token.attrGet("start") ?? Number.NaN);
  if (element instanceof HTMLOListElement && Number.isSafeInteger(start)) element.start = start;
  const align = /text-align:(left|center|right)/u.exec(attribute(token, "style"))?.[1];
  if (align !== undefined) element.style.textAlign = align;
  return element;
}

function drawLeaf(token: Token, isFinal: boolean): (Node | string)[] {
  switch (token.type) {
    case "inline":
      return draw(token.children ?? [], isFinal);
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
    case "code_block":
      return [drawCodeBlock(token.content, token.info.trim().split(/\s+/u, 1)[0] ?? "", isFinal)];
    case "image": {
      const link = drawLink(attribute(token, "src"));
      link.append(`🖼 ${token.content === "" ? "picture" : token.content}`);
      return [link];
    }
    default:
      return [token.content];
  }
}

function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? "");
}
