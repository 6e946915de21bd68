import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { readExcludes } from "../../src/core/workspace/excludes.ts";
import { compileGlob } from "../../src/core/workspace/glob.ts";
import { isIgnored, readIgnoreFile } from "../../src/core/workspace/ignoreFile.ts";

function matches(pattern: string, path: string): boolean | undefined {
  return compileGlob(pattern)?.(path.split("/"));
}

describe("globs of the settings", () => {
  const cases: readonly (readonly [pattern: string, yes: string[], no: string[]])[] = [
    ["**/.git", [".git", "a/b/.git"], [".github", ".git/config"]],
    ["node_modules", ["node_modules"], ["a/node_modules", "node_modules/a"]],
    ["**/*.md", ["a.md", "x/y/བོད.md"], ["a.mdx", "a.md/b"]],
    ["*.md", ["a.md", ".md"], ["x/a.md"]],
    ["src/**", ["src", "src/a", "src/a/b"], ["srcs", "a/src"]],
    ["**/dist/**", ["dist", "a/dist/b/c", "dist/x"], ["dists", "a/b"]],
    ["a/**/z", ["a/z", "a/b/c/z"], ["a/b", "z", "b/a/z"]],
    ["**/{out,build}", ["out", "x/build"], ["x/outs", "{out,build}"]],
    ["a{b,c{d,e}}f", ["abf", "acdf", "acef"], ["acf", "af"]],
    ["**/?.txt", ["a.txt", "字.txt", "😀.txt"], ["ab.txt", ".txt"]],
    ["x[0-9a]y", ["x5y", "xay"], ["xby", "xy"]],
    ["x[!0-9]y", ["xby"], ["x5y", "xy"]],
    ["**", ["a", "a/b"], []],
    ["*a*b*", ["ab", "xaxbx", "aab"], ["ba", "a"]],
    ["", [], ["a"]],
    ["{", ["{"], ["a"]],
    ["[", ["["], ["a"]],
    ["a.b", ["a.b"], ["axb"]],
  ];
  for (const [pattern, yes, no] of cases) {
    it(`takes “${pattern}” as VS Code does`, () => {
      for (const path of yes) assert.equal(matches(pattern, path), true, path);
      for (const path of no) assert.equal(matches(pattern, path), false, path);
    });
  }

  /** The same, tried every way; too slow for what a workspace may hold. */
  function slowly(pattern: readonly string[], path: readonly string[], star: string): boolean {
    const [head, ...rest] = pattern;
    if (head === undefined) return path.length === 0;
    if (head === star) {
      return path.some((_, at) => slowly(rest, path.slice(at), star)) || slowly(rest, [], star);
    }
    const [first, ...others] = path;
    if (first === undefined) return false;
    const isSame =
      star === "*"
        ? head === "?" || head === first
        : slowly(Array.from(head), Array.from(first), "*");
    return isSame && slowly(rest, others, star);
  }

  it("finds what trying every way finds", () => {
    const segment = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 4 });
    const part = fc.oneof(
      fc.constant("**"),
      fc
        .string({ unit: fc.constantFrom("a", "b", "*", "?"), minLength: 1, maxLength: 5 })
        .filter((each) => !/^\*+$/u.test(each) || each === "*"),
    );
    const pattern = fc.array(part, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(pattern, fc.array(segment, { minLength: 1, maxLength: 5 }), (parts, path) => {
        assert.equal(matches(parts.join("/"), path.join("/")), slowly(parts, path, "**"));
      }),
      { numRuns: 20_000 },
    );
  });

  it("takes bounded time for hostile patterns, and none that stand for too many", () => {
    const long = "a".repeat(255);
    assert.equal(matches(`${"*a".repeat(400)}b`, long), false);
    assert.equal(matches(`${"**/".repeat(300)}b`, Array(100).fill(long).join("/")), false);
    assert.equal(matches("[".repeat(1000), long), false);
    assert.equal(compileGlob("{a,b}".repeat(10)), undefined);
    assert.equal(compileGlob("*".repeat(1001)), undefined);
  });
});

describe("excludes of the settings", () => {
  const candidate = (path: string, ...siblings: string[]) => ({
    segments: path.split("/"),
    hasSibling: (name: string) => siblings.includes(name),
  });

  it("lets the later setting decide about a pattern", () => {
    const isExcluded = readExcludes(
      { "**/a": true, "**/b": true, "**/c": false },
      { "**/b": false, "**/c": true },
    );
    assert.deepEqual(
      ["x/a", "x/b", "x/c", "x/d"].map((path) => isExcluded(candidate(path))),
      [true, false, true, false],
    );
  });

  it("looks at siblings where a setting says so", () => {
    const isExcluded = readExcludes({ "**/*.js": { when: "$(basename).ts" } });
    assert.equal(isExcluded(candidate("x/a.b.js", "a.b.ts")), true);
    assert.equal(isExcluded(candidate("x/a.b.js", "a.ts", "a.b.js")), false);
  });

  it("is not misled by what is no setting", () => {
    for (const setting of [undefined, null, 7, "**", ["**"], { "**": 1 }, { "**": { when: 2 } }]) {
      assert.equal(readExcludes(setting)(candidate("a")), false);
    }
  });
});

describe("ignore files", () => {
  const ignores = (text: string, path: string, isFolder = false) =>
    isIgnored([readIgnoreFile(text, 0)], path.split("/"), isFolder);

  const cases: readonly (readonly [
    text: string,
    path: string,
    isFolder: boolean,
    ignored: boolean,
  ])[] = [
    ["out", "a/out", false, true],
    ["/out", "a/out", false, false],
    ["/out", "out", false, true],
    ["out/", "a/out", true, true],
    ["out/", "a/out", false, false],
    ["a/b", "a/b", false, true],
    ["a/b", "x/a/b", false, false],
    ["**/a/b", "x/a/b", false, true],
    ["a/**", "a", true, false],
    ["a/**", "a/b/c", false, true],
    ["*.log\n!keep.log", "x/keep.log", false, false],
    ["!keep.log\n*.log", "x/keep.log", false, true],
    ["# out", "# out", false, false],
    ["\\#out", "#out", false, true],
    ["\\!out", "!out", false, true],
    ["out  ", "out", false, true],
    ["out\\ ", "out ", false, true],
    ["\r\nout\r\n", "out", false, true],
    ["\uFEFFout", "out", false, true],
    ["{a,b}", "a", false, false],
    ["\n/\n!\n  \n", "a", false, false],
  ];
  for (const [text, path, isFolder, ignored] of cases) {
    it(`reads ${JSON.stringify(text)} as Git does for ${path}${isFolder ? "/" : ""}`, () => {
      assert.equal(ignores(text, path, isFolder), ignored);
    });
  }

  it("lets the innermost file decide, from its own folder on", () => {
    const files = [readIgnoreFile("*.txt\n/b", 0), readIgnoreFile("!a.txt\n/b", 1)];
    assert.equal(isIgnored(files, ["x", "a.txt"], false), false);
    assert.equal(isIgnored(files, ["x", "c.txt"], false), true);
    assert.equal(isIgnored(files, ["x", "b"], false), true);
    assert.equal(isIgnored(files, ["x", "y", "b"], false), false);
  });

  it("takes bounded time for a hostile file", () => {
    const text = `${"*a".repeat(400)}b\n`.repeat(5000);
    assert.equal(ignores(text, "a".repeat(50)), false);
  });
});
