/** Elements that are for other uses than reading. */
const unread = "button, figcaption, .note-return, [aria-hidden=true], .for-ears";

/** Elements that stand in the middle of a line. */
const inline = new Set(
  "A B BR CODE DEL EM I INPUT LABEL MARK S SMALL SPAN STRONG SUB SUP".split(" "),
);

/**
 * The text of an element as a reader sees it, without markup: lists with bullets and numbers, a
 * table's cells between tabs, code as it is, formulas as TeX. Folded parts and buttons are left out.
 */
export function plainTextOf(element: Element): string {
  return blocksOf(element, "\n\n").join("\n\n");
}

/**
 * The blocks in an element; what stands in lines between them is a block as well.
 *
 * @param gap what stands between blocks further in.
 */
function blocksOf(element: Element, gap: string): string[] {
  const blocks: string[] = [];
  let line = "";
  const endLine = () => {
    const text = line.replace(/ +\n/gu, "\n").trim();
    if (text !== "") blocks.push(text);
    line = "";
  };
  for (const node of element.childNodes) {
    if (node instanceof Text) line += node.data;
    if (!(node instanceof Element) || node.matches(unread)) continue;
    if (inline.has(node.tagName) && !node.matches(".display")) {
      line += lineOf(node);
    } else {
      endLine();
      const text = blockOf(node, gap);
      if (text !== "") blocks.push(text);
    }
  }
  endLine();
  return blocks;
}

function blockOf(element: Element, gap: string): string {
  if (element.matches(".display")) return lineOf(element);
  switch (element.tagName) {
    case "PRE":
      return element.textContent;
    case "HR":
      return "———";
    case "UL":
    case "OL":
      return listText(element);
    case "TABLE":
      return [...element.querySelectorAll("tr")].map(rowText).join("\n");
    case "DETAILS":
      if (!element.hasAttribute("open")) return "";
  }
  return blocksOf(element, gap).join(gap);
}

function listText(list: Element): string {
  const first = list instanceof HTMLOListElement ? list.start : undefined;
  return [...list.children]
    .map((item, index) => {
      const marker = first === undefined ? "•" : `${first + index}.`;
      const text = blocksOf(item, "\n").join("\n");
      return `${marker} ${text.replaceAll("\n", `\n${" ".repeat(marker.length + 1)}`)}`;
    })
    .join("\n");
}

function rowText(row: Element): string {
  return [...row.children]
    .map((cell) => blocksOf(cell, " ").join(" ").replace(/\s+/gu, " "))
    .join("\t");
}

function lineOf(element: Element): string {
  if (element instanceof HTMLBRElement) return "\n";
  if (element instanceof HTMLInputElement) return element.checked ? "[x] " : "[ ] ";
  if (element instanceof HTMLElement && element.dataset["tex"] !== undefined) {
    return element.classList.contains("display")
      ? `$$${element.dataset["tex"]}$$`
      : `$${element.dataset["tex"]}$`;
  }
  return [...element.childNodes]
    .map((node) => {
      if (node instanceof Text) return node.data;
      return node instanceof Element && !node.matches(unread) ? lineOf(node) : "";
    })
    .join("");
}
