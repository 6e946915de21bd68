import { flattenTables } from "./pastedTables.ts";

/** Longest HTML that is read, in UTF-16 code units, and most tags in it; more pastes as text. */
const longest = 500_000;
const mostTags = 15_000;

/** Most work of converting, as {@link effort} counts it: a second or so. */
const mostEffort = 400_000;

/** More white space than anybody writes: finding its ends would take time with its square. */
const endlessSpace = /\s{500}/u;

/** Says nothing, or what nobody sees. */
const unread = [
  "script,noframes,noscript,template,iframe,object,embed,img,picture,svg,video,audio,canvas",
  "link,meta,base,title,button,select,textarea,input:not([type=checkbox]),[hidden]",
].join();

/** The name under which the style of an element is read. */
const styleName = "data-style";

/** What plain text would lose. */
const structure = "ul,ol,table,h1,h2,h3,h4,h5,h6,pre,code,a,b,strong,i,em,del,s,strike,blockquote";

/**
 * Reads HTML from the clipboard into a document in which nothing runs and nothing is fetched, and
 * leaves of it only what Markdown can say.
 *
 * @returns undefined where plain text says as much.
 */
export function readPasted(html: string): HTMLElement | undefined {
  if (html.length > longest || (html.match(/<[a-z]/giu)?.length ?? 0) > mostTags) return undefined;
  const body = parse(html);
  for (const element of body.querySelectorAll(unread)) element.remove();
  const elements = [...body.querySelectorAll<HTMLElement>("*")];
  if (effort(elements) > mostEffort) return undefined;
  for (const element of elements) if (isHidden(styleOf(element))) element.remove();
  showFormulas(body);
  for (const element of elements) nameStyle(element);
  for (const element of body.querySelectorAll<HTMLElement>("*")) keepAttributes(element);
  for (const link of body.querySelectorAll("a")) if (!isTelling(link)) unwrap(link);
  for (const code of body.querySelectorAll("pre")) wrapCode(code);
  for (const code of body.querySelectorAll("code")) code.textContent = textOf(code);
  for (const list of body.querySelectorAll("ul,ol")) nestList(list);
  for (const list of body.querySelectorAll("ol")) numberItems(list);
  flattenTables(body);
  const isText = body.querySelector(structure) === null || endlessSpace.test(body.textContent);
  return isText ? undefined : body;
}

/**
 * Reads HTML with other names for styles, bases and event handlers: the page's policy would refuse
 * them even in a document that nobody sees, and report each.
 */
function parse(html: string): HTMLElement {
  const mark = `data-${crypto.randomUUID()}-`;
  const marked = html
    .replaceAll(/(<\/?)style\b/giu, "$1noframes")
    .replaceAll(/<base\b/giu, "<link")
    .replaceAll(/\b(?:style|on[a-z]+)(?=\s*=)/giu, `${mark}$&`);
  const { body } = new DOMParser().parseFromString(marked, "text/html");
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text) node.data = node.data.replaceAll(mark, "");
    else if (node instanceof Element) restoreAttributes(node, mark);
  }
  return body;
}

function restoreAttributes(element: Element, mark: string): void {
  const style = element.getAttribute(`${mark}style`);
  if (style !== null) element.setAttribute(styleName, style);
  const href = element.getAttribute("href");
  if (href?.includes(mark) === true) element.setAttribute("href", href.replaceAll(mark, ""));
}

/** The elements, each counted as often as others stand around it, itself included. */
function effort(elements: readonly Element[]): number {
  const depths = new Map<Element | null, number>();
  let sum = 0;
  for (const element of elements) {
    const depth = (depths.get(element.parentElement) ?? 0) + 1;
    depths.set(element, depth);
    sum += depth;
  }
  return sum;
}

