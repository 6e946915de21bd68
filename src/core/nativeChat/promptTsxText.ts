import { isRecord } from "../record.ts";

/** Deeper than any prompt that a person would write. */
const mostLevels = 200;

/**
 * The text in what `@vscode/prompt-tsx` renders as JSON: nodes with `children`, whose leaves have a
 * `text`. Untrusted: what has another shape says nothing.
 */
export function promptTsxText(value: unknown): string {
  const texts: string[] = [];
  const visit = (node: unknown, levels: number): void => {
    if (!isRecord(node) || levels === 0) return;
    if (typeof node["text"] === "string") texts.push(node["text"]);
    if (!Array.isArray(node["children"])) return;
    for (const child of node["children"]) visit(child, levels - 1);
  };
  visit(isRecord(value) ? value["node"] : undefined, mostLevels);
  return texts.join("");
}
