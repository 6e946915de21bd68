import { strikethrough, tables, taskListItems } from "@joplin/turndown-plugin-gfm";
import TurndownService from "turndown";

const service = new TurndownService({
  headingStyle: "atx",
  hr: "---",
  codeBlockStyle: "fenced",
  emDelimiter: "*",
  br: "",
});
service.use([strikethrough, tables, taskListItems]);
// A person and a model read the text as it stands: signs in it are not escaped.
service.escape = (text) => text;
service.addRule("item", {
  filter: "li",
  replacement: (content, node) => {
    const number = node.getAttribute("value");
    const marker = number === null ? "- " : `${number}. `;
    const indent = " ".repeat(marker.length);
    const text = content
      .trim()
      .replace(/^(\[[ x]\]) +/u, "$1 ")
      .replaceAll(/\n(?=[^\n])/gu, `\n${indent}`);
    return `${marker}${text}${node.nextElementSibling === null ? "" : "\n"}`;
  },
});
service.addRule("cell", {
  filter: ["td", "th"],
  replacement: (content, node) => {
    const text = content.trim().replaceAll("|", "\\|").replaceAll(/\n+/gu, "<br>");
    return `${node.previousSibling === null ? "| " : " "}${text.padEnd(3)} |`;
  },
});

/** The Markdown of what {@link readPasted} has left. */
export function toMarkdown(root: HTMLElement): string {
  return service.turndown(root);
}
