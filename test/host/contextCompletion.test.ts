import assert from "node:assert/strict";
import { symlink } from "node:fs/promises";
import * as vscode from "vscode";
import { WorkspaceFiles } from "../../src/host/context/workspaceFiles.ts";
import { cancelled, closeEditors, makeOwnFolder, unlimited, type OwnFolder } from "./ownFolder.ts";

describe("workspace files by what is typed", () => {
  let own: OwnFolder;
  let files: WorkspaceFiles;
  beforeEach(async () => {
    own = await makeOwnFolder();
    files = new WorkspaceFiles();
  });
  afterEach(async () => {
    files.dispose();
    await closeEditors();
    await own.remove();
  });

  const find = async (query: string, limit = 20) =>
    (await files.find(query, limit, unlimited)).map(
      ({ folder, name, isFolder }) => `${folder}/${name}${isFolder ? "/" : ""}`,
    );

  /** Creates or deletes as a person does in VS Code, which tells of it even where nothing is watched. */
  const change = async (
    edit: (change: vscode.WorkspaceEdit, at: (path: string) => vscode.Uri) => void,
  ) => {
    const changes = new vscode.WorkspaceEdit();
    edit(changes, own.at);
    assert.ok(await vscode.workspace.applyEdit(changes));
  };

  it("finds files and folders, with where they are", async () => {
    await own.write({
      "text/chatSession.ts": "x",
      "text/བོད་ཡིག.txt": "x",
      "node_modules/chatSession.ts": "x",
      ".git/chatSession": "x",
      "linked/x.txt": "x",
    });
    await symlink(own.at("linked").fsPath, own.at("chatSessions").fsPath);
    const found = await files.find("cSess", 20, unlimited);
    const [match, ...others] = found.filter(({ folder }) => folder.startsWith(own.name));
    assert.deepEqual(others, []);
    assert.equal(match?.uri.toString(), own.at("text/chatSession.ts").toString());
    assert.equal(match.name, "chatSession.ts");
    assert.equal(match.folder, `${own.name}/text`);
    assert.equal(match.isFolder, false);
    assert.deepEqual(await find("ཡིག"), [`${own.name}/text/བོད་ཡིག.txt`]);
    assert.deepEqual(await find(`${own.name}/text`, 1), [`${own.name}/text/`]);
    assert.equal((await find(own.name, 2)).length, 2);
  });

  it("has the documents that were open last first where nothing is typed yet", async () => {
    await own.write({ "1.txt": "1", "deep/er/2.txt": "2", "deep/3.txt": "3" });
    for (const name of ["1.txt", "deep/er/2.txt"]) {
      await vscode.window.showTextDocument(own.at(name), { preview: false });
    }
    const found = await find("");
    assert.deepEqual(found.slice(0, 2), [`${own.name}/deep/er/2.txt`, `${own.name}/1.txt`]);
    assert.equal(new Set(found).size, found.length);
    assert.ok(found.includes(`${own.name}/deep/3.txt`));
    assert.deepEqual(await find("", 1), [`${own.name}/deep/er/2.txt`]);
  });

  it("follows what comes, goes and moves", async () => {
    await own.write({ "old.txt": "x", "sub/deep/inner.txt": "x" });
    assert.equal((await find("inner.txt")).length, 1);
    await change((edit, at) => {
      edit.createFile(at("new/one/created.txt"), { contents: new TextEncoder().encode("x") });
      edit.deleteFile(at("old.txt"));
    });
    assert.deepEqual(await find("created.txt"), [`${own.name}/new/one/created.txt`]);
    assert.deepEqual(await find("old.txt"), []);
    await change((edit, at) => edit.renameFile(at("sub"), at("moved")));
    assert.deepEqual(await find("inner.txt"), [`${own.name}/moved/deep/inner.txt`]);
    await change((edit, at) => edit.deleteFile(at("moved"), { recursive: true }));
    assert.deepEqual(await find("inner.txt"), []);
  });

  it("follows the excludes of settings and of ignore files", async () => {
    await own.write({ "in/kept.txt": "x", "in/left.txt": "x" });
    assert.deepEqual(await find("left.txt"), [`${own.name}/in/left.txt`]);
    await change((edit, at) => {
      const contents = new TextEncoder().encode("left.txt\n");
      edit.createFile(at(".gitignore"), { contents });
    });
    assert.deepEqual(await find("left.txt"), []);
    const setting = vscode.workspace.getConfiguration("search");
    try {
      await setting.update("exclude", { "**/kept.txt": true }, false);
      assert.deepEqual(await find("kept.txt"), []);
    } finally {
      await setting.update("exclude", undefined, false);
    }
    assert.deepEqual(await find("kept.txt"), [`${own.name}/in/kept.txt`]);
  });

  it("finds nothing once it was cancelled or is gone, and does not hang", async () => {
    await own.write({ "a.txt": "x" });
    assert.deepEqual(await files.find("a.txt", 20, cancelled()), []);
    const source = new vscode.CancellationTokenSource();
    const search = files.find("a.txt", 20, source.token);
    source.cancel();
    assert.deepEqual(await search, []);
    assert.equal((await find(`${own.name}/a.txt`)).length, 1);
    files.dispose();
    assert.deepEqual(await find("a.txt"), []);
  });
});
