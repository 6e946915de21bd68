import * as l10n from "@vscode/l10n";
import { post } from "../host.ts";
import type { CodeBlock } from "./blocks/block.ts";
import { CodeParts } from "./codeParts.ts";
import type { View } from "./drawing/view.ts";
import type { Reply } from "./reply.ts";

/** Longest code that is coloured, in UTF-16 code units; longer code stays plain. */
const longestColored = 300_000;

/** The language that the words behind a fence name. */
function languageIn(info: string): string {
  return info.trim().split(/\s+/u, 1)[0] ?? "";
}

/** A block of code with its language and what can be done with it. It may grow. */
export class CodeView implements View {
  readonly element = document.createElement("figure");
  readonly #block: CodeBlock;
  readonly #language: string;
  readonly #reply: Reply;
  readonly #code = document.createElement("code");
  readonly #tools = document.createElement("span");
  #parts = new CodeParts(this.#code);
  #placements: readonly HTMLElement[] = [];
  /** How many pieces are shown. */
  #shown = 0;
  #isFinal = false;
  #coloring: AbortController | undefined;

  /** @param reply tells the id of the answer that the code is in. */
  constructor(block: CodeBlock, reply: Reply) {
    this.#block = block;
    this.#language = languageIn(block.info);
    this.#reply = reply;
    const caption = document.createElement("figcaption");
    const name = document.createElement("span");
    name.className = "language";
    name.append(this.#language === "" ? l10n.t("text") : this.#language);
    this.#tools.className = "tools";
    caption.append(name, this.#tools);
    const pre = document.createElement("pre");
    pre.role = "group";
    pre.ariaLabel = this.#language === "" ? l10n.t("Code") : l10n.t("Code, {0}", this.#language);
    pre.tabIndex = 0;
    pre.append(this.#code);
    this.element.className = "code";
    this.element.append(caption, pre);
    const wrap = tool("word-wrap", l10n.t("Wrap lines"), () => {
      const wraps = this.element.classList.toggle("wrapped");
      wrap.ariaPressed = String(wraps);
    });
    wrap.ariaPressed = "false";
    const copy = tool("copy", l10n.t("Copy code"), () => {
      post({ type: "copyCode", text: this.#text() });
    });
    this.#tools.append(wrap, copy);
    this.sync();
  }

  /** Shows the code as it is now. Only code that is whole is coloured and goes into a document. */
  sync(): void {
    const { pieces, isOpen } = this.#block;
    const wasFinal = this.#isFinal;
    // Code that was whole may have colours, and what was taken back is no beginning any more.
    const isOther = this.#shown > pieces.length || (wasFinal && this.#shown < pieces.length);
    if (isOther || (wasFinal && isOpen)) this.#clear();
    this.#parts.append(pieces.slice(this.#shown).join(""));
    this.#shown = pieces.length;
    this.#isFinal = !isOpen;
    if (this.#isFinal !== wasFinal) {
      for (const placement of this.#placements) placement.remove();
      this.#placements = isOpen ? [] : this.#makePlacements();
      this.#tools.append(...this.#placements);
    }
    if (this.#isFinal && (isOther || !wasFinal)) this.#color();
  }

  dispose(): void {
    this.#coloring?.abort();
  }

  #text(): string {
    return this.#block.pieces.join("");
  }

  #clear(): void {
    this.#coloring?.abort();
    this.#code.replaceChildren();
    this.#parts = new CodeParts(this.#code);
    this.#shown = 0;
  }

  #makePlacements(): HTMLElement[] {
    return [
      tool("insert", l10n.t("Insert at cursor"), () => {
        post({ type: "insertCode", text: this.#text() });
      }),
      tool("diff", l10n.t("Apply to file"), () => {
        post({ type: "applyCode", text: this.#text(), answer: this.#reply.answer });
      }),
    ];
  }

  /** Colours arrive later: the highlighter is loaded with the first code there is. */
  #color(): void {
    const length = this.#block.pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (this.#language === "" || length === 0 || length > longestColored) return;
    const coloring = new AbortController();
    this.#coloring?.abort();
    this.#coloring = coloring;
    const { parts } = this.#parts;
    void import("./highlight.ts").then(({ highlightParts }) =>
      highlightParts(parts, this.#language, coloring.signal),
    );
  }
}

/** Plain buttons: a conversation has hundreds, and custom elements are dear. */
function tool(icon: string, label: string, press: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tool";
  button.ariaLabel = label;
  button.title = label;
  const image = document.createElement("span");
  image.className = `codicon codicon-${icon}`;
  image.ariaHidden = "true";
  button.append(image);
  button.addEventListener("click", press);
  return button;
}
