import assert from "node:assert/strict";
import { symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as vscode from "vscode";
import { collectFolder } from "../../src/host/context/folder.ts";
import { cancelled, closeEditors, makeOwnFolder, unlimited, type OwnFolder } from "./ownFolder.ts";

describe("context from folders", () => {
  let own: OwnFolder;
  beforeEach(async () => {
    own = await makeOwnFolder();
  });
  afterEach(async () => {
    await closeEditors();
    await own.remove();
  });

  /** The paths that a folder's text quotes. */
  const quoted = async (folder: vscode.Uri) => {
    const { passages, problems } = await collectFolder(folder, unlimited);
    const heads = (passages[0]?.text ?? "").matchAll(/^(.+)\n`{3,}[a-z]+$/gmu);
    return { paths: Array.from(heads, ([, path]) => path), problems };
  };

  it("quotes the text files in the order of their paths, each between its own fences", async () => {
    await own.write({ "b/བོད.txt": "བོད།", "a.md": "```\ncode\n```\n", "b/a.ts": "let a;\n" });
    const editor = await vscode.window.showTextDocument(own.at("b/a.ts"));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "// new\n"));
    const { passages, problems } = await collectFolder(own.uri, unlimited);
    assert.deepEqual(problems, []);
    const [{ id, ...passage } = assert.fail()] = passages;
    assert.notEqual(id, "");
    assert.deepEqual(passage, {
      kind: "folder",
      uri: own.uri.toString(),
      name: `${own.name}/`,
      languageId: "markdown",
      text: [
        "a.md\n````markdown\n```\ncode\n```\n````",
        "b/a.ts\n```typescript\n// new\nlet a;\n```",
        "b/བོད.txt\n```plaintext\nབོད།\n```",
      ].join("\n\n"),
    });
  });

  it("leaves out what is excluded, fetched, generated or Git's own", async () => {
    const files = vscode.workspace.getConfiguration("files");
    const search = vscode.workspace.getConfiguration("search");
    await own.write({
      ".git/config": "x",
      "node_modules/m/index.js": "x",
      "dist/a.js": "x",
      ".gitignore": "*.log\n/out/\ngen/*\n",
      "a.log": "x",
      "out/a.txt": "x",
      "gen/a.txt": "x",
      "in/out/a.txt": "x",
      "in/.gitignore": "secret.txt",
      "in/secret.txt": "x",
      "a.hidden": "x",
      "a.unsearched": "x",
      "a.js": "x",
      "a.ts": "x",
      "b.js": "x",
    });
    try {
      const excluded = { "**/*.hidden": true, "**/*.js": { when: "$(basename).ts" } };
      await files.update("exclude", excluded, vscode.ConfigurationTarget.Workspace);
      await search.update("exclude", { "**/*.unsearched": true }, false);
      assert.deepEqual(await quoted(own.uri), {
        paths: [".gitignore", "a.ts", "b.js", "in/.gitignore", "in/out/a.txt"],
        problems: [],
      });
      assert.deepEqual(await quoted(own.at("in")), {
        paths: [".gitignore", "out/a.txt"],
        problems: [],
      });
      // What a person chooses by its name is taken.
      for (const name of ["out", "gen"]) {
        assert.deepEqual((await quoted(own.at(name))).paths, ["a.txt"]);
      }
      assert.deepEqual((await quoted(own.at("node_modules"))).paths, ["m/index.js"]);
      assert.match((await quoted(own.at(".git"))).problems.join(), /never read/u);
    } finally {
      await files.update("exclude", undefined, vscode.ConfigurationTarget.Workspace);
      await search.update("exclude", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it("follows no link, and counts what it left out", async () => {
    await own.write({
      "a.txt": "a",
      "b.png": "b",
      "c.txt": Uint8Array.from([0, 1, 2, 0]),
      "d.txt": "d".repeat(1_000_001),
      "e.txt": "",
    });
    await symlink(own.uri.fsPath, own.at("loop").fsPath);
    await symlink(tmpdir(), own.at("outside").fsPath);
    assert.deepEqual(await quoted(own.uri), {
      paths: ["a.txt"],
      problems: [
        `6 of 7 files in “${own.name}/” were left out: 2 behind a link, 2 binary, 1 over 1 MB, 1 empty.`,
      ],
    });
  });

  it("ends at 500 files and at 2 MB", async () => {
    const names = Array.from({ length: 503 }, (_, index) => `many/${1000 + index}.txt`);
    await own.write(Object.fromEntries(names.map((name) => [name, "x"])));
    const many = await quoted(own.at("many"));
    assert.equal(many.paths.length, 500);
    assert.equal(many.paths.at(-1), "1499.txt");
    assert.match(many.problems.join(), /^3 of 503 files .*: 3 beyond 500 files or 2 MB\.$/u);
    const tibetan = "བ".repeat(300_000);
    await own.write({ "large/1.txt": tibetan, "large/2.txt": tibetan, "large/3.txt": tibetan });
    const large = await quoted(own.at("large"));
    assert.deepEqual(large.paths, ["1.txt", "2.txt"]);
    assert.match(large.problems.join(), /^1 of 3 files /u);
  });

  it("says so where there is no text, no folder, or it was cancelled", async () => {
    await own.write({ "a.txt": "a", "empty/b.png": "b" });
    assert.deepEqual((await quoted(own.at("empty"))).problems, [
      `“${own.name}/empty/” has no text files to attach.`,
      `1 of 1 file in “${own.name}/empty/” was left out: 1 binary.`,
    ]);
    for (const name of ["gone", "a.txt"]) {
      assert.match((await quoted(own.at(name))).problems.join(), /is not a folder/u);
    }
    const nothing = { passages: [], problems: [] };
    assert.deepEqual(await collectFolder(own.uri, cancelled()), nothing);
  });

  it("reads file systems of extensions, endless ones too", async () => {
    const provider = vscode.workspace.registerFileSystemProvider("endless", endless, {
      isReadonly: true,
    });
    try {
      const { passages, problems } = await collectFolder(
        vscode.Uri.parse("endless:/start"),
        unlimited,
      );
      assert.ok(passages[0]?.text.startsWith("0.txt\n```plaintext\n/start/0.txt\n```"));
      assert.match(problems.join(), /files in “.*” were left out/u);
    } finally {
      provider.dispose();
    }
  });
});

/** A file system in which every folder holds files and two folders. */
const endless: vscode.FileSystemProvider = {
  onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
  watch: () => new vscode.Disposable(() => undefined),
  stat: ({ path }) => ({
    type: path.endsWith(".txt") ? vscode.FileType.File : vscode.FileType.Directory,
    ctime: 0,
    mtime: 0,
    size: 1,
  }),
  readDirectory: () => [
    ...Array.from({ length: 50 }, (_, index): [string, vscode.FileType] => [
      `${index}.txt`,
      vscode.FileType.File,
    ]),
    ["x", vscode.FileType.Directory],
    ["y", vscode.FileType.Directory],
  ],
  readFile: ({ path }) => new TextEncoder().encode(path),
  createDirectory: () => undefined,
  writeFile: () => undefined,
  delete: () => undefined,
  rename: () => undefined,
};
