/** How long a part is at the least, in UTF-16 code units. */
const least = 4_000;

/**
 * Code on the page in parts of whole lines, so that a browser that lays out a long code anew has to
 * do it only for the part that grows. A line end at the end of the code is not shown.
 */
export class CodeParts {
  readonly parts: HTMLElement[] = [];
  readonly #parent: HTMLElement;
  #text: Text | undefined;
  #isLineEndHeld = false;

  constructor(parent: HTMLElement) {
    this.#parent = parent;
  }

  append(text: string): void {
    if (text === "") return;
    const all = this.#isLineEndHeld ? `\n${text}` : text;
    this.#isLineEndHeld = all.endsWith("\n");
    const end = this.#isLineEndHeld ? all.length - 1 : all.length;
    for (let from = 0; from < end;) {
      const node = this.#text ?? this.#begin();
      const lineEnd = all.indexOf("\n", from + Math.max(0, least - node.length));
      const to = lineEnd < 0 || lineEnd >= end ? end : lineEnd + 1;
      node.appendData(all.slice(from, to));
      from = to;
      if (node.length >= least && node.data.endsWith("\n")) this.#text = undefined;
    }
  }

  #begin(): Text {
    const part = document.createElement("span");
    part.className = "part";
    const text = document.createTextNode("");
    part.append(text);
    this.#parent.append(part);
    this.parts.push(part);
    this.#text = text;
    return text;
  }
}
