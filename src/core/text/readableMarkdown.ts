import { fencedBlocks } from "./fencedBlocks.ts";

/**
 * Markdown as it is read aloud: without the marks of emphasis, headings and tables, links as
 * “text (address)”. Fenced code stays as it is, fences and all.
 */
export function readableMarkdown(markdown: string): string {
  const parts: string[] = [];
  let done = 0;
  for (const { from, to } of fencedBlocks(markdown)) {
    parts.push(readableProse(markdown.slice(done, from)), markdown.slice(from, to));
    done = to;
  }
  return [...parts, readableProse(markdown.slice(done))].join("");
}

function readableProse(text: string): string {
  const lines = text.split("\n").filter((line) => !tableRule.test(line));
  return lines.map(readableLine).join("\n");
}

/** Below the head of a table; it says nothing. */
const tableRule = /^ {0,3}\|(?: *:?-+:? *\|)+ *$/u;

function readableLine(line: string): string {
  const text = line.replace(/^( {0,3})#{1,6} +/u, "$1").replace(/^ {0,3}\| *(.*?) *\| *$/u, "$1");
  // What stands in backticks is nobody's mark.
  const parts = text.split(/`([^`]+)`/u);
  return parts.map((part, index) => (index % 2 === 1 ? part : readableWords(part))).join("");
}

/** Lengths are bounded, so that no text takes long. */
function readableWords(text: string): string {
  return text
    .replace(/!?\[([^[\]]{0,1000})\]\(<?([^\s()<>]{1,2000})>?(?: "[^"]{0,500}")?\)/gu, linkText)
    .replace(/<((?:https?:\/\/|mailto:)[^\s<>]{1,2000})>/gu, "$1")
    .replace(/(\*\*|~~)(?=\S)([^*~]{1,2000})\1/gu, "$2")
    .replace(/(?<![*\\])\*(?=[^\s*])([^*]{1,2000})\*/gu, "$1")
    .replace(/\\([!-/:-@[-`{-~])/gu, "$1");
}

function linkText(_link: string, text: string, address: string): string {
  return text === "" || text === address ? address : `${text} (${address})`;
}
