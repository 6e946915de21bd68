import { common, createLowlight } from "lowlight";

const lowlight = createLowlight(common);

/** How long colouring may take at a time, in milliseconds. */
const budget = 8;
/** How much of what a part leaves open begins the next, in UTF-16 code units. */
const longestOpening = 200;

type Tree = ReturnType<typeof lowlight.highlight>;
type TreeNode = Tree["children"][number];

/**
 * Colours parts of one code, one after the other, while the page has nothing else to do. Nothing
 * for a language that is not known.
 *
 * @param signal ends it.
 */
export async function highlightParts(
  parts: readonly Element[],
  language: string,
  signal: AbortSignal,
): Promise<void> {
  if (!lowlight.registered(language)) return;
  let opening = "";
  let until = performance.now() + budget;
  for (const part of parts) {
    if (performance.now() > until) {
      await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 200 }));
      until = performance.now() + budget;
    }
    if (signal.aborted) return;
    const { children } = lowlight.highlight(language, opening + part.textContent);
    part.replaceChildren(...without(children, opening.length).map(draw));
    opening = openingOf(children);
  }
}

/** A comment or a text of several lines that goes over the end of a part: how it begins. */
function openingOf(nodes: readonly TreeNode[]): string {
  const last = nodes.at(-1);
  if (last?.type !== "element") return "";
  const text = textOf(last);
  return text.endsWith("\n") ? text.slice(0, longestOpening) : "";
}

function textOf(node: TreeNode): string {
  if (node.type === "text") return node.value;
  return node.type === "element" ? node.children.map(textOf).join("") : "";
}

/** Nodes without so much of their beginning. */
function without(nodes: readonly TreeNode[], length: number): TreeNode[] {
  let rest = length;
  return nodes.flatMap((node): TreeNode[] => {
    if (rest === 0) return [node];
    const own = textOf(node).length;
    const taken = Math.min(rest, own);
    rest -= taken;
    if (taken === own) return [];
    if (node.type === "text") return [{ ...node, value: node.value.slice(taken) }];
    if (node.type !== "element") return [node];
    return [{ ...node, children: without(node.children, taken) as typeof node.children }];
  });
}

function draw(node: TreeNode): Node {
  if (node.type === "text") return document.createTextNode(node.value);
  const span = document.createElement("span");
  if (node.type !== "element") return span;
  const { className } = node.properties;
  if (Array.isArray(className)) span.className = className.join(" ");
  span.append(...node.children.map(draw));
  return span;
}
