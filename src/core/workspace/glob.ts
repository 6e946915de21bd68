/** Whether a path, given as its segments, is one that a pattern means. */
export type PathTest = (segments: readonly string[]) => boolean;

/** Patterns may come from a workspace: longer or more branching ones are not used at all. */
const longestPattern = 1_000;
const mostAlternatives = 100;

/**
 * Compiles a glob as VS Code's settings have them: `*`, `?` and `[…]` within a segment, `**` for any
 * number of segments, none included, and `{a,b}`. It is matched in time linear in the path for each
 * of its parts, whatever the pattern.
 *
 * @returns undefined where the pattern is too long or stands for too many.
 */
export function compileGlob(pattern: string): PathTest | undefined {
  if (pattern.length > longestPattern) return undefined;
  const alternatives = expandBraces(pattern);
  if (alternatives === undefined) return undefined;
  const tests = alternatives.map((each) => compileSegments(each.split("/")));
  return (segments) => tests.some((test) => test(segments));
}

/** Compiles a pattern that is divided at its slashes already and has no braces. */
export function compileSegments(pattern: readonly string[]): PathTest {
  const parts = pattern.map((segment) => (segment === "**" ? anyNumber : compileName(segment)));
  const [first, second] = parts;
  if (parts.length === 2 && first === anyNumber && second !== undefined) {
    return (segments) => second(segments.at(-1) ?? "");
  }
  return (segments) => matchAll(parts, segments);
}

/** Tests a segment of a path, or a character of a segment. */
type PartTest = (item: string) => boolean;

/** Stands for any number of items. */
const anyNumber: PartTest = () => true;

/**
 * Where it is stuck it goes back to the last part that stands for any number: what an earlier one
 * could take, the last one can take as well.
 */
function matchAll(parts: readonly PartTest[], items: readonly string[]): boolean {
  let part = 0;
  let item = 0;
  let star = -1;
  let starItem = 0;
  while (item < items.length) {
    const test = parts[part];
    if (test === anyNumber) {
      star = part++;
      starItem = item;
    } else if (test?.(items[item] ?? "") === true) {
      part++;
      item++;
    } else if (star >= 0) {
      part = star + 1;
      item = ++starItem;
    } else {
      return false;
    }
  }
  while (parts[part] === anyNumber) part++;
  return part === parts.length;
}

/** Tests one segment; the usual kinds of patterns go without a search. */
function compileName(pattern: string): PartTest {
  if (!/[*?[\\]/u.test(pattern)) return (name) => name === pattern;
  const suffix = /^\*([^*?[\\]+)$/u.exec(pattern)?.[1];
  if (suffix !== undefined) return (name) => name.endsWith(suffix);
  const prefix = /^([^*?[\\]+)\*$/u.exec(pattern)?.[1];
  if (prefix !== undefined) return (name) => name.startsWith(prefix);
  const parts = characterTests(pattern);
  return (name) => matchAll(parts, Array.from(name));
}

function characterTests(pattern: string): PartTest[] {
  const tests: PartTest[] = [];
  const tokens = pattern.matchAll(/\*+|\\(.)|\[([!^]?)(\]?[^\]]*)\]|(.)/gsu);
  for (const [token, escaped, negation, members, plain] of tokens) {
    if (token.startsWith("*")) tests.push(anyNumber);
    else if (escaped !== undefined) tests.push((character) => character === escaped);
    else if (members !== undefined) tests.push(memberTest(members, negation !== ""));
    else if (plain === "?") tests.push(() => true);
    else tests.push((character) => character === plain);
  }
  return tests;
}

function memberTest(members: string, isNegated: boolean): PartTest {
  const ranges = [...members.matchAll(/(.)-(.)|(.)/gsu)].map(
    ([, from, to, single]) => [from ?? single ?? "", to ?? single ?? ""] as const,
  );
  return (character) => {
    const code = character.codePointAt(0) ?? 0;
    const isMember = ranges.some(
      ([from, to]) => code >= (from.codePointAt(0) ?? 0) && code <= (to.codePointAt(0) ?? 0),
    );
    return isMember !== isNegated;
  };
}

/** All that a pattern with `{a,b}` stands for; undefined where they are too many. */
function expandBraces(pattern: string): string[] | undefined {
  const waiting = [pattern];
  const expanded: string[] = [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const braces = innermostBraces(next);
    if (braces === undefined) {
      expanded.push(next);
    } else {
      const { start, end } = braces;
      for (const choice of next.slice(start + 1, end).split(",")) {
        waiting.push(next.slice(0, start) + choice + next.slice(end + 1));
      }
    }
    if (waiting.length + expanded.length > mostAlternatives) return undefined;
  }
  return expanded;
}

/** The first pair of braces that closes; it holds no other pair, so its commas are its own. */
function innermostBraces(pattern: string): { start: number; end: number } | undefined {
  const end = pattern.indexOf("}");
  const start = end < 0 ? -1 : pattern.lastIndexOf("{", end);
  return start < 0 ? undefined : { start, end };
}
