import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import {
  isBinaryContent,
  isBinaryName,
  isGeneratedFolder,
  isGitData,
  languageOf,
} from "../../src/core/workspace/fileKinds.ts";
import { segmentsBelow } from "../../src/core/workspace/workspacePath.ts";

describe("places below a folder", () => {
  const below: readonly (readonly [path: string, segments: string[]])[] = [
    ["/ws/a/b.txt", ["a", "b.txt"]],
    ["/ws", []],
    ["/ws/", []],
    ["/ws//a/./b", ["a", "b"]],
    ["/ws/a/../b", ["b"]],
    ["/x/../ws/a", ["a"]],
    ["/ws/%2e%2e/a", ["%2e%2e", "a"]],
    ["/ws/…/བོད།.txt", ["…", "བོད།.txt"]],
    ["/ws/.git/config", [".git", "config"]],
  ];
  for (const [path, segments] of below) {
    it(`finds ${path}`, () => assert.deepEqual(segmentsBelow("/ws", path), segments));
  }

  const elsewhere = [
    "/ws/../etc/passwd",
    "/ws/a/../../etc",
    "/wsx/a",
    "/WS/a",
    "/etc",
    "/",
    "",
    "ws/a",
    "/../ws/../../ws/a",
    "/ws/..\\..\\etc",
    "/ws/a\\b",
    "/ws/a\0b",
    "/ws/a\nb",
    "/ws/.. /etc",
    "/ws/.../etc",
  ];
  for (const path of elsewhere) {
    it(`refuses ${JSON.stringify(path)}`, () => {
      assert.equal(segmentsBelow("/ws", path), undefined);
    });
  }

  it("takes a drive in either case, and the root of a file system", () => {
    assert.deepEqual(segmentsBelow("/c:/ws", "/C:/ws/a"), ["a"]);
    assert.equal(segmentsBelow("/c:/ws", "/d:/ws/a"), undefined);
    assert.deepEqual(segmentsBelow("/", "/a/b"), ["a", "b"]);
  });

  it("never leads out of the folder, whatever the path is made of", () => {
    const segment = fc.constantFrom(
      "..",
      ".",
      "",
      "a",
      "ws",
      "...",
      ". .",
      "%2e",
      "\\",
      "\0",
      "..a",
    );
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 8 }), (parts) => {
        const path = `/ws/${parts.join("/")}`;
        const segments = segmentsBelow("/ws", path);
        if (segments === undefined) return;
        assert.ok(segments.every((each) => !/^[. ]*$|[\\/\0]/u.test(each)));
        const resolved = new URL(`file://${path.replaceAll("%", "%25")}`).pathname;
        const plain = resolved.replaceAll("%25", "%").replace(/\/+/gu, "/").replace(/\/$/u, "");
        if (!path.includes("//")) assert.equal(["/ws", ...segments].join("/"), plain);
      }),
      { numRuns: 5000 },
    );
  });
});

describe("kinds of files", () => {
  it("knows what is Git's own, by every name that leads there", () => {
    for (const path of [
      "/a/.git/config",
      "/a/.git",
      "/a/.GIT/HEAD",
      "c:\\a\\.git\\config",
      "/a/.git./x",
      "/a/.git /x",
      "/a/.git::$INDEX_ALLOCATION/x",
      "/a/GIT~1/config",
      ".git",
    ]) {
      assert.ok(isGitData(path), path);
    }
    for (const path of ["/a/.gitignore", "/a/.github/x", "/a/my.git", "/a/git/x", "/a/.git.md"]) {
      assert.ok(!isGitData(path), path);
    }
  });

  it("knows folders that programs fill", () => {
    assert.ok(isGeneratedFolder("node_modules"));
    assert.ok(!isGeneratedFolder("src"));
    assert.ok(!isGeneratedFolder("constructor"));
  });

  it("tells binary files by their names", () => {
    for (const name of ["a.PNG", "/x/y.tar.gz", "བོད.pdf"]) assert.ok(isBinaryName(name), name);
    for (const name of ["a.txt", "png", ".png", "x.png/y", "a.constructor"]) {
      assert.ok(!isBinaryName(name), name);
    }
  });

  it("tells binary content from text in any encoding", () => {
    const text = "བོད་ཡིག 中文 plain\r\n";
    const utf16 = Buffer.from(text, "utf16le");
    assert.ok(!isBinaryContent(Buffer.from(text)));
    assert.ok(!isBinaryContent(utf16));
    assert.ok(!isBinaryContent(Buffer.from(utf16).swap16()));
    assert.ok(!isBinaryContent(Buffer.from("\uFEFF\0a\u0100", "utf16le")));
    assert.ok(!isBinaryContent(Buffer.from([0xd6, 0xd0, 0xce, 0xc4])));
    assert.ok(!isBinaryContent(Buffer.alloc(0)));
    assert.ok(isBinaryContent(Buffer.from([1, 0, 0, 2])));
    assert.ok(isBinaryContent(Buffer.from(`${"a".repeat(5000)}\0\0`)));
  });

  it("names languages as VS Code does", () => {
    const names = ["a.md", "b.TS", "/x/c.py", "བོད.txt", "Makefile", ".json", "a.toString"];
    assert.deepEqual(names.map(languageOf), [
      "markdown",
      "typescript",
      "python",
      "plaintext",
      "plaintext",
      "plaintext",
      "plaintext",
    ]);
  });
});
