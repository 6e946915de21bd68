import { post } from "../host.ts";
import type { Reply } from "./reply.ts";

/** Longest code that is coloured, in UTF-16 code units; longer code stays plain. */
const longestColored = 50_000;

/** The language that the words behind a fence name. */
export function languageIn(info: string): string {
  return info.trim().split(/\s+/u, 1)[0] ?? "";
}

/** A block of code with its language and what can be done with it. It may grow. */
export class CodeBlock {
  readonly element = document.createElement("figure");
  readonly #language: string;
  readonly #reply: Reply;
  readonly #code = document.createElement("code");
  readonly #tools = document.createElement("span");
  #text = "";
  #isFinal = false;

  /** @param reply tells the id of the answer that the code is in. */
  constructor(language: string, reply: Reply) {
    this.#language = language;
    this.#reply = reply;
    const caption = document.createElement("figcaption");
    const name = document.createElement("span");
    name.className = "language";
    name.append(language === "" ? "text" : language);
    this.#tools.className = "tools";
    caption.append(name, this.#tools);
    const pre = document.createElement("pre");
    pre.role = "group";
    pre.ariaLabel = language === "" ? "Code" : `Code, ${language}`;
    pre.tabIndex = 0;
    pre.append(this.#code);
    this.element.className = "code";
    this.element.append(caption, pre);
    const wrap = tool("word-wrap", "Wrap lines", () => {
      const wraps = this.element.classList.toggle("wrapped");
      wrap.ariaPressed = String(wraps);
    });
    wrap.ariaPressed = "false";
    const copy = tool("copy", "Copy code", () => post({ type: "copyCode", text: this.#text }));
    this.#tools.append(wrap, copy);
  }

  /** Shows the code as it is now. Only code that is whole is coloured and goes into a document. */
  update(text: string, isFinal: boolean): void {
    if (text !== this.#text || !this.#code.hasChildNodes()) this.#show(text.replace(/\n$/u, ""));
    this.#text = text;
    if (isFinal && !this.#isFinal) this.#tools.append(...this.#placements());
    this.#isFinal = isFinal;
    const hasColors = isFinal && this.#language !== "" && text.length <= longestColored;
    if (hasColors) void this.#color();
  }

  #show(text: string): void {
    const [shown, ...colored] = this.#code.childNodes;
    const isGrown = shown instanceof Text && colored.length === 0 && text.startsWith(shown.data);
    if (isGrown) shown.appendData(text.slice(shown.data.length));
    else this.#code.textContent = text;
  }

  #placements(): HTMLElement[] {
    return [
      tool("insert", "Insert at cursor", () => post({ type: "insertCode", text: this.#text })),
      tool("diff", "Apply to file", () => {
        post({ type: "applyCode", text: this.#text, answer: this.#reply.answer });
      }),
    ];
  }

  /** Colours arrive later: the highlighter is loaded with the first code there is. */
  async #color(): Promise<void> {
    const text = this.#text;
    const { highlight } = await import("./highlight.ts");
    if (text !== this.#text) return;
    const nodes = highlight(this.#code.textContent, this.#language);
    if (nodes !== undefined) this.#code.replaceChildren(...nodes);
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
