import { common, createLowlight } from "lowlight";

const lowlight = createLowlight(common);

type Tree = ReturnType<typeof lowlight.highlight>;
type TreeNode = Tree["children"][number];

/** Code as coloured nodes, or undefined for a language that is not known. */
export function highlight(text: string, language: string): Node[] | undefined {
  if (!lowlight.registered(language)) return undefined;
  return lowlight.highlight(language, text).children.map(draw);
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
