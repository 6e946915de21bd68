import type { MarkdownIt, StateCore, StateInline } from "markdown-it";
import { delimiters, endOfFormula } from "./mathRules.ts";
import type { MarkdownEnvironment } from "./markdownEnvironment.ts";

/** One thing that the text of a line is made of. */
interface Step {
  readonly begin: number;
  readonly end: number;
  /** How many signs of emphasis stand before its end. */
  readonly signs: number;
}

/** Makes the parser of lines tell how much of a text is settled, whatever follows. */
export function addSettling(markdown: MarkdownIt): void {
  markdown.core.ruler.at("inline", parseInline);
}

function parseInline(core: StateCore): void {
  const { md, env, tokens } = core;
  for (const token of tokens) {
    if (token.type !== "inline") continue;
    const state = new md.inline.State(token.content, md, env, token.children ?? []);
    const { steps, unsettledFrom } = readSteps(state);
    for (const rule of md.inline.ruler2.getRules("")) rule(state);
    (env as MarkdownEnvironment).settled = settledLength(state, steps, unsettledFrom);
  }
}

/** Does what markdown-it does and notes where it could not tell what a sign begins. */
function readSteps(state: StateInline): { steps: Step[]; unsettledFrom: number } {
  const rules = state.md.inline.ruler.getRules("");
  const { maxNesting } = state.md.options;
  const steps: Step[] = [];
  let unsettledFrom = Number.POSITIVE_INFINITY;
  while (state.pos < state.posMax) {
    const begin = state.pos;
    const { length } = state.tokens;
    const isRead = state.level < maxNesting && rules.some((rule) => rule(state, false));
    if (!isRead) {
      state.pending += state.src[begin] ?? "";
      state.pos += 1;
    }
    const isText = state.tokens
      .slice(length)
      .every(({ type }) => type === "text" || type === "text_special");
    if (isText && begin < unsettledFrom && mayBegin(state, begin)) unsettledFrom = begin;
    steps.push({ begin, end: state.pos, signs: state.delimiters.length });
  }
  if (state.pending !== "") state.pushPending();
  return { steps, unsettledFrom };
}

/** Whether more text may make a sign begin something that is text now. */
function mayBegin(state: StateInline, index: number): boolean {
  const { src, posMax } = state;
  switch (src[index]) {
    case "`":
      return true;
    case "[": {
      const end = state.md.helpers.parseLinkLabel(state, index, true);
      return end < 0 || /^[([]?$/u.test(src.slice(end + 1, end + 2));
    }
    case "<":
      return /^<[^<>\s]*$/u.test(src.slice(index));
    case "&":
      return /^&[#a-z0-9]*$/iu.test(src.slice(index, index + 40));
    case "$":
    case "\\": {
      const pair = delimiters.find(({ open }) => src.startsWith(open, index));
      return (
        pair !== undefined && endOfFormula(src, index + pair.open.length, posMax, pair) >= posMax
      );
    }
    default:
      return false;
  }
}

/** How much nothing that follows can change, and what follows does not depend on. */
function settledLength(state: StateInline, steps: readonly Step[], unsettledFrom: number): number {
  const open = state.delimiters.findIndex((sign) => sign.open && sign.end < 0);
  const openStep = open < 0 ? undefined : steps.find(({ signs }) => signs > open);
  const limit = Math.min(unsettledFrom, openStep?.begin ?? Number.POSITIVE_INFINITY);
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    const { begin, end } = steps[index] ?? { begin: 0, end: 0 };
    if (begin >= limit) continue;
    if (state.src[begin] === "\n") {
      if (end < state.src.length) return end;
    } else if (!/[!#$%&*+\-:<=>@[\]\\^_`{}~]/u.test(state.src[begin] ?? "")) {
      const settled = placeWithin(state.src, begin, Math.min(end, state.src.length - 1));
      if (settled > begin) return settled;
    }
  }
  return 0;
}

/** A place in a run of text where no word ends that may become a link. */
function placeWithin(text: string, from: number, to: number): number {
  for (let place = to; place > from; place -= 1) {
    const before = text[place - 1] ?? "";
    const next = text[place] ?? "";
    const isBetweenWords = before === " " && /[^\s]/u.test(next);
    // A bracket begins what it begins whatever stands before it.
    const isBetweenLetters =
      /[\u0f00-\u0fff\u3001-\ud7ff\uff01-\uffee][<\u0f00-\u0fff\u3001-\ud7ff\uff01-\uffee]/u.test(
        before + next,
      );
    if (!isBetweenWords && !isBetweenLetters) continue;
    if (
      !/(?::|\/\/)[^\s\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f]*$/u.test(
        text.slice(Math.max(0, place - longestLink), place),
      )
    )
      return place;
  }
  return 0;
}

/** How far back something that may become a link is looked for, in UTF-16 code units. */
const longestLink = 300;