/** Formulas as they were written, where they are told. */
function showFormulas(body: HTMLElement): void {
  for (const source of body.querySelectorAll('annotation[encoding="application/x-tex"]')) {
    const display = source.closest(".katex-display");
    const formula = display ?? source.closest(".katex") ?? source.closest("math");
    const sign = display === null ? "$" : "$$";
    formula?.replaceWith(`${sign}${source.textContent.trim()}${sign}`);
  }
}

/** Bold, italics and strokes by their names, where an editor says them by styles. */
function nameStyle(element: HTMLElement): void {
  const style = styleOf(element);
  const weight = style.get("font-weight");
  if (/^(?:B|STRONG)$/u.test(element.nodeName)) {
    if (weight === "normal" || weight === "400") unwrap(element);
    return;
  }
  if (element.nodeName !== "SPAN") return;
  const names = [
    /^(?:bold|[6-9]00)$/u.test(weight ?? "") ? "strong" : "",
    style.get("font-style") === "italic" ? "em" : "",
    (style.get("text-decoration") ?? "").includes("line-through") ? "del" : "",
  ];
  for (const name of names) {
    if (name === "" || element.closest(`${name},h1,h2,h3,h4,h5,h6`) !== null) continue;
    const named = element.ownerDocument.createElement(name);
    named.append(...element.childNodes);
    element.append(named);
  }
}

/** Declarations by their names. */
function styleOf(element: Element): ReadonlyMap<string, string> {
  const declarations = (element.getAttribute(styleName) ?? "").toLowerCase().split(";");
  return new Map(
    declarations.map((declaration) => {
      const [name = "", value = ""] = declaration.split(":");
      return [name.trim(), value.replace("!important", "").trim()];
    }),
  );
}

function isHidden(style: ReadonlyMap<string, string>): boolean {
  return style.get("display") === "none" || style.get("visibility") === "hidden";
}

const keptAttributes: Readonly<Record<string, RegExp>> = {
  href: /^(?:https?|mailto):/iu,
  class: /(?:^|\s)(?:language|lang|highlight-source)-[\w+#-]+(?:\s|$)/u,
  type: /^checkbox$/iu,
  checked: /^/u,
  start: /^\d{1,6}$/u,
  colspan: /^\d{1,3}$/u,
  rowspan: /^\d{1,3}$/u,
  align: /^(?:left|right|center)$/iu,
};

function keepAttributes(element: HTMLElement): void {
  for (const { name, value } of [...element.attributes]) {
    if (keptAttributes[name]?.test(value) !== true) element.removeAttribute(name);
  }
}

/** Whether a link says more than its text. */
function isTelling(link: HTMLElement): boolean {
  const text = link.textContent.trim();
  return text !== "" && link.hasAttribute("href") && link.getAttribute("href") !== text;
}

/** The text of a block of code, with its language, as the one thing in it. */
function wrapCode(pre: HTMLElement): void {
  const about = [pre.querySelector("code"), pre, pre.parentElement];
  const names = about.map((element) => element?.getAttribute("class") ?? "").join(" ");
  const language = /(?:language|lang|highlight-source)-([\w+#-]+)/u.exec(names)?.[1];
  const code = pre.ownerDocument.createElement("code");
  code.textContent = textOf(pre);
  if (language !== undefined) code.className = `language-${language}`;
  pre.replaceChildren(code);
}

function textOf(code: HTMLElement): string {
  for (const lineBreak of code.querySelectorAll("br")) lineBreak.replaceWith("\n");
  return code.textContent;
}

/** A list right in a list belongs to the item before it. */
function nestList(list: Element): void {
  const before = list.previousElementSibling;
  if (list.parentElement?.matches("ul,ol") === true && before?.nodeName === "LI") {
    before.append(list);
  }
}

function numberItems(list: Element): void {
  let number = Number(list.getAttribute("start") ?? "1");
  for (const item of list.children) {
    if (item.nodeName !== "LI") continue;
    item.setAttribute("value", String(number));
    number += 1;
  }
}

function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}
