import { compileSegments, type PathTest } from "./glob.ts";

/** The rules of one `.gitignore`. */
export interface IgnoreFile {
  /** How many segments of a path lead to the folder that the file stands in. */
  readonly depth: number;
  /** As they stand in the file: the last one that means a path decides. */
  readonly rules: readonly IgnoreRule[];
}

interface IgnoreRule {
  readonly test: PathTest;
  readonly isForFolders: boolean;
  readonly isIgnored: boolean;
}

/** The file may be hostile: more rules, or longer ones, are not read. */
const mostRules = 1_000;
const longestRule = 1_000;

/** Reads a `.gitignore`; lines that mean nothing are left out. */
export function readIgnoreFile(text: string, depth: number): IgnoreFile {
  const rules = text
    .replace(/^\uFEFF/u, "")
    .split(/\r?\n/u, mostRules)
    .map(readRule)
    .filter((rule) => rule !== undefined);
  return { depth, rules };
}

/**
 * Whether a path is ignored, its parent folders being none of them.
 *
 * @param files from the outermost folder to the innermost: an inner one goes over an outer one.
 */
export function isIgnored(
  files: readonly IgnoreFile[],
  segments: readonly string[],
  isFolder: boolean,
): boolean {
  for (const { depth, rules } of files.toReversed()) {
    const below = segments.slice(depth);
    const rule = rules.findLast((each) => (isFolder || !each.isForFolders) && each.test(below));
    if (rule !== undefined) return rule.isIgnored;
  }
  return false;
}

function readRule(line: string): IgnoreRule | undefined {
  if (line.length > longestRule || line.startsWith("#")) return undefined;
  const isIgnored = !line.startsWith("!");
  const trimmed = withoutTrailingSpaces(isIgnored ? line : line.slice(1));
  const isForFolders = trimmed.endsWith("/");
  const pattern = isForFolders ? trimmed.slice(0, -1) : trimmed;
  if (pattern === "" || pattern === "/") return undefined;
  const segments = pattern.split("/");
  // Without a slash before its end, a rule holds at any depth below its file.
  const anchored = segments.length === 1 ? ["**", ...segments] : dropLeadingEmpty(segments);
  // `a/**` means what is in `a`, not `a` itself.
  const whole = anchored.at(-1) === "**" ? [...anchored, "*"] : anchored;
  return { test: compileSegments(whole), isForFolders, isIgnored };
}

/** Spaces at the end do not count unless a backslash stands before them. */
function withoutTrailingSpaces(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === " " && line[end - 2] !== "\\") end--;
  return line.slice(0, end);
}

function dropLeadingEmpty(segments: readonly string[]): readonly string[] {
  return segments[0] === "" ? segments.slice(1) : segments;
}
