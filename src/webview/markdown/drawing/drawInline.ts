import type { Token } from "markdown-it";
import type { NoteReference } from "../footnotes.ts";
import { drawLink } from "../link.ts";
import { drawFormula } from "../math.ts";
import { drawNoteReference } from "../notes.ts";

/** Elements that Markdown may become in a line; whatever else a token names is drawn as its text. */
const elements = new Set(["em", "strong", "s"]);

/**
 * Draws what stands in lines. A reply is hostile: nothing goes through an HTML parser, only known
 * elements are made with a few known attributes, pictures are links that nobody fetches.
 */
export function drawInline(tokens: readonly Token[]): ChildNode[] {
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
      parent.append(...drawLeaf(token));
    }
  }
  return [...root.childNodes];
}

function open(token: Token): HTMLElement {
  if (token.type === "link_open") return drawLink(attribute(token, "href"));
  return document.createElement(elements.has(token.tag) ? token.tag : "span");
}

function drawLeaf(token: Token): (Node | string)[] {
  switch (token.type) {
    case "softbreak":
    case "hardbreak":
      return [document.createElement("br")];
    case "code_inline": {
      const code = document.createElement("code");
      code.textContent = token.content;
      return [code];
    }
    case "math_inline":
      return [drawFormula(token.content, false)];
    case "math_display":
      return [drawFormula(token.content, true)];
    case "footnote_ref":
      return [drawNoteReference(referenceOf(token))];
    case "image": {
      const link = drawLink(attribute(token, "src"));
      link.append(`🖼 ${token.content === "" ? "picture" : token.content}`);
      return [link];
    }
    default:
      return token.content === "" ? [] : [token.content];
  }
}

/** The references to notes among tokens, those in the names of pictures as well. */
export function referencesIn(tokens: readonly Token[]): NoteReference[] {
  return tokens.flatMap((token) =>
    token.type === "footnote_ref" ? [referenceOf(token)] : referencesIn(token.children ?? []),
  );
}

function referenceOf({ meta }: Token): NoteReference {
  // What the rule of notes has put there.
  return meta as unknown as NoteReference;
}

function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? "");
}
