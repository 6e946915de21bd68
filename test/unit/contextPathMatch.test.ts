import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { pathList, rankPaths } from "../../src/core/workspace/pathMatch.ts";
import { startsWord } from "../../src/core/text/wordStart.ts";

function ranked(query: string, paths: readonly string[], limit = 50): string[] {
  return rankPaths(query, pathList(paths), limit).map((index) => paths[index] ?? "");
}

describe("path matches", () => {
  it("puts names before words, words before pieces, pieces before letters", () => {
    const paths = [
      "x/cxsxexs.ts",
      "session/b.ts",
      "x/professional.ts",
      "x/chatSession.ts",
      "x/sessions.ts",
      "x/session",
      "s/e/s/s/ion.ts",
      "x/other.ts",
    ];
    assert.deepEqual(ranked("session", paths), [
      "x/session",
      "x/sessions.ts",
      "x/chatSession.ts",
      "session/b.ts",
      "s/e/s/s/ion.ts",
    ]);
    assert.deepEqual(ranked("fess", paths), ["x/professional.ts"]);
    assert.deepEqual(ranked("cses", paths), ["x/chatSession.ts", "x/cxsxexs.ts"]);
  });

  it("finds the starts of words, however they are written", () => {
    const paths = ["chatSession.ts", "chat_session.ts", "chat-session.ts", "Chat Session.ts"];
    assert.deepEqual(ranked("cs", paths).sort(), [...paths].sort());
    assert.deepEqual(ranked("chses", ["xchses.ts", "chatSession.ts"])[0], "chatSession.ts");
    assert.deepEqual(ranked("hp", ["xhp.ts", "HTMLPage.ts"])[0], "HTMLPage.ts");
    assert.deepEqual(ranked("p2", ["up2.ts", "page2.ts"])[0], "page2.ts");
  });

  it("finds Chinese and Tibetan names by a piece, and not by scattered characters", () => {
    const paths = ["文/藏文词典.txt", "文/藏语.txt", "ནང་/བོད་ཡིག.txt", "ནང་/བོད.txt"];
    assert.deepEqual(ranked("词典", paths), ["文/藏文词典.txt"]);
    assert.deepEqual(ranked("藏", paths), ["文/藏语.txt", "文/藏文词典.txt"]);
    assert.deepEqual(ranked("藏典", paths), []);
    assert.deepEqual(ranked("ཡིག", paths), ["ནང་/བོད་ཡིག.txt"]);
    assert.deepEqual(ranked("བོད་", paths), ["ནང་/བོད.txt", "ནང་/བོད་ཡིག.txt"]);
    assert.deepEqual(ranked("བོད༌", paths), ranked("བོད་", paths));
  });

  it("minds neither case, nor width, nor how marks are composed", () => {
    assert.deepEqual(ranked("CAFÉ", ["cafe\u0301.md"]), ["cafe\u0301.md"]);
    assert.deepEqual(ranked("ＡＢ", ["xAb.md"]), ["xAb.md"]);
    assert.deepEqual(ranked("straSSe", ["Strasse.md"]), ["Strasse.md"]);
  });

  it("looks for a query with a slash in whole paths", () => {
    const paths = ["src/core/path.ts", "test/core/path.ts", "core/other.ts", "src/corepath.ts"];
    assert.deepEqual(ranked("core/pa", paths), ["src/core/path.ts", "test/core/path.ts"]);
    assert.deepEqual(ranked("s/c/p", paths)[0], "src/core/path.ts");
    assert.deepEqual(ranked("./core/o", paths), ["core/other.ts"]);
  });

  it("finds folders by their names", () => {
    const paths = ["src/core/", "src/core/core.ts", "src/", "score/"];
    assert.equal(ranked("core", paths)[0], "src/core/");
    assert.equal(ranked("core/", paths)[0], "src/core/");
    assert.equal(ranked("src", paths)[0], "src/");
  });

  it("takes what is nearest to the root for an empty query", () => {
    assert.deepEqual(ranked("", ["a/b/c", "a/b", "zz", "a/", "b"], 4), ["b", "a/", "zz", "a/b"]);
  });

  it("finds every path by its name and by any piece of its name", () => {
    const name = fc.string({
      unit: fc.constantFrom("a", "B", "1", "字", "བ", "་", ".", "-", "é", "😀"),
      minLength: 1,
      maxLength: 8,
    });
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 30 }), fc.nat(), (paths, at) => {
        const wanted = paths[at % paths.length] ?? "";
        const whole = wanted.slice(wanted.lastIndexOf("/") + 1);
        assert.ok(ranked(whole, paths, paths.length).includes(wanted));
        const characters = Array.from(whole);
        const piece = characters.slice(at % characters.length).join("");
        assert.ok(ranked(piece, paths, paths.length).includes(wanted));
      }),
      { numRuns: 2000 },
    );
  });

  it("has the best of all, whatever the limit and the order", () => {
    const path = fc.string({ unit: fc.constantFrom("a", "b", "A", "/", "_"), maxLength: 8 });
    fc.assert(
      fc.property(fc.uniqueArray(path), path, fc.nat(10), (paths, query, limit) => {
        const all = ranked(query, paths, paths.length);
        assert.deepEqual(ranked(query, paths, limit), all.slice(0, limit));
        assert.deepEqual(ranked(query, paths.toReversed(), limit), all.slice(0, limit));
      }),
      { numRuns: 2000 },
    );
  });

  it("takes bounded time for a hostile query", () => {
    const paths = Array.from({ length: 2000 }, (_, index) => `${"a".repeat(200)}/${index}`);
    assert.deepEqual(ranked("a".repeat(500), paths).length, 50);
    assert.deepEqual(ranked("aA".repeat(100_000), ["Aa".repeat(100)]).length, 1);
  });
});

describe("starts of words", () => {
  const starts = (name: string) =>
    Array.from(name, (_, at) => (startsWord(name, at) ? "^" : ".")).join("");
  const cases: readonly (readonly [string, string])[] = [
    ["chatSession.ts", "^...^.......^."],
    ["HTMLPage", "^...^..."],
    ["my_file-2b", "^..^....^^"],
    ["a b", "^.^"],
    ["Éa-é", "^..^"],
    ["བོད་ཡིག", "^...^.."],
  ];
  for (const [name, expected] of cases) {
    it(`are known in ${name}`, () => assert.equal(starts(name), expected));
  }
});
