import { createHash } from "node:crypto";

/** A place where releases are published. */
export interface Market {
  readonly name: string;
  /** The npm package whose program publishes there, and which reads the token from its variable. */
  readonly tool: string;
  readonly tokenVariable: string;
  /** What the program is told to publish a package that is already made. */
  readonly args: (vsix: string) => readonly string[];
}

export const markets: readonly Market[] = [
  {
    name: "Visual Studio Marketplace",
    tool: "@vscode/vsce",
    tokenVariable: "VSCE_PAT",
    args: (vsix) => ["publish", "--skip-duplicate", "--packagePath", vsix],
  },
  {
    name: "Open VSX",
    tool: "ovsx",
    tokenVariable: "OVSX_PAT",
    args: (vsix) => ["publish", "--skip-duplicate", vsix],
  },
];

/** What a release is made from. */
export interface ReleaseState {
  /** Of the manifest. */
  readonly version: string;
  /** The text of `CHANGELOG.md`. */
  readonly changelog: string;
  /** What `git status --porcelain` says. */
  readonly changes: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Why nothing can be published, in sentences; none where it can. */
export function obstacles(state: ReleaseState, chosen: readonly Market[]): string[] {
  const found: string[] = [];
  const changed = state.changes.split("\n").filter((line) => line.trim() !== "");
  if (changed.length > 0) {
    found.push(`The working tree has changes that are not committed:\n${changed.join("\n")}`);
  }
  if (!/^\d+\.\d+\.\d+$/u.test(state.version)) {
    found.push(`“${state.version}” is no version that the markets take: three numbers are.`);
  }
  if (changelogEntry(state.changelog, state.version) === undefined) {
    found.push(`CHANGELOG.md says nothing of ${state.version}.`);
  }
  for (const { name, tokenVariable } of chosen) {
    if ((state.environment[tokenVariable] ?? "") !== "") continue;
    found.push(`${name} wants a token in the environment, in ${tokenVariable}.`);
  }
  return found;
}

/** What a changelog says under the heading of a version; undefined where that is nothing. */
export function changelogEntry(changelog: string, version: string): string | undefined {
  const parts = changelog.replaceAll("\r\n", "\n").split(/^## +/mu).slice(1);
  const part = parts.find((each) => (each.split("\n", 1)[0] ?? "").split(" ", 1)[0] === version);
  const text = part?.slice(part.indexOf("\n")).trim() ?? "";
  return part?.includes("\n") === true && text !== "" ? text : undefined;
}

/** The markets that are named, or all; throws where one is unknown. */
export function chosenMarkets(names: readonly string[]): readonly Market[] {
  if (names.length === 0) return markets;
  return names.map((wanted) => {
    const market = markets.find(({ tool }) => tool === wanted || tool === `@vscode/${wanted}`);
    if (market === undefined) throw new Error(`There is no market “${wanted}”: vsce or ovsx.`);
    return market;
  });
}

/** One line that tells a package from others. */
export function packageText(name: string, bytes: Uint8Array): string {
  const hash = createHash("sha256").update(bytes).digest("hex");
  return `${name}, ${bytes.length.toLocaleString("en-US")} bytes, SHA-256 ${hash}`;
}
