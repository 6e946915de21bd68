import type { Fence, List } from "./block.ts";
import type { Line } from "./line.ts";

/** Indentation that makes code of a line, in columns. */
export const codeIndent = 4;

/** What a heading begins with and what it says. */
export function headingIn(
  text: string,
): { readonly level: number; readonly text: string } | undefined {
  const marks = /^#{1,6}(?=[ \t]|$)/u.exec(text)?.[0];
  if (marks === undefined) return undefined;
  const rest = text.slice(marks.length).replace(/[ \t]+$/u, "");
  const closed = /^(.*[ \t])#+$/su.exec(rest);
  return { level: marks.length, text: trimmed(closed?.[1] ?? rest) };
}

/** The level of the heading that a line under it makes of a paragraph. */
export function underlineIn(text: string): 1 | 2 | undefined {
  if (/^=+[ \t]*$/u.test(text)) return 1;
  return /^-+[ \t]*$/u.test(text) ? 2 : undefined;
}

export function isRule(text: string): boolean {
  return /^([-*_])(?:[ \t]*\1){2,}[ \t]*$/u.test(text);
}

/** The fence that a line opens, and what is written behind it. */
export function fenceIn(line: Line): { readonly fence: Fence; readonly info: string } | undefined {
  const { rest, indent } = line;
  const marks = /^(?:`{3,}|~{3,})/u.exec(rest)?.[0];
  if (marks === undefined) return undefined;
  const info = rest.slice(marks.length);
  const sign = marks[0] ?? "";
  if (sign === "`" && info.includes("`")) return undefined;
  return { fence: { sign, length: marks.length, indent }, info };
}

/** Whether a line closes a fence. */
export function closes({ sign, length }: Fence, line: Line): boolean {
  if (line.indent >= codeIndent || line.sign !== sign) return false;
  const { rest } = line;
  let end = 0;
  while (rest[end] === sign) end += 1;
  return end >= length && /^[ \t]*$/u.test(rest.slice(end));
}

export interface ItemStart {
  readonly sign: string;
  readonly number: number | undefined;
  readonly width: number;
  readonly isEmpty: boolean;
}

/** The mark that begins an item. */
export function itemStartIn(text: string): ItemStart | undefined {
  const match = /^(?:([-+*])|(\d{1,9})([.)]))(?:[ \t]+|$)/u.exec(text);
  if (match === null) return undefined;
  const [all, bullet, digits, sign = bullet] = match;
  const number = digits === undefined ? undefined : Number(digits);
  const width = digits === undefined ? 1 : digits.length + 1;
  return { sign: sign ?? "", number, width, isEmpty: all.length === text.length };
}

/** Whether an item goes on with a list. */
export function isItemOf({ start, sign }: List, item: ItemStart): boolean {
  return sign === item.sign && (start === undefined) === (item.number === undefined);
}

/** Goes over the mark of an item; tells by how many columns its lines are indented. */
export function skipItemStart(line: Line, { width, isEmpty }: ItemStart): number {
  const before = line.indent + width;
  line.skip(width);
  const spaces = line.indent;
  const isCode = spaces > codeIndent;
  const padding = isEmpty || isCode ? 1 : spaces;
  line.skipColumns(padding);
  return before + padding;
}

/** The label of a note that a line defines, and how long its mark is. */
export function noteStartIn(
  text: string,
): { readonly label: string; readonly width: number } | undefined {
  const match = /^\[\^([^\] ]{1,997})\]:/u.exec(text);
  return match?.[1] === undefined ? undefined : { label: match[1], width: match[0].length };
}

/** Whether more on the same line may make something else of what is a line of a paragraph now. */
export function isUndecided(text: string): boolean {
  return (
    /^(?:#{1,6}|[-*_=+:| \t]+|\d{1,9}[.)]?[ \t]*|`{1,2}|~{1,2}|\[(?:\^[^\] ]*\]?)?|\\|\$)$/u.test(
      text,
    ) ||
    text.startsWith("$$") ||
    text.startsWith("\\[")
  );
}

/** Without white space around it; spaces that other scripts have stay. */
export function trimmed(text: string): string {
  return text.replace(/^[ \t\n\r]+/u, "").replace(/[ \t\n\r]+$/u, "");
}
