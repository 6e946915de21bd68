import { post } from "../host.ts";

/** Longest code that is coloured, in UTF-16 code units; longer code stays plain. */
const longestColored = 50_000;

/** A block of code with its language and a button that takes it to the clipboard. */
export function drawCodeBlock(text: string, language: string, isFinal: boolean): HTMLElement {
  const figure = document.createElement("figure");
  figure.className = "code";
  const caption = document.createElement("figcaption");
  caption.append(language === "" ? "text" : language);
  const copy = document.createElement("vscode-toolbar-button");
  copy.setAttribute("icon", "copy");
  copy.setAttribute("label", "Code to clipboard");
  copy.title = "Code to clipboard";
  copy.addEventListener("click", () => post({ type: "copyCode", text }));
  caption.append(copy);
  const pre = document.createElement("pre");
  pre.tabIndex = 0;
  const code = document.createElement("code");
  code.textContent = text.replace(/\n$/u, "");
  pre.append(code);
  figure.append(caption, pre);
  if (isFinal && language !== "" && text.length <= longestColored) void color(code, language);
  return figure;
}

/** Colours arrive later: the highlighter is loaded with the first code there is. */
async function color(code: HTMLElement, language: string): Promise<void> {
  const { highlight } = await import("./highlight.ts");
  const nodes = highlight(code.textContent, language);
  if (nodes !== undefined) code.replaceChildren(...nodes);
}
