import { compileGlob } from "./glob.ts";
import { isRecord } from "../record.ts";

/** A file or folder as the excludes look at it. */
interface ExcludeCandidate {
  /** From the workspace folder down to its own name. */
  readonly segments: readonly string[];
  /** Whether its folder holds something of a name. */
  readonly hasSibling: (name: string) => boolean;
}

export type ExcludeTest = (candidate: ExcludeCandidate) => boolean;

/** The settings may come from a workspace: further patterns are not used. */
const mostPatterns = 500;

/**
 * Reads what `files.exclude` and `search.exclude` hold: globs with `true`, `false`, or `{when}` that
 * names a sibling. A later setting goes over an earlier one. What is none of these is left out.
 */
export function readExcludes(...settings: readonly unknown[]): ExcludeTest {
  const patterns = new Map<string, unknown>();
  for (const setting of settings) {
    if (!isRecord(setting)) continue;
    for (const [pattern, value] of Object.entries(setting)) patterns.set(pattern, value);
  }
  const tests = [...patterns]
    .slice(0, mostPatterns)
    .map(([pattern, value]) => excludeTest(pattern, value))
    .filter((test) => test !== undefined);
  return (candidate) => tests.some((test) => test(candidate));
}

function excludeTest(pattern: string, value: unknown): ExcludeTest | undefined {
  const test = compileGlob(pattern);
  if (test === undefined) return undefined;
  if (value === true) return ({ segments }) => test(segments);
  const when = isRecord(value) ? value["when"] : undefined;
  if (typeof when !== "string") return undefined;
  return ({ segments, hasSibling }) => {
    if (!test(segments)) return false;
    const basename = (segments.at(-1) ?? "").replace(/(?<=.)\.[^.]*$/u, "");
    return hasSibling(when.replaceAll("$(basename)", () => basename));
  };
}
